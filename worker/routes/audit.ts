/**
 * Who changed what: `GET /v1/admin/audit`, newest first, for people; `GET /v1/admin/audit/entries`, oldest first with every
 * hash, for an export that can be verified without us.
 */
import * as z from "zod";
import { PROBLEM_CODES } from "../../contract/lists.ts";
import { operatorResource } from "../doors/operator.ts";
import { readQuery } from "../http/query.ts";
import type { RecordedChange } from "../ledger/audit/audit-log.ts";
import { AuditEntry, FieldChange, Head } from "../ledger/audit/entry.ts";
import { answered, auditLogOf } from "../ledger/audit/reach.ts";
import { json, named, type Operation } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";
import { KEY_LIMITS } from "../settings/admin-keys-setting.ts";

const MOST_CHANGES = 100;
const CHANGES_UNLESS_SAID = 50;
const MOST_ENTRIES = 200;
const RETRY_SECONDS = 5;

const NumberText = z
  .string()
  .regex(/^\d{1,15}$/, "must be the number of an entry")
  .transform(Number);

const limitOf = (most: number, unlessSaid: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,2}$/, `must be 1 to ${most}`)
    .transform(Number)
    .pipe(z.number().max(most, `must be 1 to ${most}`))
    .default(unlessSaid);

const ChangesQuery = z.strictObject({
  cursor: NumberText.optional().describe("where the page before this one says that the next one begins"),
  limit: limitOf(MOST_CHANGES, CHANGES_UNLESS_SAID),
  target: z
    .string()
    .regex(/^[\w.?-]{1,64}(\/[\w.?-]{1,64}){0,3}$/, "must be a target such as merchants/mch_shop, or the head of one")
    .optional(),
  by: z
    .string()
    .regex(/^[a-z0-9_-]{1,32}$/, "must be the name of an operator's key")
    .optional(),
});

const EntriesQuery = z.strictObject({
  after: NumberText.default(0).describe("the number of the last entry that is known already"),
  limit: limitOf(MOST_ENTRIES, MOST_ENTRIES),
});

const AuditedChange = z.strictObject({
  /** Of the entry that asked for it. */
  number: z.number().int(),
  at: z.iso.datetime(),
  by: z.string(),
  limit: z.enum(KEY_LIMITS),
  operation: z.string(),
  target: z.string(),
  /** Whether it was bound to what had been read, by `If-Match` or `If-None-Match`. */
  conditional: z.boolean(),
  requestId: z.string(),
  /** Refusals of the same key before this one that have no entry: one a minute has. */
  unrecorded: z.number().int().optional(),
  /** `unfinished`: it is under way, or how it ended could not be written: then look at what is there. */
  state: z.enum(["done", "refused", "failed", "unfinished"]),
  status: z.number().int().nullable(),
  code: z.enum(PROBLEM_CODES).nullable(),
  /** What it changed, or would have changed; a field without values is a secret, or may hold one. */
  fields: z.array(FieldChange),
});

const AuditPage = z.strictObject({
  changes: z.array(AuditedChange),
  /** Null: there are no older ones. */
  cursor: z.string().nullable(),
  requestId: z.string(),
});

const AuditEntries = z.strictObject({
  /** Where the kept chain begins: the last entry that went because of its age, or number 0. */
  anchor: Head,
  /** Where it ends by now. */
  head: Head,
  entries: z.array(AuditEntry),
  requestId: z.string(),
});

const changesOperation: Operation = {
  id: "listChanges",
  summary: "Who changed what, newest first",
  description:
    "Every change that an operator's key asked for in the last 400 days, refused ones too; never a secret. `target` takes what is below it as well.",
  query: ChangesQuery,
  replies: { 200: json("A page of changes.", named("AuditPage", AuditPage)) },
  problems: ["invalid_request", "merchant_unavailable"],
};

const entriesOperation: Operation = {
  id: "readAuditEntries",
  summary: "The audit log as it is kept, oldest first, to be verified",
  description:
    "Each entry's `hash` is SHA-256 over the hash before it, a line feed, and the entry without its hash as JSON without blanks and with names in order. `npm run cs -- audit verify` does it.",
  query: EntriesQuery,
  replies: { 200: json("A page of entries.", named("AuditEntries", AuditEntries)) },
  problems: ["invalid_request", "merchant_unavailable"],
};

export const audit = operatorResource();

audit.get("/audit", changesOperation, async (c) => {
  const { cursor, limit, target, by } = readQuery(c, ChangesQuery, { refuseEmpty: true });
  const asked = { before: cursor ?? null, limit: limit + 1, target: target ?? null, by: by ?? null };
  const found = await answered(() => auditLogOf(c.env).changes(asked));
  if (found === undefined) throw unavailable();
  const changes = found.slice(0, limit);
  const last = changes.at(-1);
  return c.json(
    AuditPage.parse({
      changes: changes.map(tell),
      cursor: found.length > limit && last !== undefined ? String(last.asked.number) : null,
      requestId: c.get("requestId"),
    }),
  );
});

audit.get("/audit/entries", entriesOperation, async (c) => {
  const { after, limit } = readQuery(c, EntriesQuery, { refuseEmpty: true });
  const page = await answered(() => auditLogOf(c.env).entries(after, limit));
  if (page === undefined) throw unavailable();
  return c.json(AuditEntries.parse({ ...page, requestId: c.get("requestId") }));
});

const HTTP_SERVER_ERROR = 500;

function tell({ asked, ended }: RecordedChange): z.input<typeof AuditedChange> {
  // One by one, for a newer version may have written more.
  const { number, at, by, limit, operation, conditional, requestId, unrecorded } = asked;
  return {
    number,
    at: new Date(at).toISOString(),
    by,
    limit,
    operation,
    target: ended?.target ?? asked.target,
    conditional,
    requestId,
    ...(unrecorded === undefined ? {} : { unrecorded }),
    state: stateOf(ended),
    status: ended?.status ?? null,
    code: PROBLEM_CODES.find((code) => code === ended?.code) ?? null,
    fields: [...(ended?.fields ?? [])],
  };
}

function stateOf(ended: RecordedChange["ended"]): z.input<typeof AuditedChange>["state"] {
  if (ended === null) return "unfinished";
  if (ended.code === null) return "done";
  return ended.status >= HTTP_SERVER_ERROR ? "failed" : "refused";
}

const unavailable = () =>
  new ProblemError("merchant_unavailable", "The record of changes cannot be read right now. Try again.", {
    headers: { "Retry-After": String(RETRY_SECONDS) },
  });
