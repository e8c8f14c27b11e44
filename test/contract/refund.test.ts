import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_AMOUNT, surchargeOn } from "../../contract/money.ts";
import { RefundError, refundShare } from "../../contract/verify.ts";
import { IS_NIGHTLY } from "../support/nightly/nightly.ts";

const RUNS = IS_NIGHTLY ? 1_000_000 : 2_000;
const sale = { baseAmount: 12_500, surchargeAmount: 375 };

/** Refunds the parts one after the other; gives each share. */
function refundAll(claims: typeof sale, parts: readonly number[]): number[] {
  let refundedBaseBefore = 0;
  let refundedSurchargeBefore = 0;
  return parts.map((refundBase) => {
    const share = refundShare(claims, { refundBase, refundedBaseBefore, refundedSurchargeBefore });
    refundedBaseBefore += refundBase;
    refundedSurchargeBefore += share;
    return share;
  });
}

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
    expect(refundAll(sale, parts)).toEqual(shares);
  });

  test("sums to the surcharge exactly, however the sale is divided, and never passes the pro-rata share", () => {
    const anySale = fc.tuple(fc.integer({ min: 1, max: MAX_AMOUNT }), fc.integer({ min: 0, max: 10_000 }));
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(anySale, cuts, ([baseAmount, rateBps], shares) => {
        const claims = { baseAmount, surchargeAmount: surchargeOn(baseAmount, rateBps) };
        const marks = [0, ...shares.map((share) => Math.floor(share * baseAmount)), baseAmount].toSorted(
          (a, b) => a - b,
        );
        const parts = marks.slice(1).map((mark, index) => mark - (marks[index] ?? 0));
        const refunds = refundAll(claims, parts);
        expect(sum(refunds)).toBe(claims.surchargeAmount);
        expect(refunds.every((refund) => refund >= 0)).toBe(true);
        marks.slice(1).forEach((mark, index) => {
          const refunded = BigInt(sum(refunds.slice(0, index + 1)));
          const exact = BigInt(claims.surchargeAmount) * BigInt(mark);
          expect(refunded * BigInt(baseAmount) <= exact).toBe(true);
          expect((refunded + 1n) * BigInt(baseAmount) > exact).toBe(true);
        });
      }),
      { numRuns: RUNS },
    );
  });

  test("evens out a share that was refunded generously before", () => {
    const generous = refundShare(sale, { refundBase: 100, refundedBaseBefore: 100, refundedSurchargeBefore: 50 });
    expect(generous).toBe(0);
    const last = refundShare(sale, { refundBase: 12_300, refundedBaseBefore: 200, refundedSurchargeBefore: 50 });
    expect(last).toBe(325);
  });

  test("is nothing for a sale without a surcharge", () => {
    const claims = { baseAmount: 12_500, surchargeAmount: 0 };
    expect(refundAll(claims, [500, 12_000])).toEqual([0, 0]);
    expect(refundAll({ baseAmount: 0, surchargeAmount: 0 }, [0])).toEqual([0]);
  });

  const first = { refundBase: 100, refundedBaseBefore: 0, refundedSurchargeBefore: 0 };
  test.each([
    ["no_amount", { baseAmount: null, surchargeAmount: null }, first],
    ["bad_claims", null, first],
    ["bad_claims", {}, first],
    ["bad_claims", { baseAmount: 10.5, surchargeAmount: 1 }, first],
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
