/** The command that lists, exports and verifies who changed what, against a log as the deployment would show it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { type AskedEntry, type AuditEntry, BEGINNING, type Head, hashOf } from "../../../worker/ledger/audit/entry.ts";
import { printedBy } from "../../support/node/run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "audit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllGlobals());

const PAGE = 2;

/** Entries 1 to `count`, chained; `by` is the name in each of them. */
async function logOf(count: number, by = "jo"): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  let { hash } = BEGINNING;
  for (let number = 1; number <= count; number += 1) {
    const entry: AskedEntry = {
      step: "asked",
      number,
      at: 1_795_000_000_000 + number,
      by,
      limit: "all",
      operation: "dropCandidate",
      target: "rules/candidate",
      conditional: false,
      requestId: `request-${number}`,
    };
    hash = await hashOf(hash, entry);
    entries.push({ ...entry, hash });
  }
  return entries;
}

let entries: AuditEntry[] = [];
/** What the list answers. */
let changes: object[] = [];
let anchor: Head = BEGINNING;
const asked: string[] = [];
const headOf = (number: number) => `${number}:${entries[number - 1]?.hash}`;

beforeEach(async () => {
  entries = await logOf(5);
  anchor = BEGINNING;
  changes = CHANGES;
  asked.length = 0;
  vi.stubGlobal("fetch", async (url: string) => {
    const { pathname, search, searchParams } = new URL(url);
    asked.push(pathname + search);
    if (pathname === "/v1/admin/audit") return Response.json({ changes, cursor: "3" });
    const after = Number(searchParams.get("after") ?? 0);
    const { number, hash } = entries.at(-1) ?? anchor;
    return Response.json({
      anchor,
      head: { number, hash },
      entries: entries.filter((entry) => entry.number > Math.max(after, anchor.number)).slice(0, PAGE),
    });
  });
});

const CHANGES = [
  {
    at: "2026-11-28T01:02:03.456Z",
    by: "jo",
    operation: "writeMerchant",
    target: "merchants/mch_shop",
    state: "done",
    code: null,
    fields: [
      { path: "rates.visa", before: 100, after: 150 },
      { path: "gatewayKey" },
      { path: "buyer", before: "busi\u001bness" },
    ],
  },
  {
    at: "2026-11-28T01:00:00.000Z",
    by: "ci",
    operation: "pushRules",
    target: "rules",
    state: "refused",
    code: "forbidden",
    fields: [],
  },
];

const audit = (...args: string[]) => printedBy(["audit", ...args]);
/** A file that is not there yet, or with this text. */
let files = 0;
function fileWith(text?: string) {
  files += 1;
  const file = join(folder, `export-${files}`);
  if (text !== undefined) writeFileSync(file, text);
  return file;
}
async function exported() {
  const file = fileWith();
  expect(await audit("export", file)).toMatch(/^\d+ entries are in .*export-\d+\. Verify them/);
  return readFileSync(file, "utf8");
}

test("lists changes with their fields, and what cannot steer a terminal", async () => {
  const text = await audit("list", "--target", "merchants/mch_shop", "--by", "jo", "--limit", "2");
  expect(asked).toEqual(["/v1/admin/audit?limit=2&target=merchants%2Fmch_shop&by=jo"]);
  expect(text.split("\n")).toEqual([
    expect.stringMatching(/^time \(UTC\) +key +operation +target +end +fields$/),
    expect.stringMatching(
      /^2026-11-28 01:02:03 +jo +writeMerchant +merchants\/mch_shop +done +rates\.visa 100 -> 150, gatewayKey, buyer busi\?ness -> -$/,
    ),
    expect.stringMatching(/^2026-11-28 01:00:00 +ci +pushRules +rules +refused: forbidden$/),
    "",
    "There are older ones: export has them all.",
  ]);
});

