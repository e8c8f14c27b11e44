/**
 * The two requests of the element. Tokens travel in the body alone; cookies and the page's address are never sent. Each says
 * the element's version in its address, where it needs no preflight of its own and a service that does not ask ignores it.
 */

import type { LookupAnswer, Policy } from "../../contract/answers.ts";
import type { ElementReason } from "../../contract/lists.ts";
import { VERSION } from "../../contract/version.ts";
import { isRecord } from "../is-record.ts";
import { readAddress } from "./address.ts";
import type { Inputs, Sale } from "./inputs.ts";
import { readAnswer, readPolicy } from "./read-answer.ts";

/** `detail` is for the page's author, never for the shopper. */
export interface Failure {
  readonly reason: ElementReason;
  readonly detail: string;
  readonly challengeUrl?: string | undefined;
}

export interface LookupBody extends Sale {
  readonly token: string;
  readonly locale: string | undefined;
  readonly challenge: string | undefined;
  readonly ticket: string | undefined;
}

/** Rejects only when it was aborted. */
async function fetchJson<Answer>(
  address: string,
  read: (value: unknown) => Answer | null,
  signal: AbortSignal,
  request?: RequestInit,
): Promise<Answer | Failure> {
  try {
    const response = await fetch(address, {
      ...request,
      credentials: "omit",
      referrerPolicy: "origin",
      redirect: "error",
      signal,
    });
    const value: unknown = await response.json().catch(() => null);
    if (response.ok) return read(value) ?? { reason: "bad_answer", detail: "malformed, or not what was asked" };
    const { code, detail, challengeUrl } = isRecord(value) ? value : {};
    const page = challengeUrl ? readAddress(challengeUrl, address) : null;
    // A challenge is shown from the service's own origin, or not at all.
    const isOwn = page !== null && page.origin === new URL(address).origin;
    const reasons: Readonly<Record<number, ElementReason>> = { 422: "token_rejected", 429: "rate_limited" };
    return {
      reason: reasons[response.status] ?? (isOwn ? "challenge_needed" : "refused"),
      detail: [response.status, code, detail].join(" "),
      challengeUrl: isOwn ? page.href : undefined,
    };
  } catch {
    signal.throwIfAborted();
    return { reason: "offline", detail: "no connection, or origin not allowed" };
  }
}

/** Asks which card it is and whether a surcharge is due. @param mostRateBps what the policy knows of rates by then */
export function lookUp(
  endpoint: string,
  body: LookupBody,
  mostRateBps: (brand: string) => number | null,
  signal: AbortSignal,
): Promise<LookupAnswer | Failure> {
  const read = (value: unknown) => readAnswer(value, { baseAmount: null, ...body, mostRateBps });
  return fetchJson(`${endpoint}/v1/lookup?element=${VERSION}`, read, signal, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Where the policy for these inputs is, or null while merchant or endpoint is missing. */
export function policyAddress(
  { merchant, endpoint, billing, shipTo }: Inputs,
  locale: string | undefined,
): string | null {
  if (!merchant || !endpoint) return null;
  const wanted = {
    country: billing?.country,
    state: billing?.state,
    shipCountry: shipTo?.country,
    shipState: shipTo?.state,
    locale,
    element: VERSION,
  };
  const known = Object.entries(wanted).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return `${endpoint}/v1/merchants/${merchant}/policy?${new URLSearchParams(known)}`;
}

/** Asks what may be said before a card is known. */
export const fetchPolicy = (address: string, signal: AbortSignal): Promise<Policy | Failure> =>
  fetchJson(address, readPolicy, signal);
