/** Makes a quote: claims out of a decision, signed. No clock and no store: time and keys are passed in. */
import { base64url, CompactSign } from "jose";
import { QUOTE_ALG, QUOTE_TYP } from "../../contract/lists.ts";
import { toLowS } from "../../contract/low-s.ts";
import type { QuoteClaims, SubjectKind } from "../../contract/quote.ts";
import { saleOf, subjectHash } from "../../contract/verify.ts";
import type { SurchargeDecision } from "../surcharge/decide.ts";
import { samePlace } from "../surcharge/places.ts";
import type { QuoteKeys } from "./keys.ts";

/** How long a quote lives, by what it is about. */
const LIFETIME_SECONDS: Readonly<Record<SubjectKind, number>> = {
  // The gateway's tokens live two minutes; how old one was when it first reached us, nobody knows.
  token: 120,
  // A saved card does not go stale, but rates and rules do.
  customer: 900,
  bin: 120,
};
const NONCE_BYTES = 32;

/** What was looked up. A BIN itself never enters a quote, not even hashed. */
export type QuoteSubject =
  | { readonly kind: "token"; readonly token: string }
  /** `paymentMethodId`: as the lookup resolved it; null when it could not. */
  | { readonly kind: "customer"; readonly customerId: string; readonly paymentMethodId: string | null }
  | { readonly kind: "bin" };

export interface QuoteInput {
  /** The service's own origin. */
  readonly issuer: string;
  /** The merchant's id. */
  readonly merchant: string;
  readonly mode: "test" | "live";
  readonly subject: QuoteSubject;
  readonly decision: SurchargeDecision;
  readonly orderRef?: string | undefined;
  /** The disclosure exactly as it is shown; null unless the outcome is `surcharge`. */
  readonly disclosure: { readonly text: string; readonly locale: string; readonly version: string } | null;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** When this token was first seen, milliseconds since 1970. */
  readonly firstSeenAt: number;
}

async function hashSubject(merchant: string, subject: QuoteSubject): Promise<string> {
  if (subject.kind === "token") return subjectHash("token", merchant, subject.token);
  if (subject.kind === "customer")
    return subjectHash("customer", merchant, subject.customerId, subject.paymentMethodId ?? "");
  // The hash of a BIN could be undone by trying them all, and the quote is meant for a page.
  return base64url.encode(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
}

/** The key of the charge. A saved card alone names no sale: two orders on one card must not become one charge. */
async function keyOfSale({ merchant, subject, orderRef }: QuoteInput): Promise<string> {
  if (subject.kind === "token") return saleOf(merchant, { token: subject.token });
  if (subject.kind === "bin" || subject.paymentMethodId === null || orderRef === undefined) return crypto.randomUUID();
  const { customerId, paymentMethodId } = subject;
  return saleOf(merchant, { customerId, paymentMethodId, orderRef });
}

async function markDisclosure(disclosure: QuoteInput["disclosure"]): Promise<QuoteClaims["disclosure"]> {
  if (disclosure === null) return null;
  const { text, locale, version } = disclosure;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return { locale, version, sha256: base64url.encode(new Uint8Array(digest)) };
}

const toSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

function expiry({ subject, now, firstSeenAt }: QuoteInput): number {
  const start = subject.kind === "token" ? Math.min(now, firstSeenAt) : now;
  return Math.max(toSeconds(now), toSeconds(start) + LIFETIME_SECONDS[subject.kind]);
}

/**
 * The claims of the quote for a decision. `exp - iat` is what the answer's `expiresInSeconds` says: at most 120 after a
 * token was first seen, and 0 for one that is older; 900 for a saved card.
 */
export async function quoteClaims(input: QuoteInput): Promise<QuoteClaims> {
  const { issuer, merchant, mode, subject, decision, orderRef, disclosure, now } = input;
  const { billing, shipTo } = decision;
  const isShippedElsewhere = shipTo !== null && !samePlace(shipTo, billing);
  const [hash, sale, marked] = await Promise.all([
    hashSubject(merchant, subject),
    keyOfSale(input),
    markDisclosure(disclosure),
  ]);
  return {
    iss: issuer,
    aud: merchant,
    env: mode,
    iat: toSeconds(now),
    exp: expiry(input),
    jti: crypto.randomUUID(),
    sale,
    subject: { kind: subject.kind, hash },
    outcome: decision.outcome,
    reason: decision.reason,
    brand: decision.brand,
    funding: decision.funding,
    country: billing.country,
    state: billing.state,
    ...(isShippedElsewhere && { shipTo: { country: shipTo.country, state: shipTo.state } }),
    currency: decision.currency,
    baseAmount: decision.baseAmount,
    rateBps: decision.rateBps,
    surchargeAmount: decision.surchargeAmount,
    surchargeTaxRate: decision.surchargeTaxRate,
    surchargeTaxAmount: decision.surchargeTaxAmount,
    totalAmount: decision.totalAmount,
    rules: { version: decision.rules.version, ids: [...decision.rules.ids] },
    disclosure: marked,
    ...(orderRef !== undefined && { orderRef }),
  };
}

/** The quote: a compact JWS of the claims, by the one of its two signatures that a verifier takes. */
export async function signQuote({ claims, keys }: { claims: QuoteClaims; keys: QuoteKeys }): Promise<string> {
  const quote = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: QUOTE_ALG, typ: QUOTE_TYP, kid: keys.signing.kid })
    .sign(keys.signing.key);
  const end = quote.lastIndexOf(".") + 1;
  return quote.slice(0, end) + base64url.encode(toLowS(base64url.decode(quote.slice(end))));
}
