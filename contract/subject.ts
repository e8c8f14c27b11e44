/**
 * What a quote is about, as a one-way hash: who holds the token can recompute it, who holds the quote learns nothing.
 *
 * Byte layout, for any language: SHA-256 over these parts in order, each preceded by the number of its UTF-8 bytes as
 * four bytes, most significant first; the digest as base64url without padding.
 *
 *     token      "surcharge-quote/token"      merchant   token
 *     customer   "surcharge-quote/customer"   merchant   customerId   paymentMethodId
 *
 * The lengths keep ("ab", "c") and ("a", "bc") apart, the tag keeps the kinds apart. There is no hash of a BIN: with a
 * million values to try it would be no secret.
 */
import { base64url } from "jose";

const LENGTH_BYTES = 4;

/** SHA-256 over `parts` in the layout above: the parts of one question never read as those of another. */
export async function digestParts(parts: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joinWithLengths(parts)));
}

function joinWithLengths(parts: readonly string[]): Uint8Array<ArrayBuffer> {
  const texts = parts.map((part) => new TextEncoder().encode(part));
  const bytes = new Uint8Array(texts.reduce((sum, text) => sum + LENGTH_BYTES + text.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const text of texts) {
    view.setUint32(at, text.length);
    bytes.set(text, at + LENGTH_BYTES);
    at += LENGTH_BYTES + text.length;
  }
  return bytes;
}

/**
 * The hash that a quote's `subject.hash` must equal.
 *
 * @param kind `token`: the Tokenizer's token follows. `customer`: the vault's customer id and the id of the payment
 *   method that the lookup resolved to follow.
 * @param merchant the merchant's id, such as `mch_demo`
 * @returns SHA-256 as base64url, 43 characters
 */
export function subjectHash(kind: "token", merchant: string, token: string): Promise<string>;
export function subjectHash(
  kind: "customer",
  merchant: string,
  customerId: string,
  paymentMethodId: string,
): Promise<string>;
export async function subjectHash(kind: "token" | "customer", ...parts: string[]): Promise<string> {
  return base64url.encode(await digestParts([`surcharge-quote/${kind}`, ...parts]));
}
