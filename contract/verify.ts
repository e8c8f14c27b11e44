/**
 * Verifies a surcharge quote on a merchant's server, offline but for the service's public keys. Published as
 * `card-surcharge/verify`. Promises never to throw and never to return claims that were not signed.
 */
import { base64url, compactVerify, decodeProtectedHeader } from "jose";
import type { QuoteClaims } from "./claims.ts";
import { readClaims } from "./claims.ts";
import { MAX_QUOTE_LENGTH, QUOTE_ALG, QUOTE_TYP, REASON_OUTCOME } from "./lists.ts";
import { surchargeOn, surchargeTaxOn } from "./money.ts";
import { normalisePlace } from "./places.ts";
import { subjectHash } from "./subject.ts";
import type { FactName, ReadFacts, SaleFacts } from "./verify-facts.ts";
import { FACT_NAMES, readFacts } from "./verify-facts.ts";
import { findKey, isUnknownKey } from "./verify-keys.ts";

export type { QuoteClaims, QuotedPlace } from "./claims.ts";
export type { Refund, RefundProblem, RefundShare } from "./refund.ts";
export { REFUND_PROBLEMS, RefundError, refundShare } from "./refund.ts";
export { subjectHash } from "./subject.ts";
export type { FactName, PlaceFact, SaleFacts } from "./verify-facts.ts";

/** Why a quote is not good, in the order in which they are reported. Version 1 only ever adds to this list. */
export const QUOTE_PROBLEMS = [
  /** Not a compact JWS of ours, or its payload is not that of a quote. */
  "malformed",
  /** `typ` is not `surcharge-quote+jwt`. */
  "wrong_type",
  /** `alg` is not ES256. */
  "wrong_algorithm",
  /** The header has more than `alg`, `typ` and `kid`: a key of its own, say, or a pointer to one. */
  "forbidden_header",
  /** The keys could not be fetched, or are no key set. Try again; the quote may be good. */
  "keys_unavailable",
  /** No key of the set has this `kid`. */
  "unknown_key",
  /** Not one bit of a quote can be changed. */
  "bad_signature",
  /** Signed by a key out of the archive after it was retired. */
  "retired_key",
  /** Another merchant's quote. */
  "wrong_merchant",
  /** A test quote in live, or a live one in test. */
  "wrong_env",
  /** Too old to charge by. Ask for a new one. */
  "expired",
  /** Issued in the future: a clock is wrong. */
  "not_yet_valid",
  /** A quote for a BIN tells; it is never good for charging. */
  "informational_only",
  /** For another token or another saved card. */
  "wrong_subject",
  "wrong_amount",
  "wrong_currency",
  /** For another tax on the surcharge than the server's own. */
  "wrong_tax",
  /** For another billing or shipping place. */
  "wrong_place",
  "wrong_order",
  /** Outcome, reason, funding and disclosure do not go together. */
  "inconsistent_claims",
  /** Surcharge, its tax or the total is not what base amount and rates come to. */
  "inconsistent_amounts",
  /** A fact was not given or not in its form; `notChecked` names it. */
  "not_checked",
] as const;
export type QuoteProblem = (typeof QUOTE_PROBLEMS)[number];

export type QuoteVerdict =
  | { readonly valid: true; readonly claims: QuoteClaims }
  | {
      readonly valid: false;
      /** The first of `problems`. */
      readonly problem: QuoteProblem;
      readonly problems: readonly QuoteProblem[];
      /** With `not_checked`: the facts that were missing. */
      readonly notChecked: readonly FactName[];
      /** Only of a quote whose signature is good. */
      readonly claims?: QuoteClaims;
    };

/** How far the service's clock and the server's may be apart. */
const CLOCK_SKEW_SECONDS = 5;
/** For this long after a rotation some instances may still sign with the key that was retired. */
const RETIRED_KEY_GRACE_SECONDS = 3_600;
/** Three parts of base64url; an ES256 signature is 64 bytes, so 86 characters. */
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

