/** An export of the audit log says by itself whether it is as it was written: whatever is changed in it is found. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anchorLine, entryLine, headLine, linesOfExport, verifyChain } from "../../../../worker/ledger/audit/chain.ts";
import {
  type AskedEntry,
  type AuditEntry,
  BEGINNING,
  canonicalJson,
  type EndedEntry,
  type Head,
  hashOf,
} from "../../../../worker/ledger/audit/entry.ts";
import { runs } from "../../../support/nightly/runs.ts";

const asked = (number: number, changes: Partial<AskedEntry> = {}): AskedEntry => ({
  step: "asked",
  number,
  at: 1_795_000_000_000 + number,
  by: "jo",
  limit: "all",
  operation: "writeMerchant",
  target: "merchants/mch_shop",
  conditional: true,
  requestId: `request-${number}`,
  ...changes,
});
const ended = (number: number, changes: Partial<EndedEntry> = {}): EndedEntry => ({
  step: "ended",
  number,
  at: 1_795_000_000_000 + number,
  asked: number - 1,
  target: "merchants/mch_shop",
  fields: [{ path: "rates.visa", before: 100, after: 150 }, { path: "gatewayKey" }, { path: "buyer", after: "é" }],
  status: 200,
  code: null,
  ...changes,
});

/** The entries as a log chains them, from `start` on. */
async function chain(entries: readonly (AskedEntry | EndedEntry)[], start: Head = BEGINNING): Promise<AuditEntry[]> {
  const chained: AuditEntry[] = [];
  let { hash } = start;
  for (const entry of entries) {
    hash = await hashOf(hash, entry);
    chained.push({ ...entry, hash });
  }
  return chained;
}

const exportOf = (entries: readonly AuditEntry[], anchor: Head = BEGINNING): string[] => {
  const { number, hash } = entries.at(-1) ?? anchor;
  return [anchorLine(anchor), ...entries.map(entryLine), headLine({ number, hash })];
};

const CHANGES = [
  asked(1),
  ended(2),
  asked(3, { by: "ci", limit: "read" }),
  ended(4, { status: 403, code: "forbidden" }),
  asked(5),
];
const ENTRIES = await chain(CHANGES);
const WHOLE = exportOf(ENTRIES);
const headAt = (number: number): Head => ({ number, hash: ENTRIES[number - 1]?.hash ?? BEGINNING.hash });
const HEAD = headAt(5);

const verdict = async (lines: readonly string[], known: readonly Head[] = []) => {
  const found = await verifyChain(lines, known);
  return found.holds ? "holds" : found.problem;
};

test("an export as it was written holds, and so does every head that was written down", async () => {
  expect(await verifyChain(WHOLE, [])).toEqual({ holds: true, anchor: BEGINNING, head: HEAD, entries: 5 });
  for (const number of [0, 1, 2, 3, 4, 5]) expect(await verdict(WHOLE, [headAt(number)])).toBe("holds");
  expect(await verdict(exportOf([]))).toBe("holds");
});

test("one whose beginning went because of its age holds from its anchor on", async () => {
  const kept = exportOf(ENTRIES.slice(2), headAt(2));
  expect(await verifyChain(kept, [headAt(2), headAt(4)])).toMatchObject({ holds: true, entries: 3 });
  expect(await verdict(kept, [headAt(1)])).toMatch(/^the export begins after entry 2, so that nothing can be said of/);
  expect(await verdict(kept, [{ number: 2, hash: headAt(3).hash }])).toMatch(/^the anchor, entry 2, is not the one/);
});

