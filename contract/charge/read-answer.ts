/**
 * Whether what the service answered is an answer: in its form, with a quote that is good for this sale, and showing
 * what that quote says. Anything else is no answer, for nobody may be asked to pay what cannot be proven.
 */
import { base64url } from "jose";
import type { LookupAnswer } from "../answers.ts";
import type { QuoteClaims } from "../claims.ts";

const MAX_CURRENCY_DIGITS = 4;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The members that are used here and shown by `offerHtml`; the rest is the page's business. */
export function readAnswer(body: unknown): LookupAnswer | null {
  const answer = isRecord(body) ? body["answer"] : undefined;
  if (!isRecord(answer)) return null;
  const { message, disclosure, quote, surcharge } = answer;
  const digits = isRecord(surcharge) ? surcharge["currencyDigits"] : undefined;
  const isInForm =
    typeof message === "string" &&
    (disclosure === null || typeof disclosure === "string") &&
    typeof quote === "string" &&
    Number.isInteger(digits) &&
    (digits as number) >= 0 &&
    (digits as number) <= MAX_CURRENCY_DIGITS;
  return isInForm ? (answer as unknown as LookupAnswer) : null;
}

/** What an answer shows of the money; a quote has the same under the same names. */
const SHOWN = [
  "rateBps",
  "baseAmount",
  "surchargeAmount",
  "surchargeTaxAmount",
  "totalAmount",
  "currency",
] as const satisfies (keyof LookupAnswer["surcharge"] & keyof QuoteClaims)[];

async function isDisclosed(text: string | null, claims: QuoteClaims): Promise<boolean> {
  if (text === null || claims.disclosure === null) return text === claims.disclosure;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return base64url.encode(new Uint8Array(digest)) === claims.disclosure.sha256;
}

/** True when the answer shows exactly what its quote proves. */
export async function showsItsQuote(answer: LookupAnswer, claims: QuoteClaims): Promise<boolean> {
  const { outcome, surcharge, disclosure } = answer;
  const isMoneyRight = SHOWN.every((name) => surcharge[name] === claims[name]);
  return outcome === claims.outcome && isMoneyRight && (await isDisclosed(disclosure, claims));
}
