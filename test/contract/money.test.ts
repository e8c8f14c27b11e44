import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inMajorUnits, MAX_AMOUNT, MAX_TAX_RATE, surchargeOn, surchargeTaxOn } from "../../contract/money.ts";
import { runs } from "../support/nightly/runs.ts";

describe("surchargeOn", () => {
  test.each([
    [1050, 300, 31],
    [12_500, 300, 375],
    [33, 300, 0],
    [MAX_AMOUNT, 10_000, MAX_AMOUNT],
  ])("%i minor units at %i basis points is %i", (base, rate, expected) => {
    expect(surchargeOn(base, rate)).toBe(expected);
  });

  test("is the largest whole amount not above the exact share", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_AMOUNT }), fc.integer({ min: 0, max: 10_000 }), (base, rate) => {
        const amount = BigInt(surchargeOn(base, rate));
        const exact = BigInt(base) * BigInt(rate);
        expect(amount * 10_000n <= exact && exact < (amount + 1n) * 10_000n).toBe(true);
      }),
      { numRuns: runs(2_000) },
    );
  });

  test.each([
    [-1, 300],
    [1.5, 300],
    [100, -1],
    [100, 10_001],
    [MAX_AMOUNT + 1, 1],
  ])("refuses %d at %d", (base, rate) => {
    expect(() => surchargeOn(base, rate)).toThrow(RangeError);
  });

  test("says what was wrong, and what is allowed", () => {
    expect(() => surchargeOn(-1, 300)).toThrow(
      "baseAmount must be a whole number of minor units from 0 to 999999999999",
    );
    expect(() => surchargeOn(100, 10_001)).toThrow("rateBps must be a whole number of basis points from 0 to 10000");
  });
});

describe("surchargeTaxOn", () => {
  test.each([
    [375, 8_875, 33],
    [375, 0, 0],
    [0, 50_000, 0],
    [1, 50_000, 1],
    [1, 49_999, 0],
    [200, 250, 1],
    [199, 250, 0],
    [MAX_AMOUNT, MAX_TAX_RATE, 500_000_000_000],
  ])("%i minor units at %i thousandths of a percent is %i", (surcharge, rate, expected) => {
    expect(surchargeTaxOn(surcharge, rate)).toBe(expected);
  });

  test("is the whole amount nearest to the exact share, the larger of two as near", () => {
    const anySurcharge = fc.integer({ min: 0, max: MAX_AMOUNT });
    const anyRate = fc.integer({ min: 0, max: MAX_TAX_RATE });
    fc.assert(
      fc.property(anySurcharge, anyRate, (surcharge, rate) => {
        const above = 2n * (BigInt(surchargeTaxOn(surcharge, rate)) * 100_000n - BigInt(surcharge) * BigInt(rate));
        expect(-100_000n < above && above <= 100_000n).toBe(true);
      }),
      { numRuns: runs(2_000) },
    );
  });

  test.each([
    [-1, 8_875],
    [1.5, 8_875],
    [MAX_AMOUNT + 1, 1],
    [100, -1],
    [100, 8.875],
    [100, MAX_TAX_RATE + 1],
  ])("refuses %d at %d", (surcharge, rate) => {
    expect(() => surchargeTaxOn(surcharge, rate)).toThrow(RangeError);
  });

  test("says what was wrong, and what is allowed", () => {
    expect(() => surchargeTaxOn(-1, 8_875)).toThrow(
      "surchargeAmount must be a whole number of minor units from 0 to 999999999999",
    );
    expect(() => surchargeTaxOn(375, 50_001)).toThrow(
      "surchargeTaxRate must be a whole number of thousandths of a percent from 0 to 50000",
    );
  });
});

describe("an amount in major units", () => {
  test.each([
    [12_500, 2, "125.00"],
    [5, 2, "0.05"],
    [0, 2, "0.00"],
    [12_500, 0, "12500"],
    [1_234_567, 3, "1234.567"],
    [MAX_AMOUNT, 4, "99999999.9999"],
  ])("%d with %d digits is %s", (amount, digits, written) => {
    expect(inMajorUnits(amount, digits)).toBe(written);
  });

  test("has the amount's own digits, whatever it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_AMOUNT }), fc.integer({ min: 0, max: 4 }), (amount, digits) => {
        const written = inMajorUnits(amount, digits);
        expect(Number(written.replace(".", ""))).toBe(amount);
        expect(written.split(".")[1] ?? "").toHaveLength(digits);
      }),
    );
  });
});
