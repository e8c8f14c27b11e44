import { describe, expect, it } from "vitest";
import { explainSale } from "../../tools/explain.ts";
import { taxLines } from "../../tools/explain-tax.ts";
import { rules } from "../support/rules/frozen-book.ts";
import { taxFinding } from "../support/rules/packs.ts";

const [alabama, georgia, oregon] = ["AL", "GA", "OR"].map((state) => ({ country: "US", state })) as [
  { country: string; state: string },
  { country: string; state: string },
  { country: string; state: string },
];
const findings = [taxFinding, { ...taxFinding, places: ["US-OR"], taxed: "no" as const }];
const atHome = { findings, seller: alabama, delivered: alabama, adds: true, surchargeTaxRate: undefined };
const warnings = (change: Partial<Parameters<typeof taxLines>[0]>) =>
  taxLines({ ...atHome, ...change }).filter((line) => line.startsWith("warning"));

describe("what explain says of tax on the surcharge", () => {
  it("is a line for the merchant's place and one for another to which the sale goes, with source and date", () => {
    expect(taxLines({ ...atHome, adds: false })).toEqual([
      "US-AL: the surcharge itself is taxed (checked 2026-11-20, high confidence, https://tax.example/al)",
    ]);
    expect(taxLines({ ...atHome, delivered: georgia }).slice(1, 2)).toEqual([
      "US-GA: not known whether the surcharge itself is taxed",
    ]);
  });

  it("warns of a rate that is missing where the surcharge is taxed, at home or where the sale goes", () => {
    const missing = [expect.stringMatching(/^warning: no tax rate is given.* in US-AL: give --tax/)];
    expect(warnings({})).toEqual(missing);
    expect(warnings({ delivered: georgia })).toEqual(missing);
    expect(warnings({ seller: georgia })).toEqual(missing);
  });

  it("warns of a rate where the sale goes to a place that does not tax the surcharge", () => {
    expect(warnings({ delivered: oregon, surchargeTaxRate: 8875 })).toEqual([
      "warning: a tax rate is given, though the surcharge itself is not taxed in US-OR",
    ]);
  });

  it.each([
    ["a rate where it is taxed", { surchargeTaxRate: 8875 }],
    ["a rate of 0, which says that this sale is not taxed", { surchargeTaxRate: 0 }],
    ["no surcharge", { adds: false }],
    ["places that nobody looked at", { seller: georgia, delivered: georgia }],
    ["no rate on a sale to where it is not taxed", { delivered: oregon }],
    ["a rate of 0 on a sale to where it is not taxed", { delivered: oregon, surchargeTaxRate: 0 }],
    [
      "a rate of a merchant there on a sale to elsewhere",
      { seller: oregon, delivered: georgia, surchargeTaxRate: 8875 },
    ],
  ])("warns of nothing with %s", (_, change) => {
    expect(warnings(change)).toEqual([]);
  });

  it("stands in the command's output, and changes no decision", async () => {
    const words = "--card visa/credit --place US-AL --base 12500 --on 2026-11-22".split(" ");
    const [plain, told] = [await explainSale(words, rules, []), await explainSale(words, rules, findings)];
    expect(told).toContain("\nwarning: no tax rate is given, though the surcharge itself is taxed in US-AL");
    expect(plain).not.toContain("warning");
    expect(told.split("\n\n").slice(0, 2)).toEqual(plain.split("\n\n").slice(0, 2));
  });
});
