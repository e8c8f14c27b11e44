/**
 * What an operator is told where a merchant's quotes and the tax law of its place do not go together. It only warns: no
 * decision hangs on it, and the rate is the merchant's tax engine's business. Pure.
 */
import * as z from "zod";
import type { HomeTaxCounts } from "../ledger/counts/home-tax.ts";
import type { TaxFinding } from "../rules/tax-on-surcharge.ts";

/** How far back surcharges are counted. */
export const TAX_NOTICE_HOURS = 24;

export const TaxNotice = z.strictObject({
  /** The merchant's own, such as US-AL. */
  place: z.string(),
  /** Whether the surcharge itself is taxed there. */
  taxed: z.enum(["yes", "no"]),
  /** Those that came without a rate where the surcharge is taxed, or with one above 0 where it is not. */
  amiss: z.number().int().min(1),
  /** All surcharges at home in the last 24 hours. */
  surcharges: z.number().int().min(1),
  /** When the source was last read, an ISO date. */
  checkedOn: z.string(),
  confidence: z.enum(["high", "medium", "low"]),
  source: z.string(),
});
export type TaxNotice = z.output<typeof TaxNotice>;

/**
 * What does not go together; null: all does, or nothing is known.
 *
 * @param place the merchant's own, such as US-AL
 * @param finding what was found for it
 * @param counts of its surcharges at home; undefined: there was none, or they cannot be read
 */
export function taxNoticeOf(
  place: string,
  finding: TaxFinding | null,
  counts: HomeTaxCounts | undefined,
): TaxNotice | null {
  if (finding === null || finding.taxed === "unknown" || counts === undefined) return null;
  const { taxed, checkedOn, confidence, source } = finding;
  const amiss = taxed === "yes" ? counts.left_out : counts.rate;
  const surcharges = counts.left_out + counts.zero + counts.rate;
  return amiss === 0 ? null : { place, taxed, amiss, surcharges, checkedOn, confidence, source };
}

/** The notice as one of a merchant's warnings. */
export function sayTaxNotice({ place, taxed, amiss, surcharges, checkedOn, confidence, source }: TaxNotice): string {
  const [came, law, advice] =
    taxed === "yes"
      ? ["without one", "is taxed", "send the tax engine's rate, and 0 for a sale that is not taxed"]
      : ["with one", "is not taxed", "look whether the tax engine means it"];
  return `surchargeTaxRate: ${amiss} of ${surcharges} surcharges for ${place} in the last ${TAX_NOTICE_HOURS} hours came ${came}, and the surcharge itself ${law} there (checked ${checkedOn}, ${confidence} confidence, ${source}): ${advice}`;
}
