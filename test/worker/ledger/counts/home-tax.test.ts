import { expect, test } from "vitest";
import { homeTaxOf } from "../../../../worker/ledger/counts/home-tax.ts";

const illinois = { country: "US", state: "IL" };
const oregon = { country: "US", state: "OR" };
const sale = { outcome: "surcharge", home: illinois, billing: illinois, shipTo: null, surchargeTaxRate: 8875 } as const;

test.each([
  ["a rate", sale, "rate"],
  ["a rate of 0: this sale is not taxed", { ...sale, surchargeTaxRate: 0 }, "zero"],
  ["a rate that was left out", { ...sale, surchargeTaxRate: undefined }, "left_out"],
  ["a rate of null, which is left out too", { ...sale, surchargeTaxRate: null }, "left_out"],
  ["a sale that is billed elsewhere and delivered at home", { ...sale, billing: oregon, shipTo: illinois }, "rate"],
  ["nothing for a sale that is delivered elsewhere", { ...sale, shipTo: oregon }, null],
  ["nothing for a sale to another state", { ...sale, billing: oregon }, null],
  ["nothing without a surcharge", { ...sale, outcome: "none" }, null],
  ["nothing without an answer", { ...sale, outcome: "unknown" }, null],
] as const)("a sale counts by %s", (_, given, counted) => {
  expect(homeTaxOf(given)).toBe(counted);
});
