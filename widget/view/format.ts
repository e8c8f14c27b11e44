/** Money and percentages in the shopper's language, by `Intl` alone; digits are the same in every locale. */

const numberingSystem = "latn";

/**
 * @param amount minor units; exact, because a double holds every amount of the contract's range to its last unit
 * @param currency three letters
 * @param lang a BCP 47 tag
 */
export function formatMoney(amount: number, currency: string, digits: number, lang: string): string {
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(lang, { style: "currency", currency, numberingSystem, ...fraction }).format(
    amount / 10 ** digits,
  );
}

/** @param rateBps basis points: 300 is "3.00%" in English */
export function formatRate(rateBps: number, lang: string): string {
  return new Intl.NumberFormat(lang, { style: "percent", numberingSystem, minimumFractionDigits: 2 }).format(
    rateBps / 10_000,
  );
}
