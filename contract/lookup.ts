/** Wire schemas of the browser's lookup, `POST /v1/lookup`, and of the server's, `POST /v1/server/lookup`. */
import * as z from "zod";
import type * as answers from "./answers.ts";
import { isCountry } from "./countries.ts";
import { BRANDS, FUNDINGS, LEVELS, OUTCOMES, REASONS } from "./lists.ts";
import { MAX_AMOUNT, MAX_TAX_RATE } from "./money.ts";
import { MERCHANT_ID, normaliseCode } from "./plain-checks.ts";

/** A member that may be left out of a request. `null` says the same, for languages that write what is not there as null. */
export const mayBeLeftOut = <Schema extends z.ZodType>(schema: Schema) =>
  schema
    .nullable()
    .transform((value) => value ?? undefined)
    .optional();

/** Half a surrogate pair is no text: it could not be signed and read again. */
const shortText = z
  .string()
  .trim()
  .max(64, "must be at most 64 characters")
  .regex(/^\P{Cs}*$/u, "must be well-formed text");

const COUNTRY_FORM = "must be a two-letter ISO 3166-1 country code such as US";

/**
 * Where a payer or a delivery is: two letters, any case in, upper case out. Surrounding blanks are dropped. Letters that are
 * no country's, or not yet, such as `XK`, are a place that no rule covers; a gateway is never told them.
 */
export const AnyCountry = z
  .string()
  .trim()
  .regex(/^[A-Za-z]{2}$/, COUNTRY_FORM)
  .transform(normaliseCode);

/** ISO 3166-1 alpha-2 and no other letters, for what an operator sets. */
export const CountryCode = AnyCountry.refine(isCountry, COUNTRY_FORM);

/**
 * A state or province as a shop's system has it: a code (`IL`), a full code (`US-IL`), a name (`Illinois`) or any other
 * text. It counts in the US and Canada alone, where an unknown one is covered by no rule. Empty means not known yet.
 */
export const StateName = shortText;

/** A place as it arrives: a country and, where it is known, a state or province. */
export const PlaceInput = z.strictObject({ country: AnyCountry, state: mayBeLeftOut(StateName) });
export type PlaceInput = z.output<typeof PlaceInput>;

/** An amount in the currency's minor unit. */
export const Amount = z
  .number()
  .int("must be a whole number of minor units, such as 12500 for 125.00")
  .min(0, "must not be negative")
  .max(MAX_AMOUNT, `must be at most ${MAX_AMOUNT}`);

/** A tax rate in thousandths of a percent. */
export const TaxRate = z
  .number()
  .int("must be whole thousandths of a percent, such as 8875 for 8.875 %")
  .min(0, "must not be negative")
  .max(MAX_TAX_RATE, `must be at most ${MAX_TAX_RATE}, which is 50 %`);

/** ISO 4217 currency code, any case in, upper case out. */
export const CurrencyCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z]{3}$/, "must be a three-letter ISO 4217 currency code such as USD")
  .transform(normaliseCode);

/** A merchant's public id. */
export const MerchantId = z
  .string()
  .regex(MERCHANT_ID, "must be a merchant id such as mch_shop: mch_ and up to 48 letters, digits, _ or -");

/** The Tokenizer's temporary token. Its shape is not published; the documented sample is 32 letters and digits. */
export const Token = z
  .string()
  .regex(/^[0-9A-Za-z_-]{16,64}$/, "must be a Tokenizer token: 16 to 64 letters, digits, _ or -");

/** The page's own order reference, bound into the quote. */
export const OrderRef = z
  .string()
  .regex(/^[\x21-\x7e]{1,64}$/, "must be 1 to 64 printable ASCII characters without blanks");

/** A language as a page or a shop's system names it, in whatever form: the nearest that can be read is answered in. */
export const LocaleWish = shortText;

/**
 * The version of the element that asks, such as `1.4.0`. It is counted for the operator and changes no answer, so any other
 * form of it is as good as none.
 */
export const ElementVersion = z
  .string()
  .regex(/^\d{1,4}\.\d{1,4}\.\d{1,6}(-[0-9a-z.]{1,20})?$/)
  .optional()
  .catch(undefined);

/** What may stand in the address of a page's lookup. */
export const LookupQuery = z.object({ element: ElementVersion });

/** A BCP 47 language tag. */
export const LocaleTag = z
  .string()
  .trim()
  .regex(/^[A-Za-z]{2,3}([-_][0-9A-Za-z]{2,8}){0,3}$/, "must be a BCP 47 language tag such as en or fr-CA");

