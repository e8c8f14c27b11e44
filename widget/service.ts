/** The two requests of the element. Tokens travel in the body alone; cookies and the page's address are never sent. */
import type { ElementReason } from "../contract/lists.ts";
import type { LookupAnswer } from "../contract/lookup.ts";
import type { Policy } from "../contract/policy.ts";
import { readAnswer, readPolicy, readProblem } from "./answer.ts";
import type { Inputs, Sale } from "./inputs.ts";

/** `detail` is for the page's author, never for the shopper. */
export interface Failure {
  readonly reason: ElementReason;
  readonly detail: string;
  readonly challengeUrl?: string;
}

export interface LookupBody extends Sale {
  readonly token: string;
  readonly locale?: string;
  readonly challenge?: string;
}

const PLAIN = { credentials: "omit", redirect: "error", referrerPolicy: "strict-origin-when-cross-origin" } as const;

const failure = (reason: ElementReason, detail: string): Failure => ({ reason, detail });

/** The failure that a refusal of the service stands for. */
async function refusal(response: Response, endpoint: string): Promise<Failure> {
  const { code, detail, challengeUrl } = readProblem(await response.json().catch(() => null));
  const text = `${response.status} ${code} ${detail}`.trim();
  if (response.status === 429) return failure("rate_limited", text);
  if (response.status === 422) return failure("token_rejected", text);
  if (challengeUrl !== null && isOwn(challengeUrl, endpoint))
    return { ...failure("challenge_needed", text), challengeUrl: new URL(challengeUrl, endpoint).href };
  return failure("refused", text);
}

/** A challenge may be shown only from the service's own origin. */
function isOwn(address: string, endpoint: string): boolean {
  try {
    return new URL(address, endpoint).origin === new URL(endpoint).origin;
  } catch {
    return false;
  }
}

/** Asks which card it is and whether a surcharge is due. Rejects only when it was aborted. */
export async function lookUp(endpoint: string, body: LookupBody, signal: AbortSignal): Promise<LookupAnswer | Failure> {
  try {
    const response = await fetch(`${endpoint}/v1/lookup`, {
      ...PLAIN,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal,
    });
    if (!response.ok) return await refusal(response, endpoint);
    const answer = readAnswer(await response.json().catch(() => null));
    const isAsked =
      answer !== null &&
      answer.surcharge.baseAmount === (body.baseAmount ?? null) &&
      (body.currency === undefined || answer.surcharge.currency === body.currency);
    return isAsked ? answer : failure("bad_answer", "the service's answer is malformed or answers another question");
  } catch {
    signal.throwIfAborted();
    return failure("offline", "the service could not be reached, or this page's origin is not one of the merchant's");
  }
}

/** Where the policy for these inputs is, or null while merchant or endpoint is missing. */
export function policyAddress(inputs: Inputs, locale: string | null): string | null {
  const { merchant, endpoint, billing, shipTo } = inputs;
  if (merchant === null || endpoint === null) return null;
  const query = new URLSearchParams();
  const add = (key: string, value: string | null | undefined) => value && query.set(key, value);
  add("country", billing?.country);
  add("state", billing?.state);
  add("shipCountry", shipTo?.country);
  add("shipState", shipTo?.state);
  add("locale", locale);
  return `${endpoint}/v1/merchants/${encodeURIComponent(merchant)}/policy?${query}`.replace(/\?$/, "");
}

/** Asks what may be said before a card is known. Rejects only when it was aborted. */
export async function fetchPolicy(address: string, signal: AbortSignal): Promise<Policy | Failure> {
  try {
    const response = await fetch(address, { ...PLAIN, signal });
    if (!response.ok) return await refusal(response, address);
    return readPolicy(await response.json().catch(() => null)) ?? failure("bad_answer", "the policy is malformed");
  } catch {
    signal.throwIfAborted();
    return failure("offline", "the service could not be reached, or this page's origin is not one of the merchant's");
  }
}
