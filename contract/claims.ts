/**
 * The claims of a quote as a verifier sees them: their type, and a reader that trusts nothing.
 *
 * This file goes to merchants' servers, so it needs no schema library. `quote.ts` has the same shape as a schema, for
 * the Worker; a test holds the two together.
 */
import type { Brand, Funding, Outcome, Reason } from "./lists.ts";
import { FUNDINGS, OUTCOMES } from "./lists.ts";
import { isAmount, isRateBps, isTaxRate } from "./money.ts";
import { isSale } from "./sale.ts";

/** A place as a quote carries it: ISO 3166-1 alpha-2 country; subdivision code without the country prefix, or null. */
export interface QuotedPlace {
  country: string;
  state: string | null;
}

/** What a quote says. Amounts are minor units of `currency`, rates basis points, times seconds since 1970. */
export interface QuoteClaims {
  /** The service's origin. */
  iss: string;
  /** The merchant's id. */
  aud: string;
  env: "test" | "live";
  iat: number;
  exp: number;
  /** One of a kind for each quote. */
  jti: string;
  /** A UUID, the same in every quote about one sale: the idempotency key of the charge. See `saleOf`. */
  sale: string;
  subject: { kind: "token" | "customer" | "bin"; hash: string };
  outcome: Outcome;
  reason: Reason;
  brand: Brand;
  funding: Funding;
  /** The billing place. */
  country: string;
  state: string | null;
  shipTo?: QuotedPlace | undefined;
  currency: string;
  /** The four amounts are null when the lookup was asked without a base amount. */
  baseAmount: number | null;
  rateBps: number;
  surchargeAmount: number | null;
  /** Tax on the surcharge as the lookup was asked, whatever the outcome: thousandths of a percent, 0 for none. */
  surchargeTaxRate: number;
  surchargeTaxAmount: number | null;
  /** Base, surcharge and the tax on it. */
  totalAmount: number | null;
  rules: { version: string; ids: string[] };
  /** What the shopper was shown; null unless `outcome` is `surcharge`. `sha256` is base64url, of the UTF-8 text. */
  disclosure: { locale: string; version: string; sha256: string } | null;
  orderRef?: string | undefined;
}

type Form = (value: unknown) => boolean;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText: Form = (value) => typeof value === "string" && value !== "";
const isCount: Form = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const orNull =
  (form: Form): Form =>
  (value) =>
    value === null || form(value);
const optional =
  (form: Form): Form =>
  (value) =>
    value === undefined || form(value);
const oneOf =
  (...list: readonly string[]): Form =>
  (value) =>
    list.includes(value as string);
const listOf =
  (form: Form): Form =>
  (value) =>
    Array.isArray(value) && value.every(form);
const shape =
  (forms: Readonly<Record<string, Form>>): Form =>
  (value) =>
    isObject(value) && Object.entries(forms).every(([name, form]) => form(value[name]));

/**
 * The form of each claim. `brand` and `reason` are texts here, not closed lists: version 1 may add to those lists, and
 * a server must not stop verifying because the service learnt a new brand.
 */
const CLAIM_FORMS: Readonly<Record<keyof QuoteClaims, Form>> = {
  iss: isText,
  aud: isText,
  env: oneOf("test", "live"),
  iat: isCount,
  exp: isCount,
  jti: isText,
  sale: isSale,
  subject: shape({ kind: oneOf("token", "customer", "bin"), hash: isText }),
  outcome: oneOf(...OUTCOMES),
  reason: isText,
  brand: isText,
  funding: oneOf(...FUNDINGS),
  country: isText,
  state: orNull(isText),
  shipTo: optional(shape({ country: isText, state: orNull(isText) })),
  currency: isText,
  baseAmount: orNull(isAmount),
  rateBps: isRateBps,
  surchargeAmount: orNull(isAmount),
  surchargeTaxRate: isTaxRate,
  surchargeTaxAmount: orNull(isAmount),
  // Base amount, surcharge and tax are each within the contract's limit; their sum may pass it.
  totalAmount: orNull(isCount),
  rules: shape({ version: isText, ids: listOf(isText) }),
  disclosure: orNull(shape({ locale: isText, version: isText, sha256: isText })),
  orderRef: optional(isText),
};

/**
 * Reads the claims out of a quote's decoded payload. Claims this version does not know are left out.
 *
 * @returns null when anything is missing or not in its form
 */
export function readClaims(payload: unknown): QuoteClaims | null {
  if (!shape(CLAIM_FORMS)(payload)) return null;
  const known = Object.entries(payload as object).filter(([name]) => Object.hasOwn(CLAIM_FORMS, name));
  return Object.fromEntries(known) as unknown as QuoteClaims;
}
