/** What is asked about a sale, and where it takes place. */
import type { PlaceInput } from "../../contract/lookup.ts";
import { normalisePlace, type Place, samePlace } from "../surcharge/places.ts";

/** What both lookups ask about a sale. */
export interface SaleAsked {
  readonly country: string;
  readonly state?: string | undefined;
  readonly shipTo?: PlaceInput | undefined;
  readonly baseAmount?: number | undefined;
  readonly currency?: string | undefined;
  readonly surchargeTaxRate?: number | null | undefined;
  readonly orderRef?: string | undefined;
  readonly locale?: string | undefined;
  /** Only a server can say so. */
  readonly waive?: boolean | null | undefined;
}

export interface SalePlaces {
  readonly billing: Place;
  /** Null when none was given, or it is the billing place. */
  readonly shipTo: Place | null;
}

/** The places of a sale, normalised; a ship-to place that is the billing place counts once. */
export function placesOf(sale: SaleAsked): SalePlaces {
  const billing = normalisePlace(sale);
  const shipTo = sale.shipTo === undefined ? null : normalisePlace(sale.shipTo);
  return { billing, shipTo: shipTo === null || samePlace(billing, shipTo) ? null : shipTo };
}