test("says what is unrecorded, and what unfinished means", async () => {
  const [done, refused] = CHANGES;
  changes = [
    { ...done, state: "unfinished", fields: [] },
    { ...refused, unrecorded: 7 },
  ];
  const lines = (await audit("list")).split("\n");
  expect(lines[1]).toMatch(/ unfinished$/);
  expect(lines[2]).toMatch(/ refused: forbidden \(and 7 before it, unrecorded\)$/);
  expect(lines[4]).toMatch(/^unfinished: it is under way, or how it ended could not be written/);
});

test("exports page by page what verifies offline, and what verifies live", async () => {
  const text = await exported();
  expect(asked).toEqual([
    "/v1/admin/audit/entries",
    "/v1/admin/audit/entries?after=2",
    "/v1/admin/audit/entries?after=4",
  ]);
  expect(text.trimEnd().split("\n")).toHaveLength(7);
  asked.length = 0;
  const file = fileWith(text);
  const offline = await audit("verify", file, "--head", headOf(3), "--head", headOf(5));
  expect(asked).toEqual([]);
  expect(offline).toMatch(new RegExp(`^The log holds: 5 entries, from the first one on\\.\nhead ${headOf(5)}\n`));
  expect(await audit("verify")).toBe(offline);
  expect(await audit("verify", file, "--live")).toBe(offline);
});

test("verifies a log whose beginning went because of its age", async () => {
  anchor = { number: 2, hash: entries[1]?.hash ?? "" };
  expect(await audit("verify")).toMatch(/^The log holds: 3 entries, after entry 2\./);
});

test("finds a byte that is another one, an end that is cut off, and a log that was written anew", async () => {
  const text = await exported();
  const lines = text.split("\n");
  await expect(audit("verify", fileWith(text.replace("request-3", "request-4")))).rejects.toThrow(
    "The log does NOT hold: line 4, where entry 3 belongs, does not fit to the entry before it.",
  );
  await expect(audit("verify", fileWith(`${lines.slice(0, 4).join("\n")}\n`))).rejects.toThrow(/the export is cut off/);
  await expect(audit("verify", fileWith(text.slice(0, -1)))).rejects.toThrow(/is no export/);

  const old = headOf(5);
  entries = await logOf(4);
  await expect(audit("verify", "--head", old)).rejects.toThrow(
    "The log does NOT hold: the chain ends at entry 4; entry 5, which was written down, is cut off.",
  );
  entries = await logOf(7, "nobody");
  expect(await audit("verify")).toMatch(/^The log holds: 7/);
  await expect(audit("verify", "--head", old)).rejects.toThrow("entry 5 is not the one that was written down");
  await expect(audit("verify", fileWith(text), "--live")).rejects.toThrow("its last entry, 5, is not the deployment's");
});

test("goes no further than the log did when it began, while others go on changing", async () => {
  const { fetch } = globalThis;
  const more = await logOf(9);
  vi.stubGlobal("fetch", async (url: string) => {
    const response = await fetch(url);
    entries = more;
    return response;
  });
  expect((await exported()).trimEnd().split("\n")).toHaveLength(7);
});

test("a deployment that keeps entries back is no chain", async () => {
  entries = entries.filter(({ number }) => number !== 3);
  await expect(audit("verify")).rejects.toThrow("line 4, where entry 3 belongs, has entry 4");
});

test.each([
  [["steal"], "It must be one of list, export, verify."],
  [["export"], "Missing required argument 'file'."],
  [["list", "x"], "There are too many words"],
  [["verify", "a", "b"], "There are too many words"],
  [["verify", "--what"], "It takes --head, --live, --json, --help."],
  [["list", "--limit", "101"], "--limit <number>: It must be a whole number from 1 to 100."],
  [["verify", "--head", "5:abc"], "--head must be NUMBER:HASH"],
  [["verify", "no-such-file"], "no-such-file cannot be read."],
  [["export", "package.json"], "package.json is there already: name another file."],
])("says what is wrong with %j", async (args, message) => {
  await expect(audit(...args)).rejects.toThrow(message);
  expect(asked).toEqual([]);
});
