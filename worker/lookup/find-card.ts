/** Finds out which card a subject is. The routes' one way to the gateway. */
import { type Attempt, lookUpCard, readVault, type Subject } from "../gateway/client.ts";
import { findGateway } from "../gateway/gateways.ts";
import { mergeFacts } from "../gateway/normalise.ts";
import type { CardFacts } from "../surcharge/facts.ts";
import type { FindCardRequest, FindCardResult } from "./finding.ts";

export interface LookupDeps {
  /** Where the development sandbox listens; read in a development build alone. */
  readonly sandboxOrigin: string | undefined;
}

/** One upstream call may take this long. */
const ATTEMPT_MS = 1_200;

/** Never throws; what goes wrong at the gateway is a `trouble`. */
export async function findCard(deps: LookupDeps, request: FindCardRequest): Promise<FindCardResult> {
  const { origin } = findGateway(request.gateway, deps.sandboxOrigin);
  const access = { origin, secretKey: request.secretKey, fetch: globalThis.fetch.bind(globalThis) };
  const firstSeenAt = Date.now();
  let subject: Subject = request.subject;
  let customerExempt = false;
  if (subject.kind === "customer") {
    const vault = await readVault(subject.customerId, access, AbortSignal.timeout(ATTEMPT_MS));
    if (vault.kind !== "found") return refuse(vault);
    const paymentMethodId = subject.paymentMethodId ?? vault.value.defaultPaymentMethodId;
    if (paymentMethodId === null) return { kind: "trouble", reason: "gateway_unavailable" };
    customerExempt = vault.value.exempt || vault.value.exemptPaymentMethodIds.includes(paymentMethodId);
    subject = { ...subject, paymentMethodId };
  }
  const attempts = await Promise.all(
    request.places.map((place) => lookUpCard(subject, place, access, AbortSignal.timeout(ATTEMPT_MS))),
  );
  let facts: CardFacts | null = null;
  for (const attempt of attempts) {
    if (attempt.kind !== "found") return refuse(attempt);
    facts = facts === null ? attempt.value : mergeFacts(facts, attempt.value);
  }
  if (facts === null) return { kind: "trouble", reason: "gateway_unavailable" };
  const paymentMethodId = subject.kind === "customer" ? (subject.paymentMethodId ?? null) : null;
  return { kind: "facts", facts: { ...facts, customerExempt }, firstSeenAt, paymentMethodId };
}

function refuse(attempt: Exclude<Attempt<unknown>, { kind: "found" }>): FindCardResult {
  if (attempt.kind === "rejected") return { kind: "token_rejected" };
  const timedOut = attempt.kind === "failed" && attempt.why === "timeout";
  return { kind: "trouble", reason: timedOut ? "gateway_timeout" : "gateway_unavailable" };
}
