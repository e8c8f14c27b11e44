/**
 * What a signed quote is held against: the time, the facts of the sale, and itself. Each check adds its problems to the
 * report, and none ends the verification: a server is told everything that is wrong at once.
 */
import type { QuoteClaims } from "./claims.ts";
import { REASON_OUTCOME } from "./lists.ts";
import { surchargeOn, surchargeTaxOn } from "./money.ts";
import { normalisePlace } from "./places.ts";
import { normaliseCode } from "./plain-checks.ts";
import { saleOf } from "./sale.ts";
import { subjectHash } from "./subject.ts";
import type { ReadFacts } from "./verify-facts.ts";
import type { SetKey } from "./verify-jwk.ts";
import { QuoteReport, type QuoteVerdict } from "./verify-report.ts";

/** No quote lives longer than 15 minutes. One that does was not made by a sound service, or not by it at all. */
const LONGEST_LIFE_SECONDS = 1_200;
/** How far the service's clock and the server's may be apart. */
const CLOCK_SKEW_SECONDS = 5;
/** For this long after a rotation some instances may still sign with the key that was retired. */
const RETIRED_KEY_GRACE_SECONDS = 3_600;

type Subject = NonNullable<ReadFacts["subject"]>;

/** A quote whose signature is good, and the key it is good by. */
export interface SignedQuote {
  readonly claims: QuoteClaims;
  readonly key: Pick<SetKey, "retiredAt" | "isRevoked">;
}

function checkTime(report: QuoteReport, { claims }: SignedQuote, { isRefund, now }: ReadFacts): void {
  const life = claims.exp - claims.iat;
  report.add("life_too_long", !isRefund && (life < 0 || life > LONGEST_LIFE_SECONDS));
  if (now === undefined) return report.missing("now");
  const seconds = now / 1000;
  report.add("expired", !isRefund && seconds >= claims.exp + CLOCK_SKEW_SECONDS);
  report.add("not_yet_valid", seconds < claims.iat - CLOCK_SKEW_SECONDS);
}

function checkKey(report: QuoteReport, { claims, key }: SignedQuote, { isRefund, now }: ReadFacts): void {
  report.add("revoked_key", key.isRevoked);
  if (key.isRevoked || key.retiredAt === null || now === undefined) return;
  // A leaked old key can be made to sign any date, so an old date is worth something for refunds only.
  const usedAt = isRefund ? claims.iat : Math.max(claims.iat, now / 1000);
  report.add("retired_key", usedAt > key.retiredAt + RETIRED_KEY_GRACE_SECONDS);
}

async function checkSubject(report: QuoteReport, claims: QuoteClaims, { merchant, subject }: ReadFacts): Promise<void> {
  if (claims.subject.kind === "bin") return report.add("informational_only", true);
  if (subject === undefined) return report.missing("subject");
  if (merchant === undefined) return undefined;
  const hash =
    subject[0] === "token"
      ? await subjectHash("token", merchant, subject[1])
      : await subjectHash("customer", merchant, subject[1], subject[2]);
  const isSubjectRight = subject[0] === claims.subject.kind && hash === claims.subject.hash;
  report.add("wrong_subject", !isSubjectRight);
  if (isSubjectRight) report.add("wrong_sale", !(await isSaleRight(claims, merchant, subject)));
}

/** A saved card without an order is a sale of its own each time it is asked about; there is nothing to recompute. */
async function isSaleRight({ sale, orderRef }: QuoteClaims, merchant: string, subject: Subject): Promise<boolean> {
  if (subject[0] === "token") return sale === (await saleOf(merchant, { token: subject[1] }));
  const [, customerId, paymentMethodId] = subject;
  return orderRef === undefined || sale === (await saleOf(merchant, { customerId, paymentMethodId, orderRef }));
}

function checkTax(report: QuoteReport, claims: QuoteClaims, { surchargeTaxRate }: ReadFacts): void {
  if (surchargeTaxRate === undefined && claims.surchargeTaxRate === 0) return;
  report.compare("wrong_tax", "surchargeTaxRate", surchargeTaxRate, (given) => given !== claims.surchargeTaxRate);
}

function checkPlaces(report: QuoteReport, claims: QuoteClaims, { country, state, shipTo }: ReadFacts): void {
  report.compare("wrong_place", "country", country, (given) => {
    const place = normalisePlace({ country: given, state });
    if (place.country === claims.country && place.state === null && claims.state !== null) report.missing("state");
    return place.country !== claims.country || (place.state !== null && place.state !== claims.state);
  });
  if (shipTo === undefined) {
    if (claims.shipTo !== undefined) report.missing("shipTo");
    return;
  }
  // A quote without a ship-to place is for goods that go to the billing place.
  const quoted = claims.shipTo ?? { country: claims.country, state: claims.state };
  const place = normalisePlace(shipTo);
  if (place.country === quoted.country && place.state === null && quoted.state !== null) report.missing("shipTo.state");
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

/** Holds a signed quote against the facts. */
export async function judge(signed: SignedQuote, facts: ReadFacts): Promise<QuoteVerdict> {
  const { claims } = signed;
  const report = new QuoteReport();
  for (const fact of facts.unreadable) report.missing(fact);
  report.add("wrong_issuer", facts.issuer !== undefined && facts.issuer !== claims.iss);
  report.compare("wrong_merchant", "merchant", facts.merchant, (given) => given !== claims.aud);
  report.compare("wrong_env", "env", facts.env, (given) => given !== claims.env);
  checkKey(report, signed, facts);
  checkTime(report, signed, facts);
  await checkSubject(report, claims, facts);
  report.compare("wrong_amount", "baseAmount", facts.baseAmount, (given) => given !== claims.baseAmount);
  report.compare("wrong_currency", "currency", facts.currency, (given) => {
    return normaliseCode(given) !== claims.currency;
  });
  checkTax(report, claims, facts);
  checkPlaces(report, claims, facts);
  checkOrder(report, claims, facts);
  checkConsistency(report, claims);
  return report.verdict(claims);
}
