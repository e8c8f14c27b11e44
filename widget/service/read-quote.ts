/**
 * What a quote says. Nothing is verified here: that is the merchant's server's part, which has the keys. But what is shown
 * to a shopper is what that server will read, and nothing else.
 */
import type { LookupAnswer } from "../../contract/answers.ts";
import { isRecord } from "../is-record.ts";

/** The longest that a quote lives, in seconds. */
const MAX_LIFE = 1_200;

/** The claims of a quote, or null when it is none. */
function claimsOf(quote: string): Readonly<Record<string, unknown>> | null {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(quote)?.[1];
  try {
    // What is compared is ASCII: letters beyond it need not be read.
    const claims: unknown = JSON.parse(atob((payload ?? "").replaceAll("-", "+").replaceAll("_", "/")));
    return isRecord(claims) ? claims : null;
  } catch {
    return null;
  }
}

/** True when the quote of an answer says what the answer says. @param merchant whose it must be, where that is known */
export function isQuoted(answer: LookupAnswer, merchant: string | undefined): boolean {
  const { outcome, reason, card, surcharge, quote, expiresInSeconds } = answer;
  const claims = claimsOf(quote);
  if (claims === null) return false;
  const { currencyDigits: _, ...amounts } = surcharge;
  const shown = {
    outcome,
    reason,
    ...amounts,
    ...(card && { brand: card.brand, funding: card.funding }),
    ...(merchant && { aud: merchant }),
  };
  const life = Number(claims["exp"]) - Number(claims["iat"]);
  return (
    Object.entries(shown).every(([name, value]) => claims[name] === value) &&
    expiresInSeconds <= life &&
    life <= MAX_LIFE
  );
}
