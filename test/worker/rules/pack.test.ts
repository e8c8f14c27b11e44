import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { issueTexts } from "../../../worker/http/issues.ts";
import {
  bookOf,
  ENGINE,
  Extension,
  Pack,
  PackVersion,
  renewed,
  rowHash,
  soundOnes,
  versionOf,
} from "../../../worker/rules/pack.ts";
import { RuleRow } from "../../../worker/rules/schema.ts";
import { TaxFinding } from "../../../worker/rules/tax-on-surcharge.ts";
import { frozenPack } from "../../support/rules/frozen-book.ts";
import { onRow, packWith, taxFinding } from "../../support/rules/packs.ts";

const row = frozenPack.rows.find(({ id }) => id === "us-visa-credit");
if (row === undefined) throw new Error("the frozen pack has no us-visa-credit");
const visa: RuleRow = row;

/** What an operator is told who sends `value`; nothing where it is taken. */
const objections = (schema: z.ZodType, value: unknown): readonly string[] => {
  const { error } = schema.safeParse(value);
  return error === undefined ? [] : issueTexts(error);
};

const HASH = "0123456789abcdef".repeat(4);
const RENEWAL = { row: visa.id, rowHash: HASH, checkedOn: "2026-12-01", recheckOn: null, by: "Jo Lee" };
const renewal = { ...RENEWAL, source: "https://example.com/", note: "As before." };
const retired = { id: "us-gone-credit", replacedBy: [visa.id], on: "2026-11-27", by: "Jo Lee", note: "Repealed." };
const extension = { row: visa.id, rowHash: HASH, extendTo: "2026-12-31", by: "Jo Lee", on: "2026-12-01" };

describe("a pack", () => {
  it("has a version that any change of its content changes, and the order of members does not", async () => {
    const pack = await packWith();
    expect(await versionOf(Object.fromEntries(Object.entries(pack).toReversed()) as Pack)).toBe(pack.version);
    for (const change of [{ sequence: 3 }, { minEngine: 3 }, { publishedAt: "2026-11-28T12:00:00Z" }])
      expect(await versionOf({ ...pack, ...change })).not.toBe(pack.version);
  });

  it("is taken with renewals and with ids that are used no longer", async () => {
    const pack = await packWith({ renewals: [renewal], retired: [retired] });
    expect(Pack.parse(pack)).toEqual(pack);
  });

  it("is refused where an id is in use and retired at once", async () => {
    const pack = await packWith({ retired: [retired, { ...retired, id: visa.id }] });
    expect(objections(Pack, pack)).toEqual(["retired.1.id us-visa-credit is in use"]);
  });

  it("is refused where a row is about a state of a country that a sale has none of", async () => {
    const pack = await packWith();
    const rows = [{ ...visa, places: ["US-CO", "CA-QC", "GB", "GB-EN"] }];
    expect(objections(Pack, { ...pack, rows })).toEqual(["rows.0.places may name states of US and CA alone"]);
  });

  const VERSION = "must be a version such as 2026-11-27.2.1a2b3c4d5e6f";
  it.each<readonly [change: object, objection: string]>([
    [{ format: 2 }, "format must be 1"],
    [{ minEngine: ENGINE + 1 }, `minEngine needs a newer Worker: this one has engine ${ENGINE}`],
    [{ minEngine: 0 }, "minEngine must be at least 1"],
    [{ sequence: 0 }, "sequence must be at least 1"],
    [{ sequence: 1_000_000_000 }, "sequence must be at most 999999999"],
    [{ version: "1" }, `version ${VERSION}`],
    [{ publishedAt: "2026-11-27" }, "publishedAt must be an ISO 8601 instant such as 2026-11-27T12:00:00Z"],
    [{ rows: [] }, "rows must have at least 1 entry"],
    [{ renewals: undefined }, "renewals is missing"],
    [{ extensions: [] }, "unknown key: extensions"],
  ])("is refused with %j: %s", async (change, objection) => {
    expect(objections(Pack, { ...(await packWith()), ...change })).toEqual([objection]);
  });

  it.each(["2026-11-27.2.1a2b3c4d5e6f", "2026-11-27.999999999.1a2b3c4d5e6f", "2026-11-27.2.1a2b3c4d5e6f.r01234567"])(
    "may have the version %s",
    (version) => {
      expect(PackVersion.parse(version)).toBe(version);
    },
  );

  it.each([
    "v2026-11-27.2.1a2b3c4d5e6f",
    "2026-11-27.2.1a2b3c4d5e6f0",
    "2026-11-27.2.1a2b3c4d5e6",
    "2026-11-27.2.1A2B3C4D5E6F",
    "2026-11-27.1234567890.1a2b3c4d5e6f",
    "2026-11-27.2.1a2b3c4d5e6f.r0123456",
    "2026-11-27.2.1a2b3c4d5e6f.rghijklmn",
  ])("may not have the version %s", (version) => {
    expect(objections(PackVersion, version)).toEqual([`the request ${VERSION}`]);
  });

  // A stored pack is not checked again by an engine of the same number, so the number has to change with what a row may say.
  it("of this engine has rows and findings on tax of this form: raise ENGINE with any other", () => {
    const forms = [RuleRow, TaxFinding].map((form) => {
      const text = JSON.stringify(z.toJSONSchema(form, { unrepresentable: "any" }));
      return createHash("sha256").update(text).digest("hex").slice(0, 12);
    });
    expect([ENGINE, ...forms]).toEqual([2, "7ee3b42dd9bc", "e5c4452c67cd"]);
  });

  it("may lack findings on tax, as those of before did, and its version is of them where it has some", async () => {
    expect(frozenPack).not.toHaveProperty("taxOnSurcharge");
    expect(await versionOf(Pack.parse(frozenPack))).toBe(frozenPack.version);
    const [plain, taxed] = [await packWith(), await packWith({ taxOnSurcharge: [taxFinding] })];
    expect(Pack.parse(taxed)).toEqual(taxed);
    expect(taxed.version).not.toBe(plain.version);
    expect(await versionOf({ ...taxed, taxOnSurcharge: [{ ...taxFinding, taxed: "no" }] })).not.toBe(taxed.version);
  });

  it("is refused where a finding on tax is about a state of a country that a sale has none of, or a place has two", async () => {
    const abroad = await packWith({ taxOnSurcharge: [{ ...taxFinding, places: ["GB-EN"] }] });
    expect(Pack.safeParse(abroad).error?.message).toContain("may name states of US and CA alone");
    const twice = await packWith({ taxOnSurcharge: [taxFinding, { ...taxFinding, places: ["US-CA", "US-AL"] }] });
    expect(Pack.safeParse(twice).error?.message).toContain("US-AL is named twice");
  });
});

