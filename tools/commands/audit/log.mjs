/** The record of changes: a list, an export, and whether it is whole. */
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { anchorLine, entryLine, headLine, linesOfExport, verifyChain } from "../../../worker/ledger/audit/chain.ts";
import { operatorApi, settingsFrom } from "../../cli/operator.mjs";
import { shown, table } from "../../cli/tables.mjs";
import { ToolError } from "../../cli/tool-error.mjs";

const CALL_TIMEOUT_MS = 20_000;
export const MOST_LISTED = 100;
const OWNER_ONLY = 0o600;
const UNFINISHED =
  "unfinished: it is under way, or how it ended could not be written (audit_unfinished in the log): look at what is there.";

/**
 * @typedef {import("../../../worker/ledger/audit/entry.ts").Head} Head
 * @typedef {import("../../../worker/ledger/audit/entry.ts").AuditEntry} AuditEntry
 * @typedef {{ anchor: Head, head: Head, entries: AuditEntry[] }} EntriesPage
 * @typedef {{ at: string, by: string, operation: string, target: string, state: string, code: string | null, unrecorded?: number,
 *   fields: import("../../../worker/ledger/audit/entry.ts").FieldChange[] }} Change
 * @typedef {Record<string, string | undefined>} Environment
 */

/** @param {Environment} env */
const logOf = (env) => operatorApi(settingsFrom(env), "/v1/admin/audit", CALL_TIMEOUT_MS);

/**
 * The last changes, newest first.
 *
 * @param {{ readonly target?: string, readonly by?: string, readonly limit: number }} options
 * @param {Environment} env
 * @returns {Promise<import("../../cli/answer.ts").Shown>}
 */
export async function list({ target, by, limit }, env) {
  const query = new URLSearchParams({
    limit: String(limit),
    ...(target === undefined ? {} : { target }),
    ...(by === undefined ? {} : { by }),
  });
  /** @type {{ changes: Change[], cursor: string | null }} */
  const data = await logOf(env)("GET", `?${query}`);
  const { changes, cursor } = data;
  if (changes.length === 0) return { data, text: "no change is recorded of that" };
  const rows = changes.map((change) => [
    change.at.slice(0, 19).replace("T", " "),
    change.by,
    change.operation,
    change.target,
    endOf(change),
    change.fields.map(sayField).join(", "),
  ]);
  const text = [
    table([["time (UTC)", "key", "operation", "target", "end", "fields"], ...rows]),
    ...(changes.some(({ state }) => state === "unfinished") ? ["", UNFINISHED] : []),
    ...(cursor === null ? [] : ["", "There are older ones: export has them all."]),
  ].join("\n");
  return { data, text };
}

/** How it ended, and how many refusals of the same key before it have no entry. @param {Change} change */
function endOf({ state, code, unrecorded = 0 }) {
  const end = code === null ? state : `${state}: ${code}`;
  return unrecorded === 0 ? end : `${end} (and ${unrecorded} before it, unrecorded)`;
}

/** @param {Change["fields"][number]} field */
function sayField({ path, before, after }) {
  if (before === undefined && after === undefined) return path;
  return `${path} ${shown(String(before ?? ""))} -> ${shown(String(after ?? ""))}`;
}

/** The deployment's log, a page at a time, as lines of an export, up to where it ends now. @param {Environment} env */
async function* liveLines(env) {
  const log = logOf(env);
  /** @type {EntriesPage} */
  let page = await log("GET", "/entries");
  const { anchor, head } = page;
  yield anchorLine(anchor);
  for (let last = anchor; last.number < head.number; ) {
    const fresh = page.entries.filter(({ number }) => number > last.number && number <= head.number);
    const newest = fresh.at(-1);
    if (newest === undefined)
      throw new ToolError(
        `The deployment gives no entry after ${last.number}, and says that there are ${head.number}.`,
      );
    yield* fresh.map(entryLine);
    last = newest;
    if (last.number < head.number) page = await log("GET", `/entries?after=${last.number}`);
  }
  yield headLine(head);
}

/** All entries, into a new file that only its owner can read. @param {string} file - is standard output @param {Environment} env */
export async function exportTo(file, env) {
  const target = file === "-" ? process.stdout.fd : open(file);
  let lines = 0;
  try {
    for await (const line of liveLines(env)) {
      writeSync(target, `${line}\n`);
      lines += 1;
    }
  } finally {
    if (file !== "-") closeSync(target);
  }
  return file === "-" ? "" : `${lines - 2} entries are in ${file}. Verify them: npm run cs -- audit verify ${file}`;
}

/** @param {string} file */
function open(file) {
  try {
    return openSync(file, "wx", OWNER_ONLY);
  } catch (error) {
    const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw new ToolError(isThere ? `${file} is there already: name another file.` : `${file} cannot be written.`);
  }
}

/** @param {string} file */
function linesIn(file) {
  let bytes;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new ToolError(`${file} cannot be read.`);
  }
  const lines = linesOfExport(bytes);
  if (lines === null) throw new ToolError(`${file} is no export: it must be UTF-8 and end with a line feed.`);
  return lines;
}

/** @param {AsyncIterable<string>} lines */
async function collect(lines) {
  const all = [];
  for await (const line of lines) all.push(line);
  return all;
}

/** @param {string} text @returns {Head} */
function readHead(text) {
  const [, number = "", hash = ""] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (hash === "") throw new ToolError("--head must be NUMBER:HASH, as verify prints it.");
  return { number: Number(number), hash };
}

/**
 * Whether each entry is as it was written.
 *
 * @param {string | undefined} file an export; undefined: the deployment's log
 * @param {{ readonly head: readonly string[], readonly live?: boolean }} options
 * @param {Environment} env
 * @returns {Promise<import("../../cli/answer.ts").Shown>}
 * @throws {ToolError} where it does not hold
 */
export async function verify(file, { head, live = false }, env) {
  const known = head.map(readHead);
  const lines = file === undefined ? await collect(liveLines(env)) : linesIn(file);
  const verdict = await verifyChain(lines, known);
  if (!verdict.holds) throw new ToolError(`The log does NOT hold: ${verdict.problem}.`);
  if (file !== undefined && live) await holdAgainstLive(verdict.head, env);
  const from = verdict.anchor.number === 0 ? "from the first one on" : `after entry ${verdict.anchor.number}`;
  const text = [
    `The log holds: ${verdict.entries} entries, ${from}.`,
    `head ${verdict.head.number}:${verdict.head.hash}`,
    "Write the head down where nobody who can change the deployment can change it: --head then finds a log that was cut or written anew.",
  ].join("\n");
  return { data: { entries: verdict.entries, anchor: verdict.anchor, head: verdict.head }, text };
}

/** @param {Head} head @param {Environment} env */
async function holdAgainstLive({ number, hash }, env) {
  /** @type {EntriesPage} */
  const { anchor, entries } = await logOf(env)("GET", `/entries?after=${Math.max(number - 1, 0)}&limit=1`);
  const there = entries.find((entry) => entry.number === number) ?? (anchor.number === number ? anchor : undefined);
  if (there?.hash === hash) return;
  throw new ToolError(
    anchor.number > number
      ? `The deployment has dropped entry ${number} because of its age: nothing can be said of it.`
      : `The log does NOT hold: its last entry, ${number}, is not the deployment's.`,
  );
}
