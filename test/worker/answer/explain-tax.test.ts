import { describe, expect, it } from "vitest";
import { explainTax } from "../../../worker/answer/explain-tax.ts";
import { taxFinding } from "../../support/rules/packs.ts";

const placeIn = (state: string) => ({ country: "US", state });
const [alabama, georgia, oregon] = [placeIn("AL"), placeIn("GA"), placeIn("OR")];
const findings = [taxFinding, { ...taxFinding, places: ["US-OR"], taxed: "no" as const }];
const atHome = { findings, seller: alabama, delivered: alabama, adds: true, surchargeTaxRate: undefined };
const warnings = (change: Partial<Parameters<typeof explainTax>[0]>) => explainTax({ ...atHome, ...change }).warnings;

describe("what an explanation says of tax on the surcharge", () => {
  it("is the finding of the merchant's place and that of another to which the sale goes, with source and date", () => {
    const taxed = { taxed: "yes", checkedOn: "2026-11-20", confidence: "high", source: "https://tax.example/al" };
    expect(explainTax({ ...atHome, adds: false })).toEqual({
      places: [{ place: "US-AL", finding: taxed }],
      warnings: [],
    });
    expect(explainTax({ ...atHome, delivered: georgia }).places).toEqual([
      { place: "US-AL", finding: taxed },
      { place: "US-GA", finding: null },
    ]);
  });

  it("warns of a rate that is missing where the surcharge is taxed, at home or where the sale goes", () => {
    const missing = [expect.stringMatching(/^no tax rate is given.* in US-AL: give one, and 0 where/)];
    expect(warnings({})).toEqual(missing);
    expect(warnings({ delivered: georgia })).toEqual(missing);
    expect(warnings({ seller: georgia })).toEqual(missing);
  });

  it("warns of a rate where the sale goes to a place that does not tax the surcharge", () => {
    expect(warnings({ delivered: oregon, surchargeTaxRate: 8875 })).toEqual([
      "a tax rate is given, though the surcharge itself is not taxed in US-OR",
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
});