describe("a row's hash", () => {
  it("is of what the row says, not of when it was checked, by whom, or until when", async () => {
    const hash = await rowHash(visa);
    expect(await rowHash({ ...visa, checkedOn: "2027-01-01", recheckOn: null, by: "Jo Lee" })).toBe(hash);
    for (const change of [{ maxBps: 299 }, { conditions: "Other words." }, { source: "https://example.com/" }])
      expect(await rowHash({ ...visa, ...change })).not.toBe(hash);
  });
});

describe("renewals", () => {
  const base = { row: visa.id, recheckOn: null, by: "Jo Lee", source: "https://example.com/" };

  it("leave out those of another text and of rows that are gone", async () => {
    const sound = { ...base, rowHash: await rowHash(visa), checkedOn: "2026-12-01" };
    const others = [
      { ...sound, rowHash: "0".repeat(64) },
      { ...sound, row: "us-gone-credit" },
    ];
    expect(await soundOnes(frozenPack.rows, [sound, ...others])).toEqual([sound]);
    const changed = (await packWith({ row: onRow(visa.id, { maxBps: 1 }) })).rows;
    expect(await soundOnes(changed, [sound])).toEqual([]);
    expect(await soundOnes(frozenPack.rows, [])).toEqual([]);
  });

  const HEX = "must be a SHA-256 in lower-case hex";
  it.each<readonly [change: object, objections: readonly string[]]>([
    [{ recheckOn: "2027-12-01" }, []],
    [{ source: "http://example.com/" }, []],
    [{ note: undefined }, []],
    [{ note: "x" }, []],
    [{ note: ` ${"x".repeat(500)} ` }, []],
    [{ note: "x".repeat(501) }, ["renewals.0.note must have at most 500 characters"]],
    [{ note: " " }, ["renewals.0.note must have at least 1 character"]],
    [{ rowHash: HASH.slice(1) }, [`renewals.0.rowHash ${HEX}`]],
    [{ rowHash: `${HASH}0` }, [`renewals.0.rowHash ${HEX}`]],
    [{ rowHash: `x${HASH}` }, [`renewals.0.rowHash ${HEX}`]],
    [{ rowHash: HASH.toUpperCase() }, [`renewals.0.rowHash ${HEX}`]],
    [{ rowHash: "0" }, [`renewals.0.rowHash ${HEX}`]],
    [{ source: "ftp://example.com/" }, ["renewals.0.source must be an http or https address"]],
    [{ source: "xhttps://example.com/" }, ["renewals.0.source must be an http or https address"]],
    [{ source: "httpsx://example.com/" }, ["renewals.0.source must be an http or https address"]],
    [{ recheckOn: undefined }, ["renewals.0.recheckOn must be an ISO 8601 date such as 2026-10-01"]],
    [{ more: 1 }, ["unknown key in renewals.0: more"]],
  ])("with %j are met with the objections %j", async (change, expected) => {
    expect(objections(Pack, { ...(await packWith()), renewals: [{ ...renewal, ...change }] })).toEqual(expected);
  });

  it("of another row leave a row as it is", () => {
    const other = { ...renewal, row: "us-mastercard-credit" };
    expect(renewed([visa], [other])).toEqual([visa]);
  });

  it("are in a pack's book, which has the pack's version", async () => {
    const pack = await packWith({ renewals: [renewal] });
    const book = bookOf(pack);
    expect(book.version).toBe(pack.version);
    expect(book.rows).toEqual(renewed(pack.rows, pack.renewals));
    expect(book.rows.find(({ id }) => id === visa.id)?.checkedOn).toBe("2026-12-01");
  });

  it("count by the newest, and never make a row older", () => {
    const at = (checkedOn: string) => ({ ...base, rowHash: "0".repeat(64), checkedOn });
    expect(renewed([visa], [at("2026-12-01"), at("2026-12-05"), at("2026-11-30")])[0]).toMatchObject({
      checkedOn: "2026-12-05",
      by: "Jo Lee",
      recheckOn: null,
    });
    expect(renewed([visa], [at("2026-11-01")])[0]).toEqual(visa);
    expect(renewed([visa], [at(visa.checkedOn)])[0]).toEqual(visa);
  });
});

