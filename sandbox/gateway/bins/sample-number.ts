/** Card numbers for BINs that have none: leading digits, noughts, a right check digit. */
import { isCardNumber } from "../tokenizer/card-number.ts";

/** A number that starts with these digits: 15 long for Amex, 14 for Diners Club, else 16. */
export function sampleNumber(bin: string): string {
  const length = /^3[47]/.test(bin) ? 15 : /^3(0|[689])/.test(bin) ? 14 : 16;
  const body = bin.padEnd(length - 1, "0");
  const digit = Array.from("0123456789").find((digit) => isCardNumber(body + digit));
  return body + (digit ?? "");
}

/** The number in groups, as it stands on a card. */
export function inGroups(number: string): string {
  const groups = number.length === 16 ? /^(.{4})(.{4})(.{4})(.{4})$/ : /^(.{4})(.{6})(.+)$/;
  return (groups.exec(number) ?? ["", number]).slice(1).join(" ");
}
