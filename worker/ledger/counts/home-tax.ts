/**
 * What is counted of tax on surcharges: whether a sale said its rate. Only sales at home count, those that go to the
 * merchant's own state or country: whether tax is due anywhere else hangs on more than the rules know. Pure.
 */
import type { Outcome } from "../../../contract/lists.ts";
import { type Place, samePlace } from "../../surcharge/places.ts";

/** Of a surcharge's tax rate: nobody sent one, or 0 (this sale's is not taxed), or a rate above it. */
export const HOME_TAX = ["left_out", "zero", "rate"] as const;
export type HomeTax = (typeof HOME_TAX)[number];

/** How many surcharges at home were of each kind. */
export type HomeTaxCounts = Readonly<Record<HomeTax, number>>;

export interface TaxedSale {
  readonly outcome: Outcome;
  /** The merchant's own place, normalised like the others. */
  readonly home: Place;
  readonly billing: Place;
  /** Null: the billing place. */
  readonly shipTo: Place | null;
  /** Thousandths of a percent; null and undefined: left out. */
  readonly surchargeTaxRate: number | null | undefined;
}

/** What a sale counts as; null: it carries no surcharge, or goes elsewhere. */
export function homeTaxOf({ outcome, home, billing, shipTo, surchargeTaxRate }: TaxedSale): HomeTax | null {
  if (outcome !== "surcharge" || !samePlace(home, shipTo ?? billing)) return null;
  if (surchargeTaxRate === null || surchargeTaxRate === undefined) return "left_out";
  return surchargeTaxRate === 0 ? "zero" : "rate";
}
