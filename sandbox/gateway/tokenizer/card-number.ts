/** The shape of a card number: digits, length, check digit. */

const SHORTEST = 12;
const LONGEST = 19;

/** Drops the blanks and hyphens that people put between groups. */
export function compact(input: string): string {
  return input.replaceAll(/[ -]/g, "");
}

/** True for 12 to 19 digits that pass the Luhn check of ISO/IEC 7812-1. */
export function isCardNumber(digits: string): boolean {
  if (!/^\d+$/.test(digits) || digits.length < SHORTEST || digits.length > LONGEST) return false;
  const sum = Array.from(digits)
    .toReversed()
    .reduce((sum, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
      return sum + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

/** `MM/YY` from `MM/YY`, `MMYY` or `MM / YY`, the year with or without its century; null when it is no month. */
export function readExpiry(input: string): string | null {
  const match = /^(0[1-9]|1[0-2])\s*\/?\s*(?:20)?(\d{2})$/.exec(input.trim());
  return match === null ? null : `${match[1]}/${match[2]}`;
}
