/**
 * The entries of the audit log, as they are kept, exported and hashed. A change has two: `asked`, written before anything is
 * changed, and `ended`, which says what became of it. Pure; the command that verifies an export reads it too.
 */
import * as z from "zod";
import { PROBLEM_CODES } from "../../../contract/lists.ts";
import { KEY_LIMITS } from "../../settings/admin-keys-setting.ts";
import { sha256Hex } from "../../sha256.ts";

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Where a chain stands: an entry's number and hash. */
export const Head = z.strictObject({ number: z.number().int().min(0), hash: Hash });
export type Head = z.output<typeof Head>;

/** Before the first entry. */
export const BEGINNING: Head = { number: 0, hash: "0".repeat(64) };

const FieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One field that was changed. Neither value: it is a secret, or a text that could hold one, and is only named. */
export const FieldChange = z.strictObject({
  path: z.string(),
  /** Left out as well where there was nothing before. */
  before: FieldValue.optional(),
  /** Left out as well where there is nothing after. */
  after: FieldValue.optional(),
});
export type FieldChange = z.output<typeof FieldChange>;

const numbered = {
  number: z.number().int().min(1),
  /** Ms since 1970; never before the entry in front of it. */
  at: z.number().int(),
};

export const AskedEntry = z.strictObject({
  step: z.literal("asked"),
  ...numbered,
  /** The name of the operator's key, and what it is good for. */
  by: z.string(),
  limit: z.enum(KEY_LIMITS),
  /** The operation's id in the API's document. */
  operation: z.string(),
  /** What it is about, such as `merchants/mch_shop`: the address below `/v1/admin/`. */
  target: z.string(),
  /** Whether the change was bound to what its caller had read, by `If-Match` or `If-None-Match`. */
  conditional: z.boolean(),
  requestId: z.string(),
  /** Refusals of the same key before this one that have no entry, for one a minute has; left out: none. */
  unrecorded: z.number().int().min(1).optional(),
});
export type AskedEntry = z.output<typeof AskedEntry>;

export const EndedEntry = z.strictObject({
  step: z.literal("ended"),
  ...numbered,
  /** The number of the entry that asked. */
  asked: z.number().int().min(1),
  /** What was changed, as its route calls it; null: it did not come to that. */
  target: z.string().nullable(),
  fields: z.array(FieldChange),
  /** HTTP's, as it was answered. */
  status: z.number().int(),
  /** Why it was refused; null: it was not. */
  code: z.enum(PROBLEM_CODES).nullable(),
});
export type EndedEntry = z.output<typeof EndedEntry>;

const hashed = { hash: Hash };

/**
 * An entry as it stands in the chain: `hash` is over the hash in front of it and everything else in it, also over what a newer
 * version added.
 */
export const AuditEntry = z.discriminatedUnion("step", [
  AskedEntry.extend({ ...hashed, limit: z.string() }).loose(),
  EndedEntry.extend({ ...hashed, code: z.string().nullable() }).loose(),
]);
export type AuditEntry = (AskedEntry | EndedEntry) & { readonly hash: string };

/** JSON with each object's names in order, so that one entry has one text. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );

/** The hash of an entry that stands behind one with the hash `former`. */
export const hashOf = (former: string, entry: object): Promise<string> =>
  sha256Hex(`${former}\n${canonicalJson(entry)}`);
