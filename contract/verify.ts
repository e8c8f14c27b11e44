/**
 * Verifies a surcharge quote on a merchant's server, offline but for the service's public keys. Published as
 * `@card-surcharge/element/verify`. Promises never to throw and never to return claims that were not signed.
 */
import { base64url, compactVerify, decodeProtectedHeader } from "jose";
import { readClaims } from "./claims.ts";
import { MAX_QUOTE_LENGTH, QUOTE_ALG, QUOTE_TYP } from "./lists.ts";
import { isLowS } from "./low-s.ts";
import { judge, type SignedQuote } from "./verify-checks.ts";
import { type ReadFacts, readFacts, type SaleFacts } from "./verify-facts.ts";
import { findKey } from "./verify-keys.ts";
import type { QuoteProblem, QuoteVerdict } from "./verify-report.ts";

export type { QuoteClaims, QuotedPlace } from "./claims.ts";
export type { SaleIdentity } from "./sale.ts";
export { nextKey, saleOf } from "./sale.ts";
export type { Capture, Refund, ShareProblem, SurchargeShare } from "./shares.ts";
export { CaptureError, captureShare, RefundError, refundShare, SHARE_PROBLEMS, ShareError } from "./shares.ts";
export { subjectHash } from "./subject.ts";
export type { FactName, PlaceFact, SaleFacts } from "./verify-facts.ts";
export { QUOTE_PROBLEMS, type QuoteProblem, type QuoteVerdict } from "./verify-report.ts";

/** An ES256 signature is 64 bytes. */
const SIGNATURE_LENGTH = 86;
/** Three parts of base64url. */
const COMPACT_JWS = /^[\w-]+\.[\w-]+\.([\w-]{86})$/;

type InvalidVerdict = Extract<QuoteVerdict, { valid: false }>;

const refuse = (problem: QuoteProblem): InvalidVerdict => ({
  valid: false,
  problem,
  problems: [problem],
  notChecked: [],
});

interface Header {
  readonly alg: string;
  readonly typ: string;
  readonly kid: string;
}

/** The header as text and signature allow it, or the problem with it. No key is looked up before it is in order. */
function readHeader(quote: string): Header | QuoteProblem {
  const signature = quote.length <= MAX_QUOTE_LENGTH ? COMPACT_JWS.exec(quote)?.[1] : undefined;
  // The last character carries four spare bits that a lenient decoder drops: two spellings of one signature.
  if (signature === undefined || base64url.encode(base64url.decode(signature)) !== signature) return "malformed";
  const { alg, typ, kid, ...others } = decodeProtectedHeader(quote);
  if (typ !== QUOTE_TYP) return "wrong_type";
  if (alg !== QUOTE_ALG) return "wrong_algorithm";
  if (Object.keys(others).length > 0) return "forbidden_header";
  return typeof kid === "string" ? { alg, typ, kid } : "unknown_key";
}

async function readSigned(quote: string, header: Header, jwks: unknown): Promise<SignedQuote | QuoteProblem> {
  let found: Awaited<ReturnType<typeof findKey>>;
  try {
    found = await findKey(jwks, header.kid);
  } catch {
    return "keys_unavailable";
  }
  if (found === null) return "unknown_key";
  if (!isLowS(base64url.decode(quote.slice(-SIGNATURE_LENGTH)))) return "bad_signature";
  let payload: Uint8Array;
  try {
    ({ payload } = await compactVerify(quote, found.key, { algorithms: [QUOTE_ALG] }));
  } catch {
    return "bad_signature";
  }
  const claims = readClaims(JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload)));
  return claims === null ? "malformed" : { claims, key: found };
}

async function verify(quote: unknown, facts: ReadFacts): Promise<QuoteVerdict> {
  if (typeof quote !== "string") return refuse("malformed");
  const header = readHeader(quote);
  if (typeof header === "string") return refuse(header);
  const signed = await readSigned(quote, header, facts.jwks);
  if (typeof signed === "string") return refuse(signed);
  return judge(signed, facts);
}

/**
 * Whether `quote` was signed by the service for exactly this sale. Verify **before** charging, then charge
 * `claims.totalAmount`, with `claims.surchargeAmount` as its own figure.
 *
 * Every fact the quote carries must be given: one that was not is `not_checked`, and the quote not valid. `state`,
 * `shipTo`, `orderRef` and `surchargeTaxRate` need not be given when the quote has none; a rate of 0 is none. Places may
 * be written as the service itself accepts them: any case, `US-IL` for `IL`, and a state or province of the United States
 * or Canada by its English name.
 *
 * Never throws or rejects, whatever it is given.
 */
export async function verifyQuote(quote: string, facts: SaleFacts): Promise<QuoteVerdict> {
  try {
    return await verify(quote, readFacts(facts));
  } catch {
    // What a decoder throws at: bytes that are not the JSON or UTF-8 they claim to be.
    return refuse("malformed");
  }
}
