import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_AMOUNT, surchargeOn } from "../../contract/money.ts";

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
});
