/** The claims of a surcharge quote: a compact JWS, ES256, `typ: surcharge-quote+jwt`. */
import * as z from "zod";
import { BRANDS, FUNDINGS, OUTCOMES, REASONS } from "./lists.ts";

export const QuotePlace = z.strictObject({ country: z.string(), state: z.string().nullable() });

export const QuoteClaims = z.strictObject({
  iss: z.string(),
  /** The merchant's id. */
  aud: z.string(),
  env: z.enum(["test", "live"]),
  /** Seconds since 1970. */
  iat: z.number().int(),
  exp: z.number().int(),
  jti: z.string(),
  /** What was asked about, as a one-way hash; see `subjectHash` in `verify.ts`. A `bin` quote is never good for charging. */
  subject: z.strictObject({ kind: z.enum(["token", "customer", "bin"]), hash: z.string() }),
  outcome: z.enum(OUTCOMES),
  reason: z.enum(REASONS),
  brand: z.enum(BRANDS),
  funding: z.enum(FUNDINGS),
  /** The billing place, normalised: alpha-2 country; subdivision without the country prefix, or null. */
  country: z.string(),
  state: z.string().nullable(),
  shipTo: QuotePlace.optional(),
  currency: z.string(),
  /** Minor units; null when no base amount was asked. */
  baseAmount: z.number().int().nullable(),
  /** Basis points. */
  rateBps: z.number().int(),
  surchargeAmount: z.number().int().nullable(),
  totalAmount: z.number().int().nullable(),
  rules: z.strictObject({ version: z.string(), ids: z.array(z.string()) }),
  disclosure: z.strictObject({ locale: z.string(), version: z.string(), sha256: z.string() }).nullable(),
  orderRef: z.string().optional(),
});
export type QuoteClaims = z.output<typeof QuoteClaims>;
export type SubjectKind = QuoteClaims["subject"]["kind"];
