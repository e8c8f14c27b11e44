/**
 * What the service answers, as types that need no schema library: the published package holds them as they stand here.
 * The schemas in `lookup.ts` and `policy.ts` fit them, and a test holds each pair together.
 */
import type { Brand, Direction, ElementReason, Funding, LabelKey, Level, Outcome, Reason } from "./lists.ts";

export interface CardView {
  brand: Brand;
  /** The brand's name as shown, such as "Visa". A proper name: never translated. */
  brandName: string;
  funding: Funding;
  level: Level | null;
  /** The issuer's country, ISO 3166-1 alpha-2. Not the shopper's location. */
  country: string | null;
}

export interface SurchargeView {
  /** Basis points; 0 unless the outcome is `surcharge`. */
  rateBps: number;
  /** The four amounts are null when the request carried no base amount. */
  baseAmount: number | null;
  surchargeAmount: number | null;
  /** Tax on the surcharge as it was asked, whatever the outcome: thousandths of a percent, 0 for none. */
  surchargeTaxRate: number;
  surchargeTaxAmount: number | null;
  /** Base, surcharge and the tax on it. */
  totalAmount: number | null;
  currency: string;
  /** Decimal digits of the currency by ISO 4217: 0, 2 or 3 for money in use; 4 exists. */
  currencyDigits: number;
}

/** The answer of a lookup. */
export interface LookupAnswer {
  outcome: Outcome;
  reason: Reason;
  /** Null only when there are no facts. */
  card: CardView | null;
  surcharge: SurchargeView;
  /** One sentence for the shopper. Shown verbatim. */
  message: string;
  /** The disclosure the quote's hash covers. Shown verbatim. Null unless the outcome is `surcharge`. */
  disclosure: string | null;
  /** Compact JWS; see `quote.ts`. */
  quote: string;
  /**
   * What is known of the card, sealed: to be sent with the next question about the same token. Opaque, at most 1,024
   * characters; null when there is nothing to keep.
   */
  ticket: string | null;
  expiresInSeconds: number;
  requestId: string;
}

export interface BrandPolicy {
  brand: Brand;
  brandName: string;
  /** `surcharge`: the rate applies here. `may_apply`: the places are not complete, so no rate is said. `none`: never here. */
  status: "surcharge" | "may_apply" | "none";
  /** Basis points after every cap; null unless `status` is `surcharge`. */
  rateBps: number | null;
}

/** What may be said before a card is known. */
export interface Policy {
  merchant: string;
  merchantName: string;
  mode: "test" | "live";
  enabled: boolean;
  /** One row for each brand the merchant has a rate for, highest rate first. */
  rates: BrandPolicy[];
  /** The notice to show before any card is typed. */
  notice: string;
  currency: string;
  currencyDigits: number;
  /** BCP 47 tag of the texts below, and their direction. */
  locale: string;
  dir: Direction;
  labels: Record<LabelKey, string>;
  /** Every message a lookup can return and every message the element itself can give, as templates. */
  messages: Record<Reason | ElementReason, string>;
  /** Every disclosure a lookup can return in this place and locale, as templates. */
  disclosures: string[];
  textsVersion: string;
  requestId: string;
}
