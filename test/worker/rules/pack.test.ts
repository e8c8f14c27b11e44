import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ENGINE, Pack, renewed, rowHash, soundOnes, versionOf } from "../../../worker/rules/pack.ts";
import { RuleRow } from "../../../worker/rules/schema.ts";
import { TaxFinding } from "../../../worker/rules/tax-on-surcharge.ts";
import { frozenPack } from "../../support/rules/frozen-book.ts";
import { onRow, packWith, taxFinding } from "../../support/rules/packs.ts";

const row = frozenPack.rows.find(({ id }) => id === "us-visa-credit");
if (row === undefined) throw new Error("the frozen pack has no us-visa-credit");
const visa: RuleRow = row;

describe("a pack", () => {
  it("has a version that any change of its content changes, and the order of members does not", async () => {
    const pack = await packWith();
    expect(await versionOf(Object.fromEntries(Object.entries(pack).toReversed()) as Pack)).toBe(pack.version);
    for (const change of [{ sequence: 3 }, { minEngine: 3 }, { publishedAt: "2026-11-28T12:00:00Z" }])
      expect(await versionOf({ ...pack, ...change })).not.toBe(pack.version);
  });

  it("is refused where an id is in use and retired at once", async () => {
    const retired = [{ id: "us-visa-credit", replacedBy: [], on: "2026-11-27" }];
    expect(Pack.safeParse(await packWith({ retired })).error?.message).toContain("us-visa-credit is in use");
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
  });

  it("count by the newest, and never make a row older", () => {
    const at = (checkedOn: string) => ({ ...base, rowHash: "0".repeat(64), checkedOn });
    expect(renewed([visa], [at("2026-12-01"), at("2026-12-05"), at("2026-11-30")])[0]).toMatchObject({
      checkedOn: "2026-12-05",
      by: "Jo Lee",
      recheckOn: null,
    });
    expect(renewed([visa], [at("2026-11-01")])[0]).toEqual(visa);
  });
});
