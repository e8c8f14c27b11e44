/** The currencies of ISO 4217 (list one) that have not two decimal digits, by how many they have. */
export const UNCOMMON_DIGITS: Readonly<Record<0 | 3 | 4, string>> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};

/** Decimal digits of a currency by ISO 4217, whether money in use or not. @param currency upper case */
export function digitsOf(currency: string): number {
  const [digits] = Object.entries(UNCOMMON_DIGITS).find(([, codes]) => codes.split(" ").includes(currency)) ?? ["2"];
  return Number(digits);
}
