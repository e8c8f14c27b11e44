/** Wire schema of `GET /v1/merchants/{merchant}/policy`: what may be said before a card is known. */
import * as z from "zod";
import type * as answers from "./answers.ts";
import { BRANDS, ELEMENT_REASONS, LABEL_KEYS, REASONS } from "./lists.ts";
import { AnyCountry, ElementVersion, LocaleWish, StateName } from "./lookup.ts";

export const PolicyQuery = z.strictObject({
  country: AnyCountry.optional(),
  state: StateName.optional(),
  shipCountry: AnyCountry.optional(),
  shipState: StateName.optional(),
  locale: LocaleWish.optional(),
  element: ElementVersion,
});
export type PolicyQuery = z.output<typeof PolicyQuery>;

export const BrandPolicy = z.strictObject({
  brand: z.enum(BRANDS),
  brandName: z.string(),
  status: z.enum(["surcharge", "may_apply", "none"]),
  rateBps: z.number().int().min(1).max(10_000).nullable(),
}) satisfies z.ZodType<answers.BrandPolicy>;
export type BrandPolicy = answers.BrandPolicy;

export const Policy = z.strictObject({
  merchant: z.string(),
  merchantName: z.string(),
  mode: z.enum(["test", "live"]),
  enabled: z.boolean(),
  rates: z.array(BrandPolicy),
  notice: z.string(),
  currency: z.string(),
  currencyDigits: z.number().int().min(0).max(4),
  locale: z.string(),
  dir: z.enum(["ltr", "rtl"]),
  labels: z.record(z.enum(LABEL_KEYS), z.string()),
  messages: z.record(z.enum([...REASONS, ...ELEMENT_REASONS]), z.string()),
  disclosures: z.array(z.string()),
  textsVersion: z.string(),
  requestId: z.string(),
}) satisfies z.ZodType<answers.Policy>;
export type Policy = answers.Policy;
