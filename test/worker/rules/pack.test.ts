import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ENGINE, Pack, renewed, rowHash, soundOnes, versionOf } from "../../../worker/rules/pack.ts";
import { RuleRow } from "../../../worker/rules/schema.ts";
import { frozenPack } from "../../support/rules/frozen-book.ts";
import { onRow, packWith } from "../../support/rules/packs.ts";

const row = frozenPack.rows.find(({ id }) => id === "us-visa-credit");
if (row === undefined) throw new Error("the frozen pack has no us-visa-credit");
const visa: RuleRow = row;

describe("a pack", () => {
  it("has a version that any change of its content changes, and the order of members does not", async () => {
    const pack = await packWith();
    expect(await versionOf(Object.fromEntries(Object.entries(pack).toReversed()) as Pack)).toBe(pack.version);
    for (const change of [{ sequence: 3 }, { minEngine: 2 }, { publishedAt: "2026-11-28T12:00:00Z" }])
      expect(await versionOf({ ...pack, ...change })).not.toBe(pack.version);
  });

  it("is refused where an id is in use and retired at once", async () => {
    const retired = [{ id: "us-visa-credit", replacedBy: [], on: "2026-11-27" }];
    expect(Pack.safeParse(await packWith({ retired })).error?.message).toContain("us-visa-credit is in use");
  });

  // A stored pack is not checked again by an engine of the same number, so the number has to change with what a row may say.
  it("of this engine has rows of this form: raise ENGINE with any other", () => {
    const form = JSON.stringify(z.toJSONSchema(RuleRow, { unrepresentable: "any" }));
    const hash = createHash("sha256").update(form).digest("hex").slice(0, 12);
    expect([ENGINE, hash]).toEqual([1, "7ee3b42dd9bc"]);
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
