/** How much of a surcharge goes back with a refund, or along with a partial capture. Exact integers, no float. */
import type { QuoteClaims } from "./claims.ts";
import { isAmount, isTaxRate, surchargeTaxOn } from "./money.ts";

/** Why a refund's share could not be told. Version 1 only ever adds to this list. */
export const REFUND_PROBLEMS = [
  /** The claims are not those of a quote: take them from `verifyQuote`'s result. */
  "bad_claims",
  /** The quote was asked without a base amount, so there is nothing to share. */
  "no_amount",
  /** An amount is not a whole number of minor units from 0 to 999,999,999,999. */
  "bad_amount",
  /** More base would be refunded in all than the sale's base amount. */
  "base_exceeded",
  /** More surcharge has already been refunded than the sale's surcharge. */
  "surcharge_exceeded",
] as const;
export type RefundProblem = (typeof REFUND_PROBLEMS)[number];

/** Thrown by {@link refundShare}; `problem` is one of {@link REFUND_PROBLEMS}. Carries none of the values given. */
export class RefundError extends RangeError {
  readonly problem: RefundProblem;

  constructor(problem: RefundProblem) {
    super(`refundShare: ${problem}`);
    this.name = "RefundError";
    this.problem = problem;
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

/** What goes back on top of `refundBase`, in minor units of the quote's currency. */
export interface RefundShare {
  surchargeAmount: number;
  surchargeTaxAmount: number;
}

/**
 * The part of the surcharge that belongs to this refund, and its tax.
 *
 * Cumulative: each call brings the sum of the shares to the pro-rata share of all base refunded so far, rounded down,
 * so that any sequence of partial refunds ends at exactly the surcharge. For partial captures read "capture" for
 * "refund": rounding down keeps each captured share under the cap that held for the whole.
 *
 * The tax follows the surcharge: the tax on all that has gone back, less the tax on what had gone back before. So it ends
 * at exactly the tax of the sale.
 *
 * @param claims of a verified quote (`purpose: "refund"` verifies one that has expired)
 * @throws RefundError when the input is not in range or does not belong together
 */
export function refundShare(
  claims: Pick<QuoteClaims, "baseAmount" | "surchargeAmount" | "surchargeTaxRate">,
  refund: Refund,
): RefundShare {
  if (typeof claims !== "object" || claims === null) throw new RefundError("bad_claims");
  const { baseAmount, surchargeAmount, surchargeTaxRate } = claims;
  if (baseAmount === null || surchargeAmount === null) throw new RefundError("no_amount");
  if (!isAmount(baseAmount) || !isAmount(surchargeAmount) || !isTaxRate(surchargeTaxRate))
    throw new RefundError("bad_claims");
  const { refundBase, refundedBaseBefore, refundedSurchargeBefore } = refund ?? {};
  if (![refundBase, refundedBaseBefore, refundedSurchargeBefore].every(isAmount)) throw new RefundError("bad_amount");
  const refundedBase = refundedBaseBefore + refundBase;
  if (refundedBase > baseAmount) throw new RefundError("base_exceeded");
  if (refundedSurchargeBefore > surchargeAmount) throw new RefundError("surcharge_exceeded");
  if (baseAmount === 0) return { surchargeAmount: 0, surchargeTaxAmount: 0 };
  const dueInAll = Number((BigInt(surchargeAmount) * BigInt(refundedBase)) / BigInt(baseAmount));
  // More may have gone back already, as a courtesy; the difference evens out with later refunds.
  const share = Math.max(0, dueInAll - refundedSurchargeBefore);
  const taxOn = (surcharge: number) => surchargeTaxOn(surcharge, surchargeTaxRate);
  const surchargeTaxAmount = taxOn(refundedSurchargeBefore + share) - taxOn(refundedSurchargeBefore);
  return { surchargeAmount: share, surchargeTaxAmount };
}
