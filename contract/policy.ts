/** Wire schema of `GET /v1/merchants/{merchant}/policy`: what may be said before a card is known. */
import * as z from "zod";
import { BRANDS, ELEMENT_REASONS, LABEL_KEYS, REASONS } from "./lists.ts";
import { CountryCode, LocaleTag, StateName } from "./lookup.ts";

export const PolicyQuery = z.strictObject({
  country: CountryCode.optional(),
  state: StateName.optional(),
  shipCountry: CountryCode.optional(),
  shipState: StateName.optional(),
  locale: LocaleTag.optional(),
});
export type PolicyQuery = z.output<typeof PolicyQuery>;

export const BrandPolicy = z.strictObject({
  brand: z.enum(BRANDS),
  brandName: z.string(),
  /** `surcharge`: the rate applies here. `may_apply`: the places are not complete, so no rate is said. `none`: never here. */
  status: z.enum(["surcharge", "may_apply", "none"]),
  /** Basis points after every cap; null unless `status` is `surcharge`. */
  rateBps: z.number().int().min(1).max(10_000).nullable(),
});
export type BrandPolicy = z.output<typeof BrandPolicy>;

export const Policy = z.strictObject({
  merchant: z.string(),
  merchantName: z.string(),
  mode: z.enum(["test", "live"]),
  enabled: z.boolean(),
  /** One row for each brand the merchant has a rate for, highest rate first. */
  rates: z.array(BrandPolicy),
  /** The notice to show before any card is typed. */
  notice: z.string(),
  currency: z.string(),
  currencyDigits: z.number().int().min(0).max(4),
  /** BCP 47 tag of the texts below, and their direction. */
  locale: z.string(),
  dir: z.enum(["ltr", "rtl"]),
  labels: z.record(z.enum(LABEL_KEYS), z.string()),
  /** Every message a lookup can return and every message the element itself can give, as templates. */
  messages: z.record(z.enum([...REASONS, ...ELEMENT_REASONS]), z.string()),
  /** Every disclosure a lookup can return in this place and locale, as templates. */
  disclosures: z.array(z.string()),
  textsVersion: z.string(),
  requestId: z.string(),
});
export type Policy = z.output<typeof Policy>;