interface Signed {
  readonly claims: QuoteClaims;
  readonly retiredAt: number | null;
}

async function readSigned(quote: string, header: Header, jwks: unknown): Promise<Signed | QuoteProblem> {
  let found: Awaited<ReturnType<typeof findKey>>;
  try {
    found = await findKey(jwks, { alg: header.alg, kid: header.kid });
  } catch (error) {
    return isUnknownKey(error) ? "unknown_key" : "keys_unavailable";
  }
  let payload: Uint8Array;
  try {
    ({ payload } = await compactVerify(quote, found.key, { algorithms: [QUOTE_ALG] }));
  } catch {
    return "bad_signature";
  }
  const claims = readClaims(JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload)));
  return claims === null ? "malformed" : { claims, retiredAt: found.retiredAt };
}

/** Collects what is wrong with a signed quote; the report lists it in the order of the closed lists. */
class QuoteReport {
  readonly #problems = new Set<QuoteProblem>();
  readonly #notChecked = new Set<FactName>();

  add(problem: QuoteProblem, isWrong: boolean): void {
    if (isWrong) this.#problems.add(problem);
  }

  missing(fact: FactName): void {
    this.#problems.add("not_checked");
    this.#notChecked.add(fact);
  }

  /** `problem` if the fact was given and is wrong; `not_checked` if it was not given. */
  compare<Value>(
    problem: QuoteProblem,
    fact: FactName,
    given: Value | undefined,
    isWrong: (given: Value) => boolean,
  ): void {
    if (given === undefined) this.missing(fact);
    else this.add(problem, isWrong(given));
  }

