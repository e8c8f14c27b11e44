import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_AMOUNT, MAX_TAX_RATE, surchargeOn, surchargeTaxOn } from "../../contract/money.ts";
import { RefundError, type RefundShare, refundShare } from "../../contract/verify.ts";
import { IS_NIGHTLY } from "../support/nightly/nightly.ts";

const RUNS = IS_NIGHTLY ? 1_000_000 : 2_000;
const sale = { baseAmount: 12_500, surchargeAmount: 375, surchargeTaxRate: 0 };
const taxedSale = { ...sale, surchargeTaxRate: 8_875 };

/** Refunds the parts one after the other; gives each share. */
function refundAll(claims: typeof sale, parts: readonly number[]): RefundShare[] {
  let refundedBaseBefore = 0;
  let refundedSurchargeBefore = 0;
  return parts.map((refundBase) => {
    const share = refundShare(claims, { refundBase, refundedBaseBefore, refundedSurchargeBefore });
    refundedBaseBefore += refundBase;
    refundedSurchargeBefore += share.surchargeAmount;
    return share;
  });
}

const surcharges = (shares: readonly RefundShare[]) => shares.map(({ surchargeAmount }) => surchargeAmount);
const taxes = (shares: readonly RefundShare[]) => shares.map(({ surchargeTaxAmount }) => surchargeTaxAmount);
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

describe("refundShare", () => {
  test.each([
    [[12_500], [375]],
    [
      [6250, 6250],
      [187, 188],
    ],
    [
      [1, 1, 12_498],
      [0, 0, 375],
    ],
    [
      [33, 1, 12_466],
      [0, 1, 374],
    ],
    [
      [4000, 4000, 4500],
      [120, 120, 135],
    ],
  ])("of %j minor units is %j", (parts, shares) => {
    expect(surcharges(refundAll(sale, parts))).toEqual(shares);
    expect(sum(taxes(refundAll(sale, parts)))).toBe(0);
  });

  test.each([
    [[12_500], [33]],
    [
      [6250, 6250],
      [17, 16],
    ],
    [
      [1, 1, 12_498],
      [0, 0, 33],
    ],
    [
      [4000, 4000, 4500],
      [11, 10, 12],
    ],
  ])("of %j minor units with a tax of 0.33 gives %j of it back", (parts, shares) => {
    expect(taxes(refundAll(taxedSale, parts))).toEqual(shares);
    expect(surcharges(refundAll(taxedSale, parts))).toEqual(surcharges(refundAll(sale, parts)));
  });

  test("sums to the surcharge and its tax exactly, however the sale is divided, and never passes the pro-rata share", () => {
    const anySale = fc.tuple(
      fc.integer({ min: 1, max: MAX_AMOUNT }),
      fc.integer({ min: 0, max: 10_000 }),
      fc.integer({ min: 0, max: MAX_TAX_RATE }),
    );
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(anySale, cuts, ([baseAmount, rateBps, surchargeTaxRate], shares) => {
        const claims = { baseAmount, surchargeAmount: surchargeOn(baseAmount, rateBps), surchargeTaxRate };
        const marks = [0, ...shares.map((share) => Math.floor(share * baseAmount)), baseAmount].toSorted(
          (a, b) => a - b,
        );
        const parts = marks.slice(1).map((mark, index) => mark - (marks[index] ?? 0));
        const all = refundAll(claims, parts);
        const refunds = surcharges(all);
        expect(sum(refunds)).toBe(claims.surchargeAmount);
        expect(sum(taxes(all))).toBe(surchargeTaxOn(claims.surchargeAmount, surchargeTaxRate));
        expect([...refunds, ...taxes(all)].every((refund) => refund >= 0)).toBe(true);
        marks.slice(1).forEach((mark, index) => {
          const refunded = BigInt(sum(refunds.slice(0, index + 1)));
          const exact = BigInt(claims.surchargeAmount) * BigInt(mark);
          const taxSoFar = BigInt(sum(taxes(all.slice(0, index + 1)))) * 100_000n;
          const distance = 2n * (taxSoFar - refunded * BigInt(surchargeTaxRate));
          expect(-100_000n < distance && distance <= 100_000n).toBe(true);
          expect(refunded * BigInt(baseAmount) <= exact).toBe(true);
          expect((refunded + 1n) * BigInt(baseAmount) > exact).toBe(true);
        });
      }),
      { numRuns: RUNS },
    );
  });

  test("evens out a share that was refunded generously before", () => {
    const generous = { refundBase: 100, refundedBaseBefore: 100, refundedSurchargeBefore: 50 };
    expect(refundShare(taxedSale, generous)).toEqual({ surchargeAmount: 0, surchargeTaxAmount: 0 });
    const last = { refundBase: 12_300, refundedBaseBefore: 200, refundedSurchargeBefore: 50 };
    // The 50 took a tax of 4 with them.
    expect(refundShare(taxedSale, last)).toEqual({ surchargeAmount: 325, surchargeTaxAmount: 29 });
  });

  test("is nothing for a sale without a surcharge", () => {
    const nothing = { surchargeAmount: 0, surchargeTaxAmount: 0 };
    expect(refundAll({ ...taxedSale, surchargeAmount: 0 }, [500, 12_000])).toEqual([nothing, nothing]);
    expect(refundAll({ ...taxedSale, baseAmount: 0, surchargeAmount: 0 }, [0])).toEqual([nothing]);
  });

  const first = { refundBase: 100, refundedBaseBefore: 0, refundedSurchargeBefore: 0 };
  test.each([
    ["no_amount", { baseAmount: null, surchargeAmount: null }, first],
    ["bad_claims", null, first],
    ["bad_claims", {}, first],
    ["bad_claims", { ...sale, baseAmount: 10.5 }, first],
    ["bad_claims", { ...sale, surchargeTaxRate: 8.875 }, first],
    ["bad_claims", { ...sale, surchargeTaxRate: undefined }, first],
    ["bad_amount", sale, undefined],
    ["bad_amount", sale, { ...first, refundBase: -1 }],
    ["bad_amount", sale, { ...first, refundBase: 0.5 }],
    ["bad_amount", sale, { ...first, refundBase: "100" }],
    ["bad_amount", sale, { ...first, refundedSurchargeBefore: Number.NaN }],
    ["base_exceeded", sale, { ...first, refundBase: 12_501 }],
    ["base_exceeded", sale, { ...first, refundedBaseBefore: 12_401 }],
    ["surcharge_exceeded", sale, { ...first, refundedSurchargeBefore: 376 }],
  ])("refuses with %s: %j, %j", (problem, claims, refund) => {
    const run = () => refundShare(claims as typeof sale, refund as typeof first);
    expect(run).toThrow(RefundError);
    expect(run).toThrow(expect.objectContaining({ problem }));
  });
});
