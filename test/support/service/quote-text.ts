/** A quote that says what an answer says, signed by nobody: the element reads quotes, a merchant's server verifies them. */
import type { LookupAnswer } from "../../../contract/lookup.ts";

const LIFE_SECONDS = 120;

const encoded = (value: unknown) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value))))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

/** @param jti tells one quote about the same from another */
export function quoteFor({ outcome, reason, card, surcharge }: Omit<LookupAnswer, "quote">, jti = "1"): string {
  const { currencyDigits: _, ...amounts } = surcharge;
  const claims = {
    iss: "https://service.example",
    aud: "mch_demo",
    iat: 1_800_000_000,
    exp: 1_800_000_000 + LIFE_SECONDS,
    jti,
    sale: "5a1e0000-0000-8000-8000-000000000001",
    outcome,
    reason,
    brand: card?.brand ?? "unknown",
    funding: card?.funding ?? "unknown",
    ...amounts,
  };
  return `${encoded({ alg: "ES256" })}.${encoded(claims)}.${encoded("signature")}`;
}

/** The answer with a quote that says the same. */
export const quoted = <Answer extends Omit<LookupAnswer, "quote">>(answer: Answer, jti?: string) => ({
  ...answer,
  quote: quoteFor(answer, jti),
});
