/** Verifies the quotes of the traffic, all or a share of them, with the check that is published to merchants' servers. */
import type { JSONWebKeySet } from "jose";
import { verifyQuote } from "../../contract/verify.ts";
import { expectedOf, factsOf, RIGHT, type Sale, type Verdict, wrong } from "./checks.ts";
import type { Random } from "./random.ts";

interface QuoteCheckOptions {
  readonly random: Random;
  readonly jwks: JSONWebKeySet;
  readonly issuer: string;
  readonly verifyShare: number;
}

export interface QuoteChecks {
  /** Verifies the quote where it is drawn for it. */
  sampled(quote: string, sale: Sale): Verdict | Promise<Verdict>;
  /** How many were verified. */
  verified(): number;
}

export function quoteChecks({ random, jwks, issuer, verifyShare }: QuoteCheckOptions): QuoteChecks {
  let verified = 0;
  return {
    async sampled(quote, sale) {
      if (random.next() >= verifyShare) return RIGHT;
      verified += 1;
      const verdict = await verifyQuote(quote, { ...factsOf(sale), jwks, iss: issuer });
      if (!verdict.valid) return wrong(`the quote does not verify: ${verdict.problems.join(", ")}`);
      const { outcome, reason } = expectedOf(sale);
      const { claims } = verdict;
      return claims.outcome === outcome && claims.reason === reason
        ? RIGHT
        : wrong(`the quote says ${claims.outcome}/${claims.reason} in place of ${outcome}/${reason}`);
    },
    verified: () => verified,
  };
}
