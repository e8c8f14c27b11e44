/**
 * How much of a surcharge goes back with a refund, and how much is taken with a partial capture. Exact integers, no float.
 *
 * Both are cumulative, so that any sequence of parts ends at exactly the surcharge and its tax, and both are rounded in
 * the shopper's favour: refunds up and captures down. So what the merchant has never passes the cap on what was sold.
 */
import type { QuoteClaims } from "./claims.ts";
import { isAmount, isTaxRate, surchargeTaxOn } from "./money.ts";

/** Why a share could not be told. Version 1 only ever adds to this list. */
export const SHARE_PROBLEMS = [
  /** The claims are not those of a quote: take them from `verifyQuote`'s result. */
  "bad_claims",
  /** The quote was asked without a base amount, so there is nothing to share. */
  "no_amount",
  /** An amount is not a whole number of minor units from 0 to 999,999,999,999. */
  "bad_amount",
  /** More base would be refunded, or captured, in all than the sale's base amount. */
  "base_exceeded",
  /** More surcharge has already been refunded, or captured, than the sale's surcharge. */
  "surcharge_exceeded",
] as const;
export type ShareProblem = (typeof SHARE_PROBLEMS)[number];

/** `problem` is one of {@link SHARE_PROBLEMS}. Carries none of the values given. */
export class ShareError extends RangeError {
  readonly problem: ShareProblem;

  constructor(of: string, problem: ShareProblem) {
    super(`${of}: ${problem}`);
    this.name = new.target.name;
    this.problem = problem;
  }
}

/** Thrown by {@link refundShare}. */
export class RefundError extends ShareError {
  constructor(problem: ShareProblem) {
    super("refundShare", problem);
  }
}

/** Thrown by {@link captureShare}. */
export class CaptureError extends ShareError {
  constructor(problem: ShareProblem) {
    super("captureShare", problem);
  }
}

/** One refund and what went before it, in minor units of the quote's currency. */
export interface Refund {
  /** The part of the base amount that goes back now. */
  refundBase: number;
  /** The sum of `refundBase` of all earlier refunds of this sale. */
  refundedBaseBefore: number;
  /** The sum of the surcharge shares of all earlier refunds of this sale, their tax not counted. */
  refundedSurchargeBefore: number;
}

/** One partial capture and what went before it, in minor units of the quote's currency. */
export interface Capture {
  /** The part of the base amount that is taken now. */
  captureBase: number;
  /** The sum of `captureBase` of all earlier captures of this sale. */
  capturedBaseBefore: number;
  /** The sum of the surcharge shares of all earlier captures of this sale, their tax not counted. */
  capturedSurchargeBefore: number;
}

/** What goes with the part of the base amount, in minor units of the quote's currency. */
export interface SurchargeShare {
  surchargeAmount: number;
  surchargeTaxAmount: number;
}

type SharedClaims = Pick<QuoteClaims, "baseAmount" | "surchargeAmount" | "surchargeTaxRate">;

/** A sale and one step through it, every number in its range. */
interface Step {
  readonly baseAmount: bigint;
  readonly surchargeAmount: number;
  readonly taxOn: (surcharge: number) => number;
  /** The base of all steps, this one included. */
  readonly movedBase: bigint;
}

function readStep(
  Failure: new (problem: ShareProblem) => ShareError,
  claims: SharedClaims,
  [base, baseBefore, surchargeBefore]: readonly [number, number, number],
): Step {
  if (typeof claims !== "object" || claims === null) throw new Failure("bad_claims");
  const { baseAmount, surchargeAmount, surchargeTaxRate } = claims;
  if (baseAmount === null || surchargeAmount === null) throw new Failure("no_amount");
  if (!isAmount(baseAmount) || !isAmount(surchargeAmount) || !isTaxRate(surchargeTaxRate))
    throw new Failure("bad_claims");
  if (![base, baseBefore, surchargeBefore].every(isAmount)) throw new Failure("bad_amount");
  if (baseBefore + base > baseAmount) throw new Failure("base_exceeded");
  if (surchargeBefore > surchargeAmount) throw new Failure("surcharge_exceeded");
  return {
    baseAmount: BigInt(baseAmount),
    surchargeAmount,
    taxOn: (surcharge) => surchargeTaxOn(surcharge, surchargeTaxRate),
    movedBase: BigInt(baseBefore + base),
  };
}

/**
 * The part of the surcharge that goes back with this refund, and its tax.
 *
 * Each call brings the sum of the shares to the pro-rata share of all base refunded so far, rounded **up**: so the
 * surcharge that is kept never passes the cap on the base that is kept. If more had gone back before, as a courtesy,
 * the difference evens out with later refunds.
 *
 * What is kept of the tax is exactly the tax on the surcharge that is kept.
 *
 * @param claims of a verified quote (`purpose: "refund"` verifies one that has expired)
 * @throws RefundError when the input is not in range or does not belong together
 */
export function refundShare(claims: SharedClaims, refund: Refund): SurchargeShare {
  const { refundBase, refundedBaseBefore, refundedSurchargeBefore } = refund ?? {};
  const amounts = [refundBase, refundedBaseBefore, refundedSurchargeBefore] as const;
  const { baseAmount, surchargeAmount, movedBase, taxOn } = readStep(RefundError, claims, amounts);
  if (baseAmount === 0n) return { surchargeAmount: 0, surchargeTaxAmount: 0 };
  const dueInAll = Number((BigInt(surchargeAmount) * movedBase + baseAmount - 1n) / baseAmount);
  const share = Math.max(0, dueInAll - refundedSurchargeBefore);
  const keptBefore = surchargeAmount - refundedSurchargeBefore;
  return { surchargeAmount: share, surchargeTaxAmount: taxOn(keptBefore) - taxOn(keptBefore - share) };
}

/**
 * The part of the surcharge that is taken with this partial capture, and its tax.
 *
 * Each call brings the sum of the shares to the pro-rata share of all base captured so far, rounded **down**: so the
 * surcharge that is taken never passes the cap on the base that is taken. The tax in all is the tax on that surcharge.
 *
 * @param claims of a verified quote (`purpose: "refund"` verifies one that has expired since it was authorised)
 * @throws CaptureError when the input is not in range or does not belong together
 */
export function captureShare(claims: SharedClaims, capture: Capture): SurchargeShare {
  const { captureBase, capturedBaseBefore, capturedSurchargeBefore } = capture ?? {};
  const amounts = [captureBase, capturedBaseBefore, capturedSurchargeBefore] as const;
  const { baseAmount, surchargeAmount, movedBase, taxOn } = readStep(CaptureError, claims, amounts);
  if (baseAmount === 0n) return { surchargeAmount: 0, surchargeTaxAmount: 0 };
  const dueInAll = Number((BigInt(surchargeAmount) * movedBase) / baseAmount);
  const share = Math.max(0, dueInAll - capturedSurchargeBefore);
  return {
    surchargeAmount: share,
    surchargeTaxAmount: taxOn(capturedSurchargeBefore + share) - taxOn(capturedSurchargeBefore),
  };
}
