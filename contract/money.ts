/**
 * Money arithmetic that both the Worker and a merchant's server must agree on to the last unit.
 * Integers of minor units and basis points only; never a float.
 */

/** The largest amount the contract carries, in minor units. */
export const MAX_AMOUNT = 999_999_999_999;

/** One hundred percent in basis points. */
export const FULL_RATE_BPS = 10_000;

/** True for an integer amount of minor units within the contract's limits, 0 to {@link MAX_AMOUNT}. */
export function isAmount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_AMOUNT;
}

/** True for a rate in whole basis points, 0 to 10,000. */
export function isRateBps(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= FULL_RATE_BPS;
}

/**
 * The surcharge on `baseAmount` at `rateBps`, rounded **down** so that it can never pass a cap.
 *
 * @param baseAmount minor units, 0 to {@link MAX_AMOUNT}
 * @param rateBps basis points, 0 to 10,000
 * @throws RangeError when either is out of range
 */
export function surchargeOn(baseAmount: number, rateBps: number): number {
  if (!isAmount(baseAmount))
    throw new RangeError("baseAmount must be a whole number of minor units from 0 to 999999999999");
  if (!isRateBps(rateBps)) throw new RangeError("rateBps must be a whole number of basis points from 0 to 10000");
  return Number((BigInt(baseAmount) * BigInt(rateBps)) / BigInt(FULL_RATE_BPS));
}
