/** The quote that something is reported about: the service's own, of this merchant, whatever its age. */
import type { QuoteClaims } from "../../../contract/claims.ts";
import { type QuoteProblem, type SaleFacts, verifyQuote } from "../../../contract/verify.ts";
import type { QuoteKeys } from "../../quote/keys.ts";

/** What the merchant is told, by what is wrong. What is not here cannot be: it is about facts that are not asked for. */
const WORDS: Partial<Record<QuoteProblem, string>> = {
  malformed: "is not a quote",
  wrong_type: "is not a quote: its type is another",
  wrong_algorithm: "is not a quote of this service: it is signed by another algorithm",
  forbidden_header: "is not a quote of this service: its header has more than a quote's",
  unknown_key: "is not a quote of this service: no key of it signed this",
  bad_signature: "has a broken signature: it was changed, or not signed by this service",
  retired_key: "was signed by a key after that was retired",
  revoked_key: "was signed by a key that was revoked",
  wrong_merchant: "is another merchant's",
  not_yet_valid: "was issued in the future",
  informational_only: "is one for a BIN, which is never charged by",
  wrong_sale: "contradicts itself",
  inconsistent_claims: "contradicts itself",
  inconsistent_amounts: "contradicts itself",
};

/**
 * The claims of a quote that a merchant may report about, or why it is none as a sentence.
 *
 * The facts of the sale are not asked for: they were checked before it was charged.
 */
export async function readReportedQuote(
  quote: string,
  { jwks, merchant }: { readonly jwks: QuoteKeys["jwks"]; readonly merchant: string },
): Promise<QuoteClaims | string> {
  const verdict = await verifyQuote(quote, { jwks, merchant, purpose: "refund" } as unknown as SaleFacts);
  if (verdict.valid) return verdict.claims;
  const problem = verdict.problems.find((each) => each !== "not_checked" && each !== "wrong_env");
  if (problem === undefined && verdict.claims !== undefined) return verdict.claims;
  return `The quote ${WORDS[problem ?? "malformed"] ?? "is not valid"} (${problem ?? "malformed"}).`;
}
