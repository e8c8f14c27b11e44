/** An amount as a person types it, to minor units. Pure. */
import { MAX_AMOUNT } from "../../../contract/money.ts";

/**
 * @param text such as `125` or `125.00`; a point or a comma before the decimals, nothing between thousands
 * @param digits decimal digits of the currency
 * @returns minor units; null where the text is no such amount
 */
export function minorUnits(text: string, digits: number): number | null {
  const [, whole, decimals = ""] = /^(\d{1,12})(?:[.,](\d{1,4}))?$/.exec(text.trim()) ?? [];
  if (whole === undefined || decimals.length > digits) return null;
  const amount = Number(whole + decimals.padEnd(digits, "0"));
  return amount <= MAX_AMOUNT ? amount : null;
}
