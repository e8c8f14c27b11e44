/** What a sale comes to: the surcharge, checked again against every cap after rounding, and its tax. Never a float. */
import { FULL_RATE_BPS, surchargeOn, surchargeTaxOn } from "../../contract/money.ts";

/** An upper limit of the rate, in whole basis points, and who set it: `rate`, `cost`, `maximum` or a rule's id. */
export interface Cap {
  readonly bps: number;
  readonly by: string;
}

/**
 * The surcharge on `baseAmount` minor units at `rateBps`, rounded down; zero if the rounded amount were above any cap.
 * Rounding down makes that impossible, and this line keeps it so if the rounding is ever touched.
 *
 * @throws RangeError when the amount or the rate is out of the contract's range
 */
export function surchargeWithin(baseAmount: number, rateBps: number, caps: readonly Cap[]): number {
  const surcharge = surchargeOn(baseAmount, rateBps);
  const within = caps.every(({ bps }) => BigInt(surcharge) * BigInt(FULL_RATE_BPS) <= BigInt(baseAmount) * BigInt(bps));
  return within ? surcharge : 0;
}

/**
 * The highest rate at which the surcharge on `baseAmount` stays within `amount`, both in minor units: whole basis points,
 * rounded down, so that a quote's rate and amount always agree. No base amount: any rate does.
 */
export function rateWithin(amount: number, baseAmount: number | null): number {
  if (baseAmount === null || baseAmount <= amount) return FULL_RATE_BPS;
  return Number((BigInt(amount) * BigInt(FULL_RATE_BPS)) / BigInt(baseAmount));
}

/** A sale's amounts in minor units; null together where no base amount was asked. */
export interface SaleAmounts {
  readonly baseAmount: number | null;
  readonly surchargeAmount: number | null;
  readonly surchargeTaxAmount: number | null;
  /** Base, surcharge and the tax on it. */
  readonly totalAmount: number | null;
}

/**
 * What a sale with this surcharge comes to. No cap is about the tax: it is the state's.
 *
 * @param surchargeTaxRate thousandths of a percent, 0 to 50,000
 * @throws RangeError when an amount or the rate is out of the contract's range
 */
export function amountsOf(baseAmount: number | null, surchargeAmount: number, surchargeTaxRate: number): SaleAmounts {
  if (baseAmount === null) return { baseAmount, surchargeAmount: null, surchargeTaxAmount: null, totalAmount: null };
  const surchargeTaxAmount = surchargeTaxOn(surchargeAmount, surchargeTaxRate);
  const totalAmount = baseAmount + surchargeAmount + surchargeTaxAmount;
  return { baseAmount, surchargeAmount, surchargeTaxAmount, totalAmount };
}
