/**
 * The server's own question to the service, `POST /v1/server/lookup`. Whatever comes back, or does not, is one of three
 * things.
 */
import type { ReadFacts } from "../verify-facts.ts";
import { callService, type ServiceAccess } from "./call-service.ts";
import type { LookupProblem } from "./plan.ts";

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

/** Asks the service. Never throws or rejects. */
export async function askService(
  service: ServiceAccess,
  question: unknown,
  fetch: typeof globalThis.fetch,
): Promise<ServiceReply> {
  const call = { path: "/v1/server/lookup", body: question, reads: (status: number) => status === 200 };
  const response = await callService(service, call, fetch);
  if (response === null) return NO_ANSWER;
  const { status, body } = response;
  if (status === 200) return body === undefined ? NO_ANSWER : { kind: "body", body };
  const problem = REFUSALS[status];
  return problem === undefined ? NO_ANSWER : { kind: "refused", problem };
}
