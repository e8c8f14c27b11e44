/** Who changed what, from the command line: `npm run cs -- audit list | export | verify`. */
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { parseArgs } from "node:util";
import { anchorLine, entryLine, headLine, linesOfExport, verifyChain } from "../worker/ledger/audit/chain.ts";
import { operatorApi, settingsFrom } from "./cli/operator.mjs";
import { shown, table } from "./cli/tables.mjs";
import { ToolError } from "./cli/tool-error.mjs";

export const USAGE = `usage: npm run cs -- audit COMMAND

  list [--target TARGET] [--by NAME] [--limit N]
                    the last changes (20 unless said), newest first; TARGET such as merchants/mch_shop, merchants or rules
  export FILE       all entries, oldest first, one JSON text a line; - is standard output
  verify [FILE] [--head NUMBER:HASH]... [--live]
                    whether each entry is as it was written: of an export, offline, or without FILE of the deployment's log.
                    --head  an entry that was written down earlier, which must still be there
                    --live  holds the export's last entry against the deployment's log as well

environment: CARD_SURCHARGE_ORIGIN    the Worker's origin (default http://localhost:8787)
             CARD_SURCHARGE_ADMIN_KEY the operator's key (ak_...); one for reading is enough`;

const CALL_TIMEOUT_MS = 20_000;
const LISTED_UNLESS_SAID = 20;
const MOST_LISTED = 100;
const OWNER_ONLY = 0o600;

/**
 * @typedef {import("../worker/ledger/audit/entry.ts").Head} Head
 * @typedef {import("../worker/ledger/audit/entry.ts").AuditEntry} AuditEntry
 * @typedef {{ anchor: Head, head: Head, entries: AuditEntry[] }} EntriesPage
 * @typedef {{ at: string, by: string, operation: string, target: string, state: string, code: string | null,
 *   fields: import("../worker/ledger/audit/entry.ts").FieldChange[] }} Change
 * @typedef {Record<string, string | undefined>} Environment
 */

/** @param {Environment} env */
const logOf = (env) => operatorApi(settingsFrom(env), "/v1/admin/audit", CALL_TIMEOUT_MS);

/** @param {readonly string[]} args */
function parse(args) {
  const text = /** @type {const} */ ({ type: "string" });
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        target: text,
        by: text,
        limit: text,
        head: { type: "string", multiple: true },
        live: { type: "boolean" },
      },
    });
  } catch {
    throw new ToolError(USAGE);
  }
}

/**
 * @param {readonly string[]} args
 * @param {Environment} env
 * @returns {Promise<string>} what is printed
 */
export async function run(args, env) {
  const { values, positionals } = parse(args);
  const [command, file, ...more] = positionals;
  if (more.length > 0) throw new ToolError(USAGE);
  if (command === "list" && file === undefined) return list(values, env);
  if (command === "export" && file !== undefined) return exportTo(file, env);
  if (command === "verify") return verify(file, values, env);
  throw new ToolError(USAGE);
}

/** @param {{ target?: string, by?: string, limit?: string }} options @param {Environment} env */
async function list({ target, by, limit = String(LISTED_UNLESS_SAID) }, env) {
  if (!/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > MOST_LISTED)
    throw new ToolError(`--limit must be 1 to ${MOST_LISTED}.`);
  const query = new URLSearchParams({
    limit,
    ...(target === undefined ? {} : { target }),
    ...(by === undefined ? {} : { by }),
  });
  /** @type {{ changes: Change[], cursor: string | null }} */
  const { changes, cursor } = await logOf(env)("GET", `?${query}`);
  if (changes.length === 0) return "no change is recorded of that";
  const rows = changes.map(({ at, by, operation, target, state, code, fields }) => [
    at.slice(0, 19).replace("T", " "),
    by,
    operation,
    target,
    code === null ? state : `${state}: ${code}`,
    fields.map(sayField).join(", "),
  ]);
  return [
    table([["time (UTC)", "key", "operation", "target", "end", "fields"], ...rows]),
    ...(cursor === null ? [] : ["", "There are older ones: export has them all."]),
  ].join("\n");
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

/** @param {string} file @param {Environment} env */
async function exportTo(file, env) {
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

/** @param {string | undefined} file @param {{ head?: string[], live?: boolean }} options @param {Environment} env */
async function verify(file, { head = [], live = false }, env) {
  const known = head.map(readHead);
  const lines = file === undefined ? await collect(liveLines(env)) : linesIn(file);
  const verdict = await verifyChain(lines, known);
  if (!verdict.holds) throw new ToolError(`The log does NOT hold: ${verdict.problem}.`);
  if (file !== undefined && live) await holdAgainstLive(verdict.head, env);
  const from = verdict.anchor.number === 0 ? "from the first one on" : `after entry ${verdict.anchor.number}`;
  return [
    `The log holds: ${verdict.entries} entries, ${from}.`,
    `head ${verdict.head.number}:${verdict.head.hash}`,
    "Write the head down where nobody who can change the deployment can change it: --head then finds a log that was cut or written anew.",
  ].join("\n");
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
