import { describe, expect, it } from "vitest";
import { taxChanges, taxDueText, taxTable, taxTally } from "../../../../tools/commands/rules/tax.ts";
import { taxFinding } from "../../../support/rules/packs.ts";

const open = { ...taxFinding, places: ["US-KS", "CA-BC"], taxed: "unknown" as const, checkedOn: "2026-11-01" };

describe("the words on tax on the surcharge itself", () => {
  it("give each finding a line with its places, its date and its source", () => {
    expect(taxTable([taxFinding]).split("\n").at(-1)).toBe(
      "| US-AL | taxed; checked 2026-11-20, high confidence | Part of the price. | 2027-11-20 | [as of 2026-11-19](https://tax.example/al) |",
    );
  });

  it("say what changed, alike places together", () => {
    expect(taxChanges(undefined, [taxFinding, open])).toEqual([
      "CA-BC US-KS: nothing found -> the sources do not say",
      "US-AL: nothing found -> taxed",
    ]);
    expect(taxChanges([taxFinding, open], [{ ...taxFinding, taxed: "no" }])).toEqual([
      "CA-BC US-KS: the sources do not say -> nothing found",
      "US-AL: taxed -> not taxed",
    ]);
  });

  it("tell a finding that was only read again, and say nothing of one that is the same", () => {
    expect(taxChanges([taxFinding], [{ ...taxFinding, checkedOn: "2027-01-01" }])).toEqual([
      "US-AL: taxed, as before, by another finding",
    ]);
    expect(taxChanges([taxFinding], [taxFinding])).toEqual([]);
  });

  it("count places", () => {
    expect(taxTally([taxFinding, open])).toBe("places: 1 taxed, 0 not, 2 open");
    expect(taxTally([])).toBe("nothing found");
  });

  it("name what is to be read again, soonest first, as far ahead as asked", () => {
    const lines = taxDueText([taxFinding, open], "2027-11-10").split("\n");
    expect(lines.slice(2)).toEqual([
      expect.stringMatching(/^2027-11-01 +-9 +US-KS CA-BC +https/),
      expect.stringMatching(/^2027-11-20 +10 +US-AL +https/),
    ]);
    expect(taxDueText([taxFinding, open], "2027-11-10", 9).split("\n")).toHaveLength(3);
    expect(taxDueText([taxFinding], "2027-11-10", 9)).toBe("");
  });
});
