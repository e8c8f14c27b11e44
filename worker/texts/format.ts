/** Money, percentages and lists in a shopper's language: always by `Intl`, never by hand, never through a float. */

/** Digits as on the card and on the receipt, whatever a runtime's locale data prefers for Arabic or Hindi. */
const NUMBERING = "latn";

/** One formatter of a kind per locale and currency: making one costs far more than using it. */
const numberFormats = new Map<string, Intl.NumberFormat>();
const listFormats = new Map<string, Intl.ListFormat>();

function kept<T>(formats: Map<string, T>, key: string, make: () => T): T {
  const found = formats.get(key) ?? make();
  formats.set(key, found);
  return found;
}

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const { style, currency, minimumFractionDigits } = options;
  const key = `${locale} ${style} ${currency} ${minimumFractionDigits}`;
  return kept(numberFormats, key, () => new Intl.NumberFormat(locale, { numberingSystem: NUMBERING, ...options }));
}

/** The exact decimal of an integer count of `10^-digits`, as `Intl` takes it: `decimal(12875, 2)` is `"128.75"`. */
function decimal(units: number, digits: number): Intl.StringNumericLiteral {
  const padded = String(units).padStart(digits + 1, "0");
  const point = padded.length - digits;
  return `${padded.slice(0, point)}.${padded.slice(point)}0` as Intl.StringNumericLiteral;
}

/**
 * @param amount minor units, 0 to 999,999,999,999
 * @param digits the currency's decimals by ISO 4217, which differ from the formatter's own for some currencies
 */
export function formatMoney(amount: number, currency: string, digits: number, locale: string): string {
  const options = {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
  return numberFormat(locale, options).format(decimal(amount, digits));
}

/** @param rateBps basis points: 300 is "3.00%" in English. Always two decimals, so that no part of a rate is lost. */
export function formatRate(rateBps: number, locale: string): string {
  const options = { style: "percent", minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;
  return numberFormat(locale, options).format(decimal(rateBps, 4));
}

/** `formatList(["Visa", "JCB"], "conjunction", "en")` is "Visa and JCB"; `disjunction` says "or". */
export function formatList(items: readonly string[], type: "conjunction" | "disjunction", locale: string): string {
  return kept(listFormats, `${locale} ${type}`, () => new Intl.ListFormat(locale, { type })).format(items);
}
