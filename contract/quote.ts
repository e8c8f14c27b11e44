/** The claims of a surcharge quote: a compact JWS, ES256, `typ: surcharge-quote+jwt`. */
import * as z from "zod";
import { BRANDS, FUNDINGS, MAX_QUOTE_LENGTH, OUTCOMES, REASONS } from "./lists.ts";
import {
  Amount,
  AnyCountry,
  CurrencyCode,
  MerchantId,
  mayBeLeftOut,
  OrderRef,
  PlaceInput,
  StateName,
  TaxRate,
  Token,
  VaultId,
} from "./lookup.ts";
import { SALE_FORM } from "./sale.ts";
import { FACT_NAMES } from "./verify-facts.ts";
import { QUOTE_PROBLEMS } from "./verify-report.ts";

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
  /** The same in every quote about one sale: the idempotency key of the charge. See `saleOf` in `verify.ts`. */
  sale: z.string().regex(SALE_FORM),
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
  /** Thousandths of a percent, as asked; 0 for none. */
  surchargeTaxRate: z.number().int(),
  surchargeTaxAmount: z.number().int().nullable(),
  totalAmount: z.number().int().nullable(),
  rules: z.strictObject({ version: z.string(), ids: z.array(z.string()) }),
  disclosure: z.strictObject({ locale: z.string(), version: z.string(), sha256: z.string() }).nullable(),
  orderRef: z.string().optional(),
});
export type QuoteClaims = z.output<typeof QuoteClaims>;
export type SubjectKind = QuoteClaims["subject"]["kind"];

const MAX_ADDRESS_LENGTH = 255;

/** The body of `POST /v1/server/quotes/verify`: the quote and the facts of the sale, as `verifyQuote` takes them. */
export const VerifyRequest = z.strictObject({
  /** Whatever the page sent: a text that is no quote is answered, not refused. */
  quote: z.string().max(MAX_QUOTE_LENGTH),
  /** The service's own address. Left out, the quote's issuer is not compared: the keys are the service's own. */
  iss: mayBeLeftOut(z.string().max(MAX_ADDRESS_LENGTH)),
  /** Default: the merchant whose key the request shows. */
  merchant: mayBeLeftOut(MerchantId),
  env: mayBeLeftOut(z.enum(["test", "live"])),
  subject: mayBeLeftOut(
    z.strictObject({
      token: mayBeLeftOut(Token),
      customerId: mayBeLeftOut(VaultId),
      paymentMethodId: mayBeLeftOut(VaultId),
    }),
  ),
  /** Here null is a fact: the lookup was asked without an amount. */
  baseAmount: Amount.nullable().optional(),
  currency: mayBeLeftOut(CurrencyCode),
  surchargeTaxRate: mayBeLeftOut(TaxRate),
  country: mayBeLeftOut(AnyCountry),
  state: mayBeLeftOut(StateName),
  shipTo: mayBeLeftOut(PlaceInput),
  orderRef: mayBeLeftOut(OrderRef),
  purpose: mayBeLeftOut(z.enum(["charge", "refund"])),
});
export type VerifyRequest = z.output<typeof VerifyRequest>;

export const VerifyAnswer = z.strictObject({
  valid: z.boolean(),
  /** The first of `problems`; these three only when not valid. */
  problem: z.enum(QUOTE_PROBLEMS).optional(),
  problems: z.array(z.enum(QUOTE_PROBLEMS)).optional(),
  notChecked: z.array(z.enum(FACT_NAMES)).optional(),
  /** Only of a quote whose signature is good. */
  claims: QuoteClaims.optional(),
  requestId: z.string(),
});
export type VerifyAnswer = z.output<typeof VerifyAnswer>;
