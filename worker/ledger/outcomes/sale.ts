/** A sale as its reports tell it: what can be reported, what is kept of it, what a report adds to the sums. Pure. */
import type { QuoteClaims } from "../../../contract/claims.ts";
import type { Brand } from "../../../contract/lists.ts";

/** Base, surcharge and the tax on the surcharge, each in minor units. */
export interface ReportedAmounts {
  readonly base: number;
  readonly surcharge: number;
  readonly tax: number;
}

/** What happened to a sale, as its merchant says. `amounts` of a void are null where they were left out. */
export type SaleEvent =
  | { readonly kind: "captured" | "refunded"; readonly amounts: ReportedAmounts }
  | { readonly kind: "voided"; readonly amounts: ReportedAmounts | null };

/** What a settlement needs of a verified quote. */
export type SettledQuote = Pick<
  QuoteClaims,
  "jti" | "baseAmount" | "rateBps" | "surchargeAmount" | "surchargeTaxRate" | "surchargeTaxAmount"
>;

/** One event of a verified quote. */
export interface OutcomeReport {
  /** The merchant's own name of the event. */
  readonly id: string;
  readonly event: SaleEvent;
  /** Milliseconds since 1970; null: now. */
  readonly at: number | null;
  readonly env: "test" | "live";
  readonly sale: string;
  readonly quote: SettledQuote;
  readonly place: string;
  readonly currency: string;
  readonly brand: Brand;
  /** The cost of acceptance recorded for the brand, in basis points; null: none. */
  readonly costBps: number | null;
}

/** What was captured in one month, and the cost of acceptance that goes with it. */
export interface MonthCaptured extends ReportedAmounts {
  readonly month: string;
  readonly cost: number;
  readonly costless: number;
}

/** A sale of which something was captured, by one quote. */
export interface OpenSale {
  /** The quote's `jti`. */
  readonly quoteId: string;
  /** The merchant's recorded cost when the sale was first reported, in basis points; null: none was recorded, or no surcharge quoted. */
  readonly costBps: number | null;
  /** Never empty; the first reported month first. */
  readonly captured: readonly MonthCaptured[];
  readonly refunded: ReportedAmounts;
}

/** A sale as it is known by its reports. */
export interface SettledSale {
  readonly open: OpenSale | null;
  /** The quotes that were voided, by `jti`. */
  readonly voided: readonly string[];
}

/** A sale of which nothing was reported yet. */
export const UNREPORTED: SettledSale = { open: null, voided: [] };

/** What one report adds to the sums of a month. Negative where a void undoes something. */
export interface MonthChange {
  readonly month: string;
  readonly sales: number;
  /** Of `sales`, those whose quote carried a surcharge. */
  readonly surchargedSales: number;
  readonly captured: ReportedAmounts;
  readonly refunded: ReportedAmounts;
  readonly voids: number;
  /** Captures and refunds of surcharged sales for which no cost was recorded. */
  readonly costless: number;
  /** The recorded cost of acceptance on the base of surcharged sales that was captured and not refunded. */
  readonly cost: number;
}

export const NOTHING: ReportedAmounts = { base: 0, surcharge: 0, tax: 0 };

export const NO_CHANGE: Omit<MonthChange, "month"> = {
  sales: 0,
  surchargedSales: 0,
  captured: NOTHING,
  refunded: NOTHING,
  voids: 0,
  costless: 0,
  cost: 0,
};

export const add = (one: ReportedAmounts, other: ReportedAmounts): ReportedAmounts => ({
  base: one.base + other.base,
  surcharge: one.surcharge + other.surcharge,
  tax: one.tax + other.tax,
});
export const isWithin = (amounts: ReportedAmounts, limit: ReportedAmounts): boolean =>
  amounts.base <= limit.base && amounts.surcharge <= limit.surcharge && amounts.tax <= limit.tax;
export const isNothing = (amounts: ReportedAmounts): boolean => isWithin(amounts, NOTHING);
export const isSame = (one: ReportedAmounts, other: ReportedAmounts): boolean =>
  isWithin(one, other) && isWithin(other, one);
