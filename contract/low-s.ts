/**
 * Of each ECDSA signature (r, s) there is a twin that is as true, (r, n - s). A quote has the one whose s is in the lower
 * half, and the other is refused: so a quote has one spelling, and not one bit of it can be changed.
 */

/** n, the order of P-256 (FIPS 186-5, SP 800-186). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** An ES256 signature is r and s, 32 bytes each, most significant first (RFC 7518, 3.4). */
const S_BYTES = { first: 32, last: 63 } as const;

const readS = (signature: Uint8Array): bigint =>
  signature.subarray(S_BYTES.first).reduce((number, byte) => number * 256n + BigInt(byte), 0n);

/** Whether the signature is the one of the two that a quote may have. */
export const isLowS = (signature: Uint8Array): boolean => readS(signature) * 2n < ORDER;

/** The one of the two signatures that a quote may have; this one, or its twin. */
export function toLowS(signature: Uint8Array): Uint8Array {
  if (isLowS(signature)) return signature;
  const twin = new Uint8Array(signature);
  let rest = ORDER - readS(signature);
  for (let at: number = S_BYTES.last; at >= S_BYTES.first; at -= 1) {
    twin[at] = Number(rest % 256n);
    rest /= 256n;
  }
  return twin;
}