test("any byte that is another one is found, wherever it stands", async () => {
  const bytes = new TextEncoder().encode(`${WHOLE.join("\n")}\n`);
  expect(linesOfExport(bytes)).toEqual(WHOLE);
  const survived: number[] = [];
  for (const at of bytes.keys()) {
    // One bit at a time through the positions, so that letters, digits, quotes and line feeds become each other.
    const changed = bytes.slice();
    changed[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
    const lines = linesOfExport(changed);
    if (lines !== null && (await verifyChain(lines, [])).holds) survived.push(at);
  }
  expect(survived).toEqual([]);
});

test("any byte may become any other, or go, or come: it is found", async () => {
  const bytes = new TextEncoder().encode(`${WHOLE.join("\n")}\n`);
  const place = fc.integer({ min: 0, max: bytes.length - 1 });
  const wrong = fc.constantFrom<(at: number, byte: number) => number[]>(
    (_, byte) => [byte],
    () => [],
    (at, byte) => [bytes[at] ?? 0, byte],
  );
  await fc.assert(
    fc.asyncProperty(place, fc.integer({ min: 0, max: 255 }), wrong, async (at, byte, edit) => {
      const changed = Uint8Array.from([...bytes.slice(0, at), ...edit(at, byte), ...bytes.slice(at + 1)]);
      if (Buffer.from(changed).equals(Buffer.from(bytes))) return;
      const lines = linesOfExport(changed);
      expect(lines === null ? "no text" : await verdict(lines)).not.toBe("holds");
    }),
    { numRuns: runs(500) },
  );
});

describe("the first entry that does not fit is named", () => {
  test.each([1, 2, 3, 4, 5])("when entry %i is left out", async (number) => {
    const lines = WHOLE.filter((_, at) => at !== number);
    expect(await verdict(lines)).toMatch(
      number === 5
        ? /^the export ends at entry 4, and its last line says/
        : new RegExp(`where entry ${number} belongs, has entry ${number + 1}$`),
    );
  });

  test.each([1, 2, 3, 4])("when entry %i and the next one are swapped", async (number) => {
    const lines = WHOLE.toSpliced(number, 2, WHOLE[number + 1] ?? "", WHOLE[number] ?? "");
    expect(await verdict(lines)).toBe(`line ${number + 1}, where entry ${number} belongs, has entry ${number + 1}`);
  });

  test("when an entry was changed and its own hash worked out anew", async () => {
    const [, second] = await chain([CHANGES[0] ?? asked(1), ended(2, { code: "conflict", status: 409 })]);
    const lines = WHOLE.toSpliced(2, 1, entryLine(second ?? ENTRIES[1] ?? (ENTRIES[0] as AuditEntry)));
    expect(await verdict(lines)).toBe("line 4, where entry 3 belongs, does not fit to the entry before it");
  });

  test("when what stands there is no entry", async () => {
    for (const line of ["", "{}", "null", `${WHOLE[3]} `, WHOLE[0] ?? ""])
      expect(await verdict(WHOLE.toSpliced(3, 1, line))).toBe(
        "line 4, where entry 3 belongs, is no entry of an export",
      );
  });

  test("when it has one member more, as a newer version's may have", async () => {
    const told = canonicalJson({ ...ENTRIES[2], more: 1 });
    expect(await verdict(WHOLE.toSpliced(3, 1, told))).toBe(
      "line 4, where entry 3 belongs, does not fit to the entry before it",
    );
  });
});

describe("a chain that somebody wrote anew, hashes and all, is found by a head that was written down", () => {
  test("when an entry in it is another one", async () => {
    const forged = exportOf(await chain(CHANGES.with(1, ended(2, { fields: [] }))));
    expect(await verdict(forged)).toBe("holds");
    expect(await verdict(forged, [HEAD])).toBe("entry 5 is not the one that was written down");
    expect(await verdict(forged, [headAt(1)])).toBe("holds");
  });

  test("when the head of the new chain is given as well, in whatever order", async () => {
    const forgedChain = await chain(CHANGES.with(1, ended(2, { fields: [] })));
    const [real, forged] = [headAt(2), { number: 2, hash: forgedChain[1]?.hash ?? "" }];
    for (const known of [
      [real, forged],
      [forged, real],
      [forged, HEAD, real],
    ])
      for (const lines of [WHOLE, exportOf(forgedChain)])
        expect(await verdict(lines, known)).toBe(
          "entry 2 was written down with different hashes: it cannot have had both",
        );
    expect(await verdict(WHOLE, [real, real])).toBe("holds");
  });

  test("when its end is cut off", async () => {
    const cut = exportOf(ENTRIES.slice(0, 3));
    expect(await verdict(cut)).toBe("holds");
    expect(await verdict(cut, [HEAD])).toBe("the chain ends at entry 3; entry 5, which was written down, is cut off");
  });

  test("when a stranger appended to it: the chain's own head is not there", async () => {
    const more = await chain([ended(6), asked(7)], HEAD);
    const forged = exportOf([...ENTRIES, ...more]);
    // The log itself has gone on by two entries too.
    const [, real] = await chain([ended(6, { status: 500, code: "internal" }), asked(7)], HEAD);
    expect(await verdict(forged)).toBe("holds");
    expect(await verdict(forged, [HEAD, { number: 7, hash: real?.hash ?? "" }])).toMatch(/^entry 7 is not the one/);
  });
});

test.each([
  [[], /^line 1 must be the anchor/],
  [[""], /^line 1 must be the anchor/],
  [WHOLE.slice(1), /^line 1 must be the anchor/],
  [WHOLE.slice(0, 1), /^after entry 0 the export is cut off/],
  [WHOLE.slice(0, -1), /^after entry 4 the export is cut off/],
  [
    [anchorLine({ number: 0, hash: HEAD.hash }), headLine({ number: 0, hash: HEAD.hash })],
    /^line 1 is not the beginning/,
  ],
])("what is no whole export is told: case %#", async (lines, problem) => {
  expect(await verdict(lines)).toMatch(problem);
});
