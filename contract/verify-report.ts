/** What a verification ends with: the closed list of problems, the verdict, and the report that collects one. */
import type { QuoteClaims } from "./claims.ts";
import { FACT_NAMES, type FactName } from "./verify-facts.ts";

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
  /** No key of the set has this `kid`, or two have, or it is not one for ES256 signatures. */
  "unknown_key",
  /** Not one bit of a quote can be changed. */
  "bad_signature",
  /** Signed by a key out of the archive after it was retired. */
  "retired_key",
  /** Signed by a key that is no longer trusted at all, not even for refunds. */
  "revoked_key",
  /** Another service's quote. */
  "wrong_issuer",
  /** Another merchant's quote. */
  "wrong_merchant",
  /** A test quote in live, or a live one in test. */
  "wrong_env",
  /** Too old to charge by. Ask for a new one. */
  "expired",
  /** It would be good for longer than twenty minutes, or ends before it begins. */
  "life_too_long",
  /** Issued in the future: a clock is wrong. */
  "not_yet_valid",
  /** A quote for a BIN tells; it is never good for charging. */
  "informational_only",
  /** For another token or another saved card. */
  "wrong_subject",
  /** `sale` is not what merchant, token or saved card and order come to: it would be charged by a wrong key. */
  "wrong_sale",
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

/** Collects what is wrong with a signed quote; the report lists it in the order of the closed lists. */
export class QuoteReport {
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
