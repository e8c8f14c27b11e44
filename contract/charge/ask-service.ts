/**
 * The server's own question to the service, `POST /v1/server/lookup`. Whatever comes back, or does not, is one of three
 * things; nothing it does can hold the server longer than three seconds, fill its memory or send it elsewhere.
 */
import { readCapped } from "../capped-text.ts";
import { USER_AGENT } from "../user-agent.ts";
import type { ReadFacts } from "../verify-facts.ts";
import type { LookupProblem } from "./plan.ts";

const TIME_LIMIT_MS = 3_000;
/** An answer is about 3 KiB. */
const MAX_ANSWER_BYTES = 65_536;

/** How to reach the service. */
export interface ServiceAccess {
  /** Where the service listens, such as `https://surcharge.example.com`; `http` on loopback only. */
  readonly origin: string;
  /** The merchant's server key, `sk_...`. */
  readonly serverKey: string;
}

/** `body`: what a 200 brought, parsed and not looked at. */
export type ServiceReply =
  | { readonly kind: "body"; readonly body: unknown }
  | { readonly kind: "refused"; readonly problem: LookupProblem }
  | { readonly kind: "no_answer" };

const NO_ANSWER: ServiceReply = { kind: "no_answer" };

/** 401, 404, 500 and the rest are no answer to the question: the sale goes on without a surcharge. */
const REFUSALS: Readonly<Record<number, LookupProblem>> = {
  400: "invalid_request",
  422: "token_rejected",
  429: "rate_limited",
};

const withoutGaps = (record: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined && value !== null));

/** The body of the question about this sale: what the server knows, and nothing that a page said. */
export function lookupRequest(facts: ReadFacts, locale: string | undefined): Record<string, unknown> {
  const { merchant, subject, country, state, shipTo, baseAmount, currency, surchargeTaxRate, orderRef } = facts;
  const [kind, ...ids] = subject ?? [];
  const asked = kind === "token" ? { token: ids[0] } : { customerId: ids[0], paymentMethodId: ids[1] };
  return withoutGaps({
    merchant,
    ...asked,
    country,
    state,
    shipTo: shipTo === undefined ? undefined : withoutGaps({ ...shipTo }),
    baseAmount,
    currency,
    surchargeTaxRate,
    orderRef,
    locale,
  });
}

async function exchange(
  service: ServiceAccess,
  question: unknown,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<ServiceReply> {
  const response = await fetch(new URL("/v1/server/lookup", service.origin).href, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Authorization: `Bearer ${service.serverKey}`,
      "User-Agent": USER_AGENT,
    },
    body: JSON.stringify(question),
    // Followed, a redirect would take the key along.
    redirect: "manual",
    signal,
  });
  if (response.status === 200) {
    const body: unknown = JSON.parse(await readCapped(response, MAX_ANSWER_BYTES));
    return { kind: "body", body };
  }
  await response.body?.cancel();
  const problem = REFUSALS[response.status];
  return problem === undefined ? NO_ANSWER : { kind: "refused", problem };
}

/** Asks the service. Never throws or rejects. */
export async function askService(
  service: ServiceAccess,
  question: unknown,
  fetch: typeof globalThis.fetch,
): Promise<ServiceReply> {
  const signal = AbortSignal.timeout(TIME_LIMIT_MS);
  // A fetch that was passed in may not heed the signal.
  const late = new Promise<ServiceReply>((resolve) => {
    signal.addEventListener("abort", () => resolve(NO_ANSWER), { once: true });
  });
  return Promise.race([exchange(service, question, fetch, signal).catch(() => NO_ANSWER), late]);
}
