/** Amounts and rates as the shop writes them, everywhere alike. */

/** @param cents US cents */
export const money = (cents: number, currency: string): string =>
  new Intl.NumberFormat("en-US", { style: "currency", currency }).format(cents / 100);

/** Without trailing noughts: `3%`, `2.5%`. @param bps basis points */
export const rate = (bps: number): string =>
  new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 2 }).format(bps / 10_000);