describe("an id that is used no longer", () => {
  it.each<readonly [change: object, objections: readonly string[]]>([
    [{ replacedBy: [], by: undefined, note: undefined }, []],
    [{ note: ` ${"x".repeat(500)} ` }, []],
    [{ note: "x".repeat(501) }, ["retired.0.note must have at most 500 characters"]],
    [{ note: " " }, ["retired.0.note must have at least 1 character"]],
    [{ on: "today" }, ["retired.0.on must be an ISO 8601 date such as 2026-10-01"]],
    [{ more: 1 }, ["unknown key in retired.0: more"]],
  ])("with %j is met with the objections %j", async (change, expected) => {
    expect(objections(Pack, { ...(await packWith()), retired: [{ ...retired, ...change }] })).toEqual(expected);
  });
});

describe("an extension", () => {
  it.each<readonly [change: object, objections: readonly string[]]>([
    [{}, []],
    [{ note: ` ${"x".repeat(500)} ` }, []],
    [{ note: "x".repeat(501) }, ["note must have at most 500 characters"]],
    [{ note: " " }, ["note must have at least 1 character"]],
    [{ by: "" }, ["by must name the person who checked"]],
    [{ extendTo: undefined }, ["extendTo must be an ISO 8601 date such as 2026-10-01"]],
    [{ more: 1 }, ["unknown key: more"]],
  ])("with %j is met with the objections %j", (change, expected) => {
    expect(objections(Extension, { ...extension, ...change })).toEqual(expected);
  });

  it("is of its own row, and of what nobody has checked since", () => {
    const extended = { ...visa, extendedTo: "2026-12-31" };
    const of = (change: object) => renewed([visa], [], [{ ...extension, on: visa.checkedOn, ...change }])[0];
    expect(of({})).toEqual(extended);
    expect(of({ on: "2027-01-01" })).toEqual(extended);
    expect(of({ on: "2026-11-01" })).toEqual(visa);
    expect(of({ row: "us-mastercard-credit" })).toEqual(visa);
    expect(renewed([visa], [renewal], [{ ...extension, on: "2026-11-30" }])[0]).not.toHaveProperty("extendedTo");
  });
});
