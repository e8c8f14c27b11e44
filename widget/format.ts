/** Money and percentages in the shopper's language, by `Intl` alone. */

const cache = new Map<string, Intl.NumberFormat>();

function formatter(lang: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = lang + JSON.stringify(options);
  let found = cache.get(key);
  if (found === undefined) {
    try {
      found = new Intl.NumberFormat(lang, options);
    } catch {
      // A tag or a currency code that this browser refuses: still a number, never an exception at the moment of paying.
      found = new Intl.NumberFormat("en", { ...options, style: "decimal" });
    }
    cache.set(key, found);
  }
  return found;
}

/** @param amount minor units; exact, because a double holds every amount of the contract's range to its last unit */
export function formatMoney(amount: number, currency: string, digits: number, lang: string): string {
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return formatter(lang, { style: "currency", currency, numberingSystem: "latn", ...fraction }).format(
    amount / 10 ** digits,
  );
}

/** @param rateBps basis points: 300 is "3.00%" in English */
export function formatRate(rateBps: number, lang: string): string {
  return formatter(lang, { style: "percent", numberingSystem: "latn", minimumFractionDigits: 2 }).format(
    rateBps / 10_000,
  );
}
