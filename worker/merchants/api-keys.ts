/**
 * Server keys (`sk_`) and admin keys (`ak_`): kept as SHA-256, compared in constant time. The keys are random and long,
 * so a plain hash is enough; several may be valid at once, which is how one is replaced without downtime.
 */

/** True when `hash` is among `known`. Takes the same time wherever a difference is and whichever one fits. */
export function isKnownHash(hash: string, known: readonly string[]): boolean {
  const presented = new TextEncoder().encode(hash);
  return known.reduce((found, candidate) => {
    const bytes = new TextEncoder().encode(candidate);
    const isSame = bytes.length === presented.length && crypto.subtle.timingSafeEqual(bytes, presented);
    return isSame || found;
  }, false);
}

/** The key of an `Authorization: Bearer` header, or null when there is none in that form. */
export function bearerKey(header: string | undefined): string | null {
  return /^Bearer +([!-~]{1,200})$/i.exec(header ?? "")?.[1] ?? null;
}
