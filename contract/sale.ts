/**
 * The key of one sale: the same UUID however often the sale is asked about, so that however often it is charged, it is
 * charged once. Also what a server calls a sale for which it has no quote.
 *
 * Byte layout, for any language: a UUID of version 8 (RFC 9562) out of the first 16 bytes of SHA-256 over these parts in
 * order, each preceded by its length as `subject.ts` has it:
 *
 *     token          "surcharge-sale/token"      merchant   token
 *     saved card     "surcharge-sale/customer"   merchant   customerId   paymentMethodId   orderRef
 *     a later try    "surcharge-sale/retry"      sale       the number of declines, in decimal digits
 */

import { isLeftOut } from "./fact-values.ts";
import { digestParts } from "./subject.ts";

/** A UUID in the one spelling that is a sale's: an idempotency key is compared letter by letter. */
export const SALE_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const VERSION_BYTE = 6;
const VERSION_8 = 0x80;
const VARIANT_BYTE = 8;
const VARIANT_RFC = 0x80;
const LOW_4_BITS = 0x0f;
const LOW_6_BITS = 0x3f;

/** What is being paid: one token, or one order on a saved card. A saved card alone would make one sale of two orders. */
export type SaleIdentity =
  | { readonly token: string; readonly customerId?: undefined }
  | {
      readonly token?: undefined;
      readonly customerId: string;
      readonly paymentMethodId: string;
      readonly orderRef: string;
    };

/** True for a UUID as `saleOf` writes it: lower case, with hyphens. */
export const isSale = (value: unknown): value is string => typeof value === "string" && SALE_FORM.test(value);

async function uuidOf(parts: readonly string[]): Promise<string> {
  const bytes = (await digestParts(parts)).slice(0, 16);
  bytes[VERSION_BYTE] = ((bytes[VERSION_BYTE] ?? 0) & LOW_4_BITS) | VERSION_8;
  bytes[VARIANT_BYTE] = ((bytes[VARIANT_BYTE] ?? 0) & LOW_6_BITS) | VARIANT_RFC;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function requireTexts(texts: Readonly<Record<string, unknown>>): void {
  for (const [name, text] of Object.entries(texts))
    if (typeof text !== "string" || isLeftOut(text))
      throw new TypeError(`saleOf: ${name} must be a text that is not empty`);
}

/**
 * The `sale` of every quote about this token, or about this saved card and order; without a quote, the key to charge by.
 *
 * @param merchant the merchant's id, such as `mch_demo`
 * @returns a UUID, lower case
 * @throws TypeError (as a rejection) when a text is missing or has nothing but blanks, or both a token and a saved card are given
 */
export async function saleOf(merchant: string, sale: SaleIdentity): Promise<string> {
  const {
    token = "",
    customerId = "",
    paymentMethodId = "",
    orderRef = "",
  } = sale as Readonly<Record<string, string | undefined>>;
  if (!isLeftOut(token)) {
    if (!isLeftOut(customerId) || !isLeftOut(paymentMethodId))
      throw new TypeError("saleOf: give a token or a saved card, not both");
    requireTexts({ merchant, token });
    return uuidOf(["surcharge-sale/token", merchant, token]);
  }
  requireTexts({ merchant, customerId, paymentMethodId, orderRef });
  return uuidOf(["surcharge-sale/customer", merchant, customerId, paymentMethodId, orderRef]);
}

/**
 * The idempotency key of the next try to charge a sale. A decline is known to have charged nothing, so the try after it
 * is a new one; after a try that got no answer the number of declines, and so the key, is the same.
 *
 * @param sale as a quote or {@link saleOf} says it
 * @param declines how many tries of this sale were declined: a whole number, 0 or more
 * @returns `sale` itself when none was, else another UUID
 * @throws TypeError (as a rejection) when `sale` is no sale, RangeError when `declines` is no such number
 */
export async function nextKey(sale: string, declines: number): Promise<string> {
  if (!isSale(sale)) throw new TypeError("nextKey: sale must be a UUID in lower case, as saleOf gives it");
  if (!Number.isSafeInteger(declines) || declines < 0)
    throw new RangeError("nextKey: declines must be a whole number, 0 or more");
  return declines === 0 ? sale : uuidOf(["surcharge-sale/retry", sale, String(declines)]);
}
