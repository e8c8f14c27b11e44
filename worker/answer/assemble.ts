/**
 * From a finding to the signed answer: house card, decision, words, quote. The browser's lookup and the server's differ in
 * what may be asked; what is answered is made here for both.
 */
import type { CardView, LookupAnswer } from "../../contract/lookup.ts";
import { type CompiledProgramme, matchHouseCard } from "../card-program/match.ts";
import type { Merchant } from "../merchants/schema.ts";
import type { QuoteKeys } from "../quote/keys.ts";
import { type QuoteSubject, quoteClaims, signQuote } from "../quote/sign.ts";
import type { RuleBook } from "../rules/book.ts";
import { rulesNow } from "../rules/clock.ts";
import { type Shadow, shadowOf } from "../rules/shadow.ts";
import { type DecideInput, decide, type SurchargeDecision } from "../surcharge/decide.ts";
import type { CardFacts, CardFinding } from "../surcharge/facts.ts";
import { BRAND_NAMES } from "../texts/brands.ts";
import { wordAnswer } from "../texts/index.ts";
import type { SaleAsked, SalePlaces } from "./sale.ts";

export interface AnswerInput {
  readonly merchant: Merchant;
  readonly sale: SaleAsked;
  readonly places: SalePlaces;
  readonly finding: CardFinding;
  /** For the page's next question; null where there is none. */
  readonly ticket: string | null;
  readonly subject: QuoteSubject;
  /** The card's leading digits, as many as anybody knows; null when nobody does. */
  readonly bin: string | null;
  readonly cardPrograms: readonly CompiledProgramme[];
  readonly rules: RuleBook;
  /** A book that is decided by beside it, and only compared; null: none is. */
  readonly candidate: RuleBook | null;
  /** When the subject was first seen, milliseconds since 1970; a token's quote ends 120 s after that. */
  readonly firstSeenAt: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The service's own origin. */
  readonly issuer: string;
  readonly keys: QuoteKeys;
  readonly requestId: string;
}

export interface AssembledAnswer {
  readonly answer: LookupAnswer;
  /** What the candidate would have changed; null where there is none. */
  readonly shadow: Shadow | null;
}

/** The public answer to a finding. Refusals are signed too. */
export async function assembleAnswer(input: AnswerInput): Promise<AssembledAnswer> {
  const { merchant, sale, finding, subject, now } = input;
  const facts = finding.kind === "facts" ? finding.facts : null;
  const at = rulesNow(now);
  const asked: DecideInput = {
    finding,
    houseCard: matchHouseCard(input.bin, input.cardPrograms),
    programme: merchant,
    ...input.places,
    baseAmount: sale.baseAmount ?? null,
    currency: sale.currency ?? merchant.currency,
    surchargeTaxRate: sale.surchargeTaxRate ?? 0,
    isWaived: sale.waive === true,
    at,
    rules: input.rules,
  };
  const decision = decide(asked);
  const { message, disclosure, locale, version } = wordAnswer(decision, merchant, sale.locale, at);
  const claims = await quoteClaims({
    issuer: input.issuer,
    merchant: merchant.id,
    mode: merchant.mode,
    subject,
    decision,
    orderRef: sale.orderRef,
    disclosure: disclosure === null ? null : { text: disclosure, locale, version },
    now,
    firstSeenAt: input.firstSeenAt,
  });
  const { outcome, reason, rateBps, baseAmount, surchargeAmount, totalAmount, currency, currencyDigits } = decision;
  const { surchargeTaxRate, surchargeTaxAmount } = decision;
  const answer: LookupAnswer = {
    outcome,
    reason,
    card: facts === null ? null : cardView(facts, decision),
    surcharge: {
      rateBps,
      baseAmount,
      surchargeAmount,
      surchargeTaxRate,
      surchargeTaxAmount,
      totalAmount,
      currency,
      currencyDigits,
    },
    message,
    disclosure,
    quote: await signQuote({ claims, keys: input.keys }),
    ticket: input.ticket,
    expiresInSeconds: claims.exp - claims.iat,
    requestId: input.requestId,
  };
  return { answer, shadow: input.candidate === null ? null : shadowOf(decision, asked, input.candidate) };
}

/** What a page may know of a card: no BIN and no issuer. */
function cardView({ level, country }: CardFacts, { brand, funding }: SurchargeDecision): CardView {
  return { brand, brandName: BRAND_NAMES[brand], funding, level, country };
}
