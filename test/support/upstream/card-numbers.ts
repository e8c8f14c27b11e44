/** Card numbers as no gateway ever issued them: any digits, and the last one right. */
import fc from "fast-check";

/** What stands between the digits of a number that somebody typed or pasted. */
export const SEPARATORS = [
  " ",
  "-",
  ".",
  "/",
  "_",
  ",",
  ":",
  "\u00a0",
  "\u2009",
  "\u2010",
  "\u2013",
  "\u2212",
  "·",
  "•",
  "*",
];

/** 12 to 19 digits that pass Luhn, of an issuer's first digit. */
export const cardNumber = fc
  .stringMatching(/^[3-6]\d{10,17}$/)
  .map((body) => body + ((10 - (luhnSum(`${body}0`) % 10)) % 10));

function luhnSum(digits: string): number {
  let sum = 0;
  for (let at = digits.length - 1, doubled = false; at >= 0; at -= 1, doubled = !doubled) {
    const value = Number(digits[at]) * (doubled ? 2 : 1);
    sum += Math.trunc(value / 10) + (value % 10);
  }
  return sum;
}