const saleFields = {
  country: AnyCountry,
  state: mayBeLeftOut(StateName),
  shipTo: mayBeLeftOut(PlaceInput),
  baseAmount: mayBeLeftOut(Amount),
  currency: mayBeLeftOut(CurrencyCode),
  /** Sales tax on the surcharge itself; left out: none. */
  surchargeTaxRate: mayBeLeftOut(TaxRate),
  orderRef: mayBeLeftOut(OrderRef),
  locale: mayBeLeftOut(LocaleWish),
};

export const LookupRequest = z.strictObject({
  merchant: MerchantId,
  token: Token,
  ...saleFields,
  /** The result of a passed challenge, when an earlier answer asked for one. */
  challenge: mayBeLeftOut(z.string().min(1).max(2048)),
  /** The last answer's ticket about this token. One that is of no use is ignored, so any text is taken. */
  ticket: mayBeLeftOut(z.string()),
});
export type LookupRequest = z.output<typeof LookupRequest>;

/** A gateway vault id: xid form, UUID or chosen by the merchant. Not `.` or `..`, which mean something in a path. */
export const VaultId = z
  .string()
  .regex(/^(?!\.{1,2}$)[0-9A-Za-z._^-]{1,64}$/, "must be a vault id: 1 to 64 letters, digits, ., _, ^ or -");

export const ServerLookupRequest = z
  .strictObject({
    merchant: mayBeLeftOut(MerchantId),
    ...saleFields,
    /** ISO/IEC 7812 calls it IIN. It has up to 8 digits; house cards are told apart by more. */
    bin: mayBeLeftOut(z.string().regex(/^\d{6,11}$/, "must be the leading 6 to 11 digits of a card number")),
    token: mayBeLeftOut(Token),
    customerId: mayBeLeftOut(VaultId),
    paymentMethodId: mayBeLeftOut(VaultId),
    /** This sale carries no surcharge: the merchant's own word. `false` is the same as leaving it out. */
    waive: mayBeLeftOut(z.boolean()),
  })
  .superRefine((request, context) => {
    const given = (["bin", "token", "customerId"] as const).filter((key) => request[key] !== undefined);
    if (given.length !== 1)
      context.addIssue({ code: "custom", path: [], message: "must have exactly one of bin, token or customerId" });
    if (request.paymentMethodId !== undefined && request.customerId === undefined)
      context.addIssue({ code: "custom", path: ["paymentMethodId"], message: "goes with customerId only" });
  });
export type ServerLookupRequest = z.output<typeof ServerLookupRequest>;

export const CardView = z.strictObject({
  brand: z.enum(BRANDS),
  brandName: z.string(),
  funding: z.enum(FUNDINGS),
  level: z.enum(LEVELS).nullable(),
  country: z.string().nullable(),
}) satisfies z.ZodType<answers.CardView>;
export type CardView = answers.CardView;

export const SurchargeView = z.strictObject({
  rateBps: z.number().int().min(0).max(10_000),
  baseAmount: z.number().int().nullable(),
  surchargeAmount: z.number().int().nullable(),
  surchargeTaxRate: z.number().int().min(0).max(MAX_TAX_RATE),
  surchargeTaxAmount: z.number().int().nullable(),
  totalAmount: z.number().int().nullable(),
  currency: z.string(),
  currencyDigits: z.number().int().min(0).max(4),
}) satisfies z.ZodType<answers.SurchargeView>;
export type SurchargeView = answers.SurchargeView;

export const LookupAnswer = z.strictObject({
  outcome: z.enum(OUTCOMES),
  reason: z.enum(REASONS),
  card: CardView.nullable(),
  surcharge: SurchargeView,
  message: z.string(),
  disclosure: z.string().nullable(),
  quote: z.string(),
  ticket: z.string().nullable(),
  expiresInSeconds: z.number().int().min(0),
  requestId: z.string(),
}) satisfies z.ZodType<answers.LookupAnswer>;
export type LookupAnswer = answers.LookupAnswer;

export const ServerLookupAnswer = z.strictObject({
  /** The browser's answer: the only part that is meant for a page. */
  answer: LookupAnswer,
  bin: z.string().nullable(),
  issuer: z.string().nullable(),
  /** Of a saved card: the payment method that the answer and its quote are about. Null otherwise, and where nobody could tell. */
  paymentMethodId: z.string().nullable(),
});
export type ServerLookupAnswer = z.output<typeof ServerLookupAnswer>;
