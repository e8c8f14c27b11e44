/**
 * The gateway's BIN Lookup and, for saved cards, its vault: one attempt each, no retries, no memory. Upstream bodies
 * are built here from an allowlist of fields; nothing a caller sends is passed through. Needs the secret key; never
 * puts it, or a token, anywhere but in the request to the gateway named.
 */
import { isCountry } from "../../contract/countries.ts";
import type { Place } from "../../contract/places.ts";
import { isSubdivision } from "../../contract/subdivisions.ts";
import { USER_AGENT } from "../../contract/user-agent.ts";
import type { CardFacts } from "../surcharge/facts.ts";
import { type CallResult, callGateway } from "./call.ts";
import { normaliseCard } from "./normalise.ts";
import { type RawCustomer, readCard, readCustomer } from "./schema.ts";

/** What a lookup is about. A BIN has 6 to 11 digits here. */
export type Subject =
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "bin"; readonly bin: string }
  | { readonly kind: "customer"; readonly customerId: string; readonly paymentMethodId?: string | undefined };

/** The trace that a call is part of, in the headers of W3C Trace Context. */
export interface TraceHeaders {
  readonly traceparent: string;
  readonly tracestate?: string | undefined;
}

export interface GatewayAccess {
  readonly origin: string;
  readonly secretKey: string;
  /** Undefined: none is told. */
  readonly trace?: TraceHeaders | undefined;
  readonly fetch: typeof fetch;
}

/** The outcome of one attempt. `unusable` is an answer that says it is none: the gateway works, but not for this call. */
export type Attempt<T> =
  | { readonly kind: "found"; readonly value: T; readonly correlationId: string | null }
  | { readonly kind: "unusable"; readonly correlationId: string | null }
  | Exclude<CallResult, { kind: "answer" }>;

const LOOKUP_PATH = "/api/lookup/bin/protected";
const VAULT_PATH = "/api/vault";

const LOOKUP_LIMIT_BYTES = 16 * 1024;
/** A vault record lists every address and payment method of the customer. */
const VAULT_LIMIT_BYTES = 256 * 1024;

/** Asks which card a subject is and what the gateway says about a surcharge at a place. */
export async function lookUpCard(
  subject: Subject,
  place: Place,
  access: GatewayAccess,
  signal: AbortSignal,
): Promise<Attempt<CardFacts>> {
  const init = { method: "POST", headers: headersFor(access), body: JSON.stringify(lookupBody(subject, place)) };
  const options = { fetch: access.fetch, signal, limitBytes: LOOKUP_LIMIT_BYTES };
  const result = await callGateway(access.origin + LOOKUP_PATH, init, options);
  return understand(result, (body) => {
    const card = readCard(body);
    return card && normaliseCard(card);
  });
}

/**
 * Reads a customer's default payment method and exemptions from the vault. A 403 here is about the vault alone, which a
 * key may be kept out of: it still looks cards up.
 */
export async function readVault(
  customerId: string,
  access: GatewayAccess,
  signal: AbortSignal,
): Promise<Attempt<RawCustomer>> {
  const options = { fetch: access.fetch, signal, limitBytes: VAULT_LIMIT_BYTES };
  const path = `${VAULT_PATH}/${encodeURIComponent(customerId)}`;
  const url = new URL(path, access.origin);
  // "." and ".." are no names in a path, however they are written: no escaping keeps them from changing it.
  if (url.pathname !== path) return { kind: "rejected", status: 400, correlationId: null };
  const result = await callGateway(url.href, { headers: headersFor(access) }, options);
  if (result.kind === "unauthorized" && result.status === 403)
    return { kind: "unusable", correlationId: result.correlationId };
  return understand(result, readCustomer);
}

/** The secret key goes into the header as it is, without a scheme. */
function headersFor({ secretKey, trace }: GatewayAccess): Record<string, string> {
  return {
    Accept: "application/json",
    Authorization: secretKey,
    "Content-Type": "application/json",
    "User-Agent": USER_AGENT,
    ...(trace === undefined ? {} : { traceparent: trace.traceparent }),
    ...(trace?.tracestate === undefined ? {} : { tracestate: trace.tracestate }),
  };
}

/** The gateway might refuse the whole call for a place it does not know, which would read as a refusal of the token. */
function placeFields({ country, state }: Place): Record<string, string> {
  if (!isCountry(country)) return {};
  return state !== null && isSubdivision(country, state) === true ? { country, state } : { country };
}

const lookupBody = (subject: Subject, place: Place): Record<string, string> => ({
  ...subjectFields(subject),
  ...placeFields(place),
});

function subjectFields(subject: Subject): Record<string, string> {
  if (subject.kind === "token") return { temp_token: subject.token };
  if (subject.kind === "bin") return { bin: subject.bin };
  const { customerId, paymentMethodId } = subject;
  return paymentMethodId === undefined
    ? { customer_id: customerId }
    : { customer_id: customerId, payment_method_id: paymentMethodId };
}

function understand<T>(result: CallResult, read: (body: unknown) => T | null): Attempt<T> {
  if (result.kind !== "answer") return result;
  const value = read(result.body);
  const { correlationId } = result;
  return value === null ? { kind: "unusable", correlationId } : { kind: "found", value, correlationId };
}