  verdict(claims: QuoteClaims): QuoteVerdict {
    const problems = QUOTE_PROBLEMS.filter((problem) => this.#problems.has(problem));
    const [problem] = problems;
    if (problem === undefined) return { valid: true, claims };
    const notChecked = FACT_NAMES.filter((fact) => this.#notChecked.has(fact));
    return { valid: false, problem, problems, notChecked, claims };
  }
}

function checkTime(report: QuoteReport, { claims, retiredAt }: Signed, { isRefund, now }: ReadFacts): void {
  if (now === undefined) return report.missing("now");
  const seconds = now / 1000;
  report.add("expired", !isRefund && seconds >= claims.exp + CLOCK_SKEW_SECONDS);
  report.add("not_yet_valid", seconds < claims.iat - CLOCK_SKEW_SECONDS);
  if (retiredAt === null) return;
  // A leaked old key can be made to sign any date, so an old date is worth something for refunds only.
  const usedAt = isRefund ? claims.iat : Math.max(claims.iat, seconds);
  report.add("retired_key", usedAt > retiredAt + RETIRED_KEY_GRACE_SECONDS);
}

async function checkSubject(report: QuoteReport, claims: QuoteClaims, { merchant, subject }: ReadFacts): Promise<void> {
  if (claims.subject.kind === "bin") return report.add("informational_only", true);
  if (subject === undefined) return report.missing("subject");
  if (merchant === undefined) return undefined;
  const [kind, ...ids] = subject;
  const hash =
    kind === "token"
      ? await subjectHash(kind, merchant, ids[0] ?? "")
      : await subjectHash(kind, merchant, ids[0] ?? "", ids[1] ?? "");
  return report.add("wrong_subject", kind !== claims.subject.kind || hash !== claims.subject.hash);
}

function checkTax(report: QuoteReport, claims: QuoteClaims, { surchargeTaxRate }: ReadFacts): void {
  if (surchargeTaxRate === undefined && claims.surchargeTaxRate === 0) return;
  report.compare("wrong_tax", "surchargeTaxRate", surchargeTaxRate, (given) => given !== claims.surchargeTaxRate);
}

function checkPlaces(report: QuoteReport, claims: QuoteClaims, { country, state, shipTo }: ReadFacts): void {
  report.compare("wrong_place", "country", country, (given) => {
    const place = normalisePlace({ country: given, state });
    if (place.state === null && claims.state !== null) report.missing("state");
    return place.country !== claims.country || (place.state !== null && place.state !== claims.state);
  });
  if (shipTo === undefined) {
    if (claims.shipTo !== undefined) report.missing("shipTo");
    return;
  }
  // A quote without a ship-to place is for goods that go to the billing place.
  const quoted = claims.shipTo ?? { country: claims.country, state: claims.state };
  const place = normalisePlace(shipTo);
  if (place.state === null && quoted.state !== null) report.missing("shipTo.state");
  report.add("wrong_place", place.country !== quoted.country || (place.state !== null && place.state !== quoted.state));
}

function checkOrder(report: QuoteReport, claims: QuoteClaims, { orderRef }: ReadFacts): void {
  if (orderRef === undefined && claims.orderRef === undefined) return;
  report.compare("wrong_order", "orderRef", orderRef, (given) => given !== claims.orderRef);
}

/** A quote that contradicts itself was not made by a sound service, however well it is signed. */
function checkConsistency(report: QuoteReport, claims: QuoteClaims): void {
  const { outcome, reason, funding, disclosure, rateBps } = claims;
  const { baseAmount, surchargeAmount, surchargeTaxRate, surchargeTaxAmount, totalAmount } = claims;
  const isSurcharge = outcome === "surcharge";
  const outcomeOfReason = Object.hasOwn(REASON_OUTCOME, reason) ? REASON_OUTCOME[reason] : outcome;
  const isCredit = funding === "credit" || funding === "charge";
  report.add(
    "inconsistent_claims",
    outcomeOfReason !== outcome || (isSurcharge && !isCredit) || isSurcharge !== (disclosure !== null),
  );
  const isRateRight = isSurcharge === rateBps > 0;
  const areAmountsRight =
    baseAmount === null
      ? surchargeAmount === null && surchargeTaxAmount === null && totalAmount === null
      : surchargeAmount === surchargeOn(baseAmount, rateBps) &&
        surchargeTaxAmount === surchargeTaxOn(surchargeAmount, surchargeTaxRate) &&
        totalAmount === baseAmount + surchargeAmount + surchargeTaxAmount &&
        isSurcharge === surchargeAmount > 0;
  report.add("inconsistent_amounts", !isRateRight || !areAmountsRight);
}

async function verify(quote: unknown, facts: ReadFacts): Promise<QuoteVerdict> {
  if (typeof quote !== "string") return refuse("malformed");
  const header = readHeader(quote);
  if (typeof header === "string") return refuse(header);
  const signed = await readSigned(quote, header, facts.jwks);
  if (typeof signed === "string") return refuse(signed);

  const { claims } = signed;
  const report = new QuoteReport();
  for (const fact of facts.unreadable) report.missing(fact);
  report.compare("wrong_merchant", "merchant", facts.merchant, (given) => given !== claims.aud);
  report.compare("wrong_env", "env", facts.env, (given) => given !== claims.env);
  checkTime(report, signed, facts);
  await checkSubject(report, claims, facts);
  report.compare("wrong_amount", "baseAmount", facts.baseAmount, (given) => given !== claims.baseAmount);
  report.compare("wrong_currency", "currency", facts.currency, (given) => {
    return given.trim().toUpperCase() !== claims.currency;
  });
  checkTax(report, claims, facts);
  checkPlaces(report, claims, facts);
  checkOrder(report, claims, facts);
  checkConsistency(report, claims);
  return report.verdict(claims);
}

/**
 * Whether `quote` was signed by the service for exactly this sale. Verify **before** charging, then charge
 * `claims.totalAmount`, with `claims.surchargeAmount` as its own figure.
 *
 * Every fact the quote carries must be given: one that was not is `not_checked`, and the quote not valid. `state`,
 * `shipTo`, `orderRef` and `surchargeTaxRate` need not be given when the quote has none; a rate of 0 is none. Places may be written as the service itself accepts
 * them: any case, `US-IL` for `IL`, and a state or province of the United States or Canada by its English name.
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
