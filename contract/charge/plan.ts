/**
 * What a merchant's server does with one payment: charge, show an offer, or refuse. The types, and the two tables that
 * lead there: by the verdict on the page's quote, and by what the service says when the server asks it. Pure.
 */
import type { LookupAnswer } from "../answers.ts";
import type { QuoteClaims } from "../claims.ts";
import type { QuoteProblem, QuoteVerdict } from "../verify-report.ts";

/** What can help after a refusal. */
export const ADVICES = [
  /** Show the shopper what it costs now: the page's next press on Pay brings a new quote. */
  "quote_again",
  /** The card has to be entered again, or another one. */
  "new_token",
  /** Nothing is wrong but the moment: the next press on Pay asks again. */
  "press_again",
  /** A person has to look: what the server was set up with, or gave, is wrong. */
  "fix_server",
] as const;
export type Advice = (typeof ADVICES)[number];

/** How the service refuses a server's question, by its own codes. */
export const LOOKUP_PROBLEMS = ["token_rejected", "rate_limited", "invalid_request"] as const;
export type LookupProblem = (typeof LOOKUP_PROBLEMS)[number];

/** Charge it. Amounts are minor units of `currency`. */
export interface PlannedCharge {
  readonly kind: "charge";
  /** The sale's UUID, the same however often it is tried; see `saleOf`. */
  readonly sale: string;
  /** A UUID: the gateway's `idempotency_key`. */
  readonly idempotencyKey: string;
  /** ISO 4217, upper case. */
  readonly currency: string;
  /** What the sale costs without the surcharge, sales tax on it included. */
  readonly baseAmount: number;
  /** What the shopper accepted to pay on top, 0 for nothing. */
  readonly surchargeAmount: number;
  /** The tax on the surcharge alone. */
  readonly surchargeTaxAmount: number;
  /** The sum of the three: what is charged. */
  readonly totalAmount: number;
  /** Basis points, 0 for no surcharge. */
  readonly rateBps: number;
  /** Of the verified quote that it is charged by; null where there is none. Keep both beside the order, for refunds. */
  readonly claims: QuoteClaims | null;
  readonly quote: string | null;
  /**
   * `quote`: by the quote that the page sent. `nothing_to_add`: no quote said it, but the service, asked by the server.
   * `service_down`: nobody could say whether a surcharge is due, so none is taken.
   */
  readonly why: "quote" | "nothing_to_add" | "service_down";
}

/** Do not charge: show `offerHtml(answer)`. Once accepted, its quote comes back with the form. */
export interface PlannedOffer {
  readonly kind: "offer";
  readonly answer: LookupAnswer;
  /** The answer's quote, verified, and its claims. */
  readonly quote: string;
  readonly claims: QuoteClaims;
}

/** Do not charge. */
export interface PlannedRefusal {
  readonly kind: "refuse";
  readonly problem: QuoteProblem | LookupProblem;
  /** All that is wrong with the quote, where it is the quote. */
  readonly problems?: readonly QuoteProblem[];
  /** With `not_checked`: what was not given, or not in its form. */
  readonly notChecked?: readonly string[];
  readonly advice: Advice;
}

export type ChargePlan = PlannedCharge | PlannedOffer | PlannedRefusal;

/** What the service said to the server. `answer`: one whose quote was verified and says what the answer shows. */
export type Asked =
  | { readonly kind: "answer"; readonly answer: LookupAnswer; readonly claims: QuoteClaims }
  | { readonly kind: "refused"; readonly problem: LookupProblem }
  | { readonly kind: "no_answer" };

/** A quote that is good for this sale, and what it says. */
export interface GoodQuote {
  readonly quote: string;
  readonly claims: QuoteClaims;
}

/** Only the service can tell. `known`: the page's quote, where it is good and says that nothing is known. */
export interface AskStep {
  readonly kind: "ask";
  readonly known: GoodQuote | null;
}

/** A plan without sums and keys; `by`: the quote to charge by, null for the base amount alone. */
export type Step =
  | { readonly kind: "charge"; readonly why: PlannedCharge["why"]; readonly by: GoodQuote | null }
  | PlannedOffer
  | PlannedRefusal;

