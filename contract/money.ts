/**
 * Money arithmetic that both the Worker and a merchant's server must agree on to the last unit.
 * Integers alone: minor units, basis points, and thousandths of a percent for tax rates; never a float.
 */

/** The largest amount the contract carries, in minor units. */
export const MAX_AMOUNT = 999_999_999_999;

/** One hundred percent in basis points. */
export const FULL_RATE_BPS = 10_000;

/** One hundred percent in thousandths of a percent, the unit of tax rates. */
const FULL_TAX_RATE = 100_000n;

/** The highest tax rate that the contract carries, in thousandths of a percent: 50 %. */
export const MAX_TAX_RATE = 50_000;

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

/** True for a tax rate in whole thousandths of a percent, 0 to {@link MAX_TAX_RATE}: `8875` is 8.875 %. */
export function isTaxRate(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_TAX_RATE;
}

/**
 * The tax on a surcharge, rounded **half up**, once: `surchargeAmount` x `surchargeTaxRate` / 100,000.
 *
 * @param surchargeAmount minor units, 0 to {@link MAX_AMOUNT}
 * @param surchargeTaxRate thousandths of a percent, 0 to {@link MAX_TAX_RATE}
 * @throws RangeError when either is out of range
 */
export function surchargeTaxOn(surchargeAmount: number, surchargeTaxRate: number): number {
  if (!isAmount(surchargeAmount))
    throw new RangeError("surchargeAmount must be a whole number of minor units from 0 to 999999999999");
  if (!isTaxRate(surchargeTaxRate))
    throw new RangeError("surchargeTaxRate must be a whole number of thousandths of a percent from 0 to 50000");
  return Number((BigInt(surchargeAmount) * BigInt(surchargeTaxRate) + FULL_TAX_RATE / 2n) / FULL_TAX_RATE);
}

/**
 * An amount in major units with a point, as gateways take it and no shopper is shown it: 12500 with two digits is "125.00".
 *
 * @param amount minor units, 0 to {@link MAX_AMOUNT}
 * @param digits the currency's decimal digits, 0 to 4
 */
export function inMajorUnits(amount: number, digits: number): string {
  const written = String(amount).padStart(digits + 1, "0");
  return digits === 0 ? written : `${written.slice(0, -digits)}.${written.slice(-digits)}`;
}
