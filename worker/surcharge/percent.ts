/** Rates as percentages for operators, without a float. */

/** Basis points as a percentage for operators, without a float: `300` is "3.00 %". */
export function formatPercent(rateBps: number): string {
  const digits = String(rateBps).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)} %`;
}

/** Thousandths of a percent as a percentage for operators, without a float: `8875` is "8.875 %". */
export function formatTaxPercent(taxRate: number): string {
  const digits = String(taxRate).padStart(4, "0");
  return `${digits.slice(0, -3)}.${digits.slice(-3)} %`;
}
