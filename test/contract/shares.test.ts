import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_AMOUNT, MAX_TAX_RATE, surchargeOn, surchargeTaxOn } from "../../contract/money.ts";
import {
  CaptureError,
  captureShare,
  RefundError,
  refundShare,
  ShareError,
  type SurchargeShare,
} from "../../contract/shares.ts";
import { runs } from "../support/nightly/runs.ts";

const FULL_RATE_BPS = 10_000n;

interface Claims {
  baseAmount: number;
  surchargeAmount: number;
  surchargeTaxRate: number;
}
interface Vectors {
  refunds: { claims: Claims; refund: [number, number, number]; share: SurchargeShare | null }[];
  captures: { claims: Claims; capture: [number, number, number]; share: SurchargeShare | null }[];
}
const vectors: Vectors = JSON.parse(readFileSync(new URL("../vectors/shares.json", import.meta.url), "utf8"));

/** One step: what goes back or is taken of the base, and what went before it. */
type TakeShare = (claims: Claims, base: number, baseBefore: number, surchargeBefore: number) => SurchargeShare;
const refund: TakeShare = (claims, refundBase, refundedBaseBefore, refundedSurchargeBefore) =>
  refundShare(claims, { refundBase, refundedBaseBefore, refundedSurchargeBefore });
const capture: TakeShare = (claims, captureBase, capturedBaseBefore, capturedSurchargeBefore) =>
  captureShare(claims, { captureBase, capturedBaseBefore, capturedSurchargeBefore });

/** The share, or null for an error. */
function shareOrNull(take: TakeShare, claims: Claims, step: readonly [number, number, number]): SurchargeShare | null {
  try {
    return take(claims, ...step);
  } catch {
    return null;
  }
}

/** What has gone so far after each step. A courtesy is surcharge that goes on top of the share. */
interface Sums {
  base: number;
  surcharge: number;
  tax: number;
}
function walk(take: TakeShare, claims: Claims, steps: readonly { base: number; courtesy?: number }[]): Sums[] {
  const sums: Sums = { base: 0, surcharge: 0, tax: 0 };
  return steps.map(({ base, courtesy = 0 }) => {
    const share = take(claims, base, sums.base, sums.surcharge);
    expect(share.surchargeAmount).toBeGreaterThanOrEqual(0);
    expect(share.surchargeTaxAmount).toBeGreaterThanOrEqual(0);
    sums.base += base;
    sums.surcharge = Math.min(claims.surchargeAmount, sums.surcharge + share.surchargeAmount + courtesy);
    sums.tax += share.surchargeTaxAmount;
    return { ...sums };
  });
}

const anySale = fc.record({
  baseAmount: fc.oneof(fc.integer({ min: 1, max: MAX_AMOUNT }), fc.integer({ min: 1, max: 20_000 })),
  rateBps: fc.oneof(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 400 })),
  surchargeTaxRate: fc.integer({ min: 0, max: MAX_TAX_RATE }),
});
/** Where a sale is cut, in parts of its base; the same place twice is a step of nothing. */
const anyCuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
const claimsOf = ({
  baseAmount,
  rateBps,
  surchargeTaxRate,
}: typeof anySale extends fc.Arbitrary<infer T> ? T : never) => {
  return { baseAmount, surchargeAmount: surchargeOn(baseAmount, rateBps), surchargeTaxRate };
};
/** The parts of the whole base between the cuts. */
function partsOf(baseAmount: number, cuts: readonly number[]): number[] {
  const marks = [...cuts.map((cut) => Math.floor(cut * baseAmount)).toSorted((a, b) => a - b), baseAmount];
  return marks.map((mark, index) => mark - (marks[index - 1] ?? 0));
}

/** Every way to divide every sale: `check` sees what has gone after each step. */
function holdForAll(take: TakeShare, check: (sums: Sums, claims: Claims, rateBps: number) => void): void {
  fc.assert(
    fc.property(anySale, anyCuts, (sale, cuts) => {
      const claims = claimsOf(sale);
      const steps = partsOf(sale.baseAmount, cuts).map((base) => ({ base }));
      const sums = walk(take, claims, steps);
      for (const each of sums) check(each, claims, sale.rateBps);
      expect(sums.at(-1)).toEqual({
        base: claims.baseAmount,
        surcharge: claims.surchargeAmount,
        tax: surchargeTaxOn(claims.surchargeAmount, claims.surchargeTaxRate),
      });
    }),
    { numRuns: runs(2_000) },
  );
}