/** The service had no time or no answer when the page asked: its quote proves nothing but that. */
const WANT_OF_AN_ANSWER: ReadonlySet<string> = new Set(["gateway_unavailable", "gateway_timeout", "service_limited"]);

/** What helps where the quote is refused. `fix_server`: what no honest page can cause. */
const ADVICE_ON_QUOTE: Readonly<Record<Exclude<QuoteProblem, "keys_unavailable">, Advice>> = {
  malformed: "quote_again",
  wrong_type: "quote_again",
  wrong_algorithm: "quote_again",
  forbidden_header: "quote_again",
  unknown_key: "quote_again",
  bad_signature: "quote_again",
  retired_key: "quote_again",
  revoked_key: "quote_again",
  wrong_issuer: "fix_server",
  wrong_merchant: "fix_server",
  wrong_env: "fix_server",
  expired: "quote_again",
  life_too_long: "fix_server",
  not_yet_valid: "fix_server",
  informational_only: "fix_server",
  wrong_subject: "quote_again",
  wrong_sale: "quote_again",
  wrong_amount: "quote_again",
  wrong_currency: "quote_again",
  wrong_tax: "quote_again",
  wrong_place: "quote_again",
  wrong_order: "quote_again",
  inconsistent_claims: "fix_server",
  inconsistent_amounts: "fix_server",
  not_checked: "fix_server",
};

type InvalidVerdict = Extract<QuoteVerdict, { valid: false }>;

function stepByProblem({ problem, problems, notChecked }: InvalidVerdict, isToken: boolean): Step {
  if (problem === "keys_unavailable") return { kind: "charge", why: "service_down", by: null };
  // A token and its quote end together; the quote of a saved card ends alone.
  const advice = problem === "expired" && isToken ? "new_token" : ADVICE_ON_QUOTE[problem];
  const refusal = { kind: "refuse", problem, problems, advice } as const;
  return problem === "not_checked" ? { ...refusal, notChecked } : refusal;
}

/**
 * By the page's quote.
 *
 * | verdict | step |
 * | --- | --- |
 * | null: there is no quote | ask |
 * | valid, for want of an answer | ask |
 * | valid | charge by it |
 * | `keys_unavailable` | charge the base amount: nobody can tell what the quote is worth |
 * | any other problem | refuse |
 *
 * @param isToken true where a token is paid with, false for a saved card
 */
export function stepByQuote(quote: string, verdict: QuoteVerdict | null, isToken: boolean): AskStep | Step {
  if (verdict === null) return { kind: "ask", known: null };
  if (verdict.valid) {
    const by = { quote, claims: verdict.claims };
    const isUnanswered = WANT_OF_AN_ANSWER.has(by.claims.reason);
    return isUnanswered ? { kind: "ask", known: by } : { kind: "charge", why: "quote", by };
  }
  return stepByProblem(verdict, isToken);
}

const ADVICE_ON: Readonly<Record<LookupProblem, Advice>> = {
  token_rejected: "new_token",
  // Asked too often is not down: who asks often enough would pay without the surcharge.
  rate_limited: "press_again",
  invalid_request: "fix_server",
};

/**
 * By what the service says to the server.
 *
 * | asked | step |
 * | --- | --- |
 * | an answer that says `surcharge` | offer: the shopper has not been shown it |
 * | an answer that says `none` or `unknown` | charge the base amount |
 * | `token_rejected`, `rate_limited`, `invalid_request` | refuse |
 * | no answer | charge the base amount |
 */
export function stepByAnswer(asked: Asked, known: GoodQuote | null): Step {
  if (asked.kind === "no_answer") return { kind: "charge", why: "service_down", by: known };
  if (asked.kind === "refused") return { kind: "refuse", problem: asked.problem, advice: ADVICE_ON[asked.problem] };
  const { answer, claims } = asked;
  const { quote } = answer;
  return claims.outcome === "surcharge"
    ? { kind: "offer", answer, quote, claims }
    : { kind: "charge", why: "nothing_to_add", by: { quote, claims } };
}
