import { describe, expect, it } from "vitest";
import { currencyDigits } from "../../../contract/currencies.ts";
import { amountsOf, rateWithin, surchargeWithin } from "../../../worker/surcharge/money.ts";
import { formatPercent, formatTaxPercent } from "../../../worker/surcharge/percent.ts";

describe("surchargeWithin", () => {
  it.each([
    [1050, 300, 31], // nearest would give 32, which is 3.05 %
    [12_500, 300, 375],
    [33, 300, 0],
    [34, 300, 1],
    [0, 300, 0],
    [999_999_999_999, 10_000, 999_999_999_999],
    [999_999_999_999, 9_999, 999_899_999_999],
    [1, 9_999, 0],
  ])("on %i at %i basis points is %i, rounded down", (baseAmount, rateBps, surcharge) => {
    expect(surchargeWithin(baseAmount, rateBps, [{ bps: rateBps, by: "rate" }])).toBe(surcharge);
  });

  it("is zero where the amount would pass any cap", () => {
    expect(
      surchargeWithin(10_000, 300, [
        { bps: 300, by: "rate" },
        { bps: 299, by: "us-xx-credit" },
      ]),
    ).toBe(0);
  });

  it("may touch a cap exactly", () => {
    expect(surchargeWithin(10_000, 300, [{ bps: 300, by: "us-visa-credit" }])).toBe(300);
  });

  it.each([
    [-1, 300],
    [1.5, 300],
    [1_000_000_000_000, 300],
    [100, -1],
    [100, 10_001],
    [100, 2.5],
    [Number.NaN, 1],
  ])("refuses %d at %d basis points", (baseAmount, rateBps) => {
    expect(() => surchargeWithin(baseAmount, rateBps, [])).toThrow(RangeError);
  });
});

describe("rateWithin", () => {
  it.each([
    [2_000, 150_000, 133],
    [374, 12_500, 299],
    [375, 12_500, 300],
    [200, 100, 10_000],
    [200, 0, 10_000],
    [200, null, 10_000],
  ])("of at most %i on %s is %i basis points", (amount, baseAmount, rateBps) => {
    expect(rateWithin(amount, baseAmount)).toBe(rateBps);
  });
});

describe("currencyDigits", () => {
  it.each([
    ["JPY", 0],
    ["KRW", 0],
    ["ISK", 0],
    ["XOF", 0],
    ["UGX", 0],
    ["USD", 2],
    ["EUR", 2],
    ["CAD", 2],
    ["HUF", 2],
    ["IDR", 2],
    ["TWD", 2],
    ["MGA", 2],
    ["XCG", 2],
    ["KWD", 3],
    ["BHD", 3],
    ["IQD", 3],
    ["TND", 3],
    ["CLF", 4],
    ["UYW", 4],
  ])("of %s are %i by ISO 4217", (currency, digits) => {
    expect(currencyDigits(currency)).toBe(digits);
  });

  it.each(["XXX", "XAU", "XTS", "ZZZ", "usd", "", "US", "constructor"])("of %j are unknown", (currency) => {
    expect(currencyDigits(currency)).toBeNull();
  });
});

describe("formatPercent", () => {
  it.each([
    [0, "0.00 %"],
    [5, "0.05 %"],
    [40, "0.40 %"],
    [300, "3.00 %"],
    [10_000, "100.00 %"],
  ])("writes %i basis points as %s", (rateBps, text) => {
    expect(formatPercent(rateBps)).toBe(text);
  });
});

describe("amountsOf", () => {
  it("adds base, surcharge and tax", () => {
    expect(amountsOf(12_500, 375, 8_875)).toEqual({
      baseAmount: 12_500,
      surchargeAmount: 375,
      surchargeTaxAmount: 33,
      totalAmount: 12_908,
    });
  });

  it("knows no amount where no base amount was asked", () => {
    const none = { baseAmount: null, surchargeAmount: null, surchargeTaxAmount: null, totalAmount: null };
    expect(amountsOf(null, 0, 8_875)).toEqual(none);
  });
});

describe("formatTaxPercent", () => {
  it.each([
    [8_875, "8.875 %"],
    [50_000, "50.000 %"],
    [5, "0.005 %"],
    [0, "0.000 %"],
  ])("shows %i as %s", (rate, text) => {
    expect(formatTaxPercent(rate)).toBe(text);
  });
});
