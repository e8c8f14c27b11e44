/**
 * Money and percentages in a shopper's language: always by `Intl`, never by hand, never through a float. Service and
 * element write them by these same functions, so that one figure never stands in two forms on one page.
 */

import { inMajorUnits } from "./money.ts";

/** Digits as on the card and on the receipt, whatever a runtime's locale data prefers for Arabic or Hindi. */
const NUMBERING = "latn";
const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";
const RIGHT_TO_LEFT = /^(ar|fa|he|ur)\b/;

/** One formatter of a kind per locale and currency: making one costs far more than using it. */
const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const { style, currency, minimumFractionDigits, signDisplay } = options;
  const key = `${locale} ${style} ${currency} ${minimumFractionDigits} ${signDisplay}`;
  const known = numberFormats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, { numberingSystem: NUMBERING, ...options });
  numberFormats.set(key, made);
  return made;
}

/** The exact decimal of an integer count of `10^-digits`, as `Intl` takes it. */
const decimal = (units: number, digits: number) => inMajorUnits(units, digits) as Intl.StringNumericLiteral;

const isolateLatin = ({ type, value }: Intl.NumberFormatPart): string =>
  type === "currency" && /[a-z]/i.test(value) ? FIRST_STRONG_ISOLATE + value + POP_ISOLATE : value;

/**
 * In a right-to-left language a symbol with Latin letters is isolated: left to itself, "US$" reads "$US" there.
 *
 * @param amount minor units, 0 to 999,999,999,999
 * @param digits the currency's decimals by ISO 4217, which differ from the formatter's own for some currencies
 * @param sign `plus`: as something that is added, "+$3.75"
 */
export function formatMoney(amount: number, currency: string, digits: number, locale: string, sign?: "plus"): string {
  const format = numberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: sign === "plus" ? "exceptZero" : "auto",
  });
  const exact = decimal(amount, digits);
  if (!RIGHT_TO_LEFT.test(locale)) return format.format(exact);
  return format
    .formatToParts(exact as unknown as number)
    .map(isolateLatin)
    .join("");
}

/**
 * A rate without trailing zeros, and without losing any part of it.
 *
 * @param rateBps basis points, 0 to 10,000: 300 is "3%" in English, 250 "2.5%", 275 "2.75%"
 * @param locale a BCP 47 tag
 */
export function formatRate(rateBps: number, locale: string): string {
  const options = { style: "percent", minimumFractionDigits: 0, maximumFractionDigits: 2 } as const;
  return numberFormat(locale, options).format(decimal(rateBps, 4));
}