describe("refundShare", () => {
  test.each(vectors.refunds)("of $claims with $refund is $share", ({ claims, refund: step, share }) => {
    expect(shareOrNull(refund, claims, step)).toEqual(share);
  });

  test("ends at surcharge and tax exactly, and what is kept is the most that its cap allows", () => {
    holdForAll(refund, ({ base, surcharge, tax }, { baseAmount, surchargeAmount, surchargeTaxRate }, rateBps) => {
      const keptBase = BigInt(baseAmount - base);
      const kept = BigInt(surchargeAmount - surcharge);
      expect(kept * FULL_RATE_BPS <= keptBase * BigInt(rateBps)).toBe(true);
      // Not a unit more than its part goes back.
      expect((kept + 1n) * BigInt(baseAmount) > BigInt(surchargeAmount) * keptBase).toBe(true);
      const keptTax = surchargeTaxOn(surchargeAmount, surchargeTaxRate) - tax;
      expect(keptTax).toBe(surchargeTaxOn(surchargeAmount - surcharge, surchargeTaxRate));
    });
  });

  test("keeps less, never more, where surcharge goes back as a courtesy, and ends at the whole all the same", () => {
    const anyCourtesies = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 13, maxLength: 13 });
    fc.assert(
      fc.property(anySale, anyCuts, anyCourtesies, (sale, cuts, courtesies) => {
        const claims = claimsOf(sale);
        const steps = partsOf(sale.baseAmount, cuts).map((base, index) => ({ base, courtesy: courtesies[index] ?? 0 }));
        const sums = walk(refund, claims, steps);
        for (const { base, surcharge } of sums) {
          const kept = BigInt(claims.surchargeAmount - surcharge) * FULL_RATE_BPS;
          expect(kept <= BigInt(claims.baseAmount - base) * BigInt(sale.rateBps)).toBe(true);
        }
        expect(sums.at(-1)?.surcharge).toBe(claims.surchargeAmount);
      }),
      { numRuns: runs(2_000) },
    );
  });
});

describe("captureShare", () => {
  test.each(vectors.captures)("of $claims with $capture is $share", ({ claims, capture: step, share }) => {
    expect(shareOrNull(capture, claims, step)).toEqual(share);
  });

  test("ends at surcharge and tax exactly, and what is taken never passes the cap on it", () => {
    holdForAll(capture, ({ base, surcharge, tax }, { baseAmount, surchargeAmount, surchargeTaxRate }, rateBps) => {
      const taken = BigInt(surcharge);
      expect(taken * FULL_RATE_BPS <= BigInt(base) * BigInt(rateBps)).toBe(true);
      // Not a unit less than its part is taken.
      expect((taken + 1n) * BigInt(baseAmount) > BigInt(surchargeAmount) * BigInt(base)).toBe(true);
      expect(tax).toBe(surchargeTaxOn(surcharge, surchargeTaxRate));
    });
  });

  test("is what a refund of the rest leaves", () => {
    fc.assert(
      fc.property(anySale, fc.double({ min: 0, max: 1, noNaN: true }), (sale, cut) => {
        const claims = claimsOf(sale);
        const part = Math.floor(cut * sale.baseAmount);
        const back = refund(claims, sale.baseAmount - part, 0, 0);
        expect(capture(claims, part, 0, 0)).toEqual({
          surchargeAmount: claims.surchargeAmount - back.surchargeAmount,
          surchargeTaxAmount: surchargeTaxOn(claims.surchargeAmount, claims.surchargeTaxRate) - back.surchargeTaxAmount,
        });
      }),
      { numRuns: runs(2_000) },
    );
  });
});

describe("a step that cannot be", () => {
  const sale = { baseAmount: 12_500, surchargeAmount: 375, surchargeTaxRate: 0 };
  const cases: [problem: string, claims: unknown, step: readonly unknown[]][] = [
    ["no_amount", { baseAmount: null, surchargeAmount: null }, [100, 0, 0]],
    ["no_amount", { ...sale, baseAmount: null }, [100, 0, 0]],
    ["no_amount", { ...sale, surchargeAmount: null }, [100, 0, 0]],
    ["bad_claims", undefined, [100, 0, 0]],
    ["bad_claims", null, [100, 0, 0]],
    ["bad_claims", {}, [100, 0, 0]],
    ["bad_claims", { ...sale, baseAmount: 10.5 }, [100, 0, 0]],
    ["bad_claims", { ...sale, surchargeTaxRate: 8.875 }, [100, 0, 0]],
    ["bad_claims", { ...sale, surchargeTaxRate: undefined }, [100, 0, 0]],
    ["bad_amount", sale, []],
    ["bad_amount", sale, [-1, 0, 0]],
    ["bad_amount", sale, [0.5, 0, 0]],
    ["bad_amount", sale, ["100", 0, 0]],
    ["bad_amount", sale, [100, 0, Number.NaN]],
    ["bad_amount", sale, [100, null, 0]],
    ["base_exceeded", sale, [12_501, 0, 0]],
    ["base_exceeded", sale, [100, 12_401, 0]],
    ["surcharge_exceeded", sale, [100, 0, 376]],
  ];

  test.each(cases)("is refused with %s: %j, %j", (problem, claims, step) => {
    const run = (take: TakeShare) => () => take(claims as Claims, ...(step as [number, number, number]));
    for (const [take, Failure, name] of [
      [refund, RefundError, "refundShare"],
      [capture, CaptureError, "captureShare"],
    ] as const) {
      expect(run(take)).toThrow(Failure);
      expect(run(take)).toThrow(ShareError);
      expect(run(take)).toThrow(
        expect.objectContaining({ problem, name: Failure.name, message: `${name}: ${problem}` }),
      );
    }
  });

  test("is refused when it is none at all", () => {
    expect(() => refundShare(sale, null as never)).toThrow(expect.objectContaining({ problem: "bad_amount" }));
    expect(() => captureShare(sale, undefined as never)).toThrow(expect.objectContaining({ problem: "bad_amount" }));
  });
});
