/** Basis points as a percentage for operators, without a float: `300` is "3.00 %". */
export function formatPercent(rateBps: number): string {
  const digits = String(rateBps).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)} %`;
}
