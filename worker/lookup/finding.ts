/** What is asked about a card, and what a lookup can bring home. Shared by the Worker and its shards. */
import type { Place } from "../../contract/places.ts";
import type { RequestAlarm } from "../alarms.ts";
import type { Subject, TraceHeaders } from "../gateway/client.ts";
import { mergeFacts } from "../gateway/normalise.ts";
import type { CardFacts, Trouble } from "../surcharge/facts.ts";
import type { BreakerState } from "./breaker.ts";
import type { UpstreamCounts } from "./upstream-counts.ts";

/** Which card is it, and what does the gateway say of it in these places? */
export interface CardQuestion {
  /** Where the merchant's gateway listens: scheme and host, of one of the gateways in `gateway/gateways.ts`. */
  readonly origin: string;
  /** The merchant's secret key at that gateway. */
  readonly secretKey: string;
  readonly subject: Subject;
  /** One or two; each must be free of objections. */
  readonly places: readonly Place[];
  /** The trace that the question is part of; undefined: of none, or whoever asks is of an earlier version. */
  readonly traceHeaders?: TraceHeaders | undefined;
}

/**
 * Something about a gateway that a person should look at: it refuses the merchant's key, or something in front of it,
 * such as a firewall, answers in its place.
 */
export type GatewayAlarm = Extract<RequestAlarm, "gateway_key_refused" | "gateway_blocked">;

/** What became known on the way, for the request's log line alone. Never part of an answer. */
export interface Trace {
  /** The gateway's own id of its answer; null when it was not asked, or gave none. */
  readonly correlationId: string | null;
  /** How long the gateway was waited for; null when it was not asked. */
  readonly gatewayMs: number | null;
  readonly alarm: GatewayAlarm | null;
}

/** Nothing was asked of the gateway. */
export const NO_TRACE: Trace = { correlationId: null, gatewayMs: null, alarm: null };

/** What a shard tells to be counted. Never part of an answer. */
export interface ShardSignals {
  /** What happened at the gateway since this shard's answer before, whoever asked. */
  readonly upstream: UpstreamCounts;
  /** The breaker of the gateway key that was asked with, when the answer was there. */
  readonly breaker: BreakerState;
  /** How long the question waited for the gateway or for its turn, ms: by a call of its own or of another's. */
  readonly waitedMs: number;
}

export type Finding =
  | {
      readonly kind: "facts";
      /** What the gateway said for each place asked, in that order. {@link factsOf} makes one of them. */
      readonly byPlace: readonly [CardFacts, ...CardFacts[]];
      /** When the subject was first seen, in ms since 1970. A token's quote may live 120 s from here at most. */
      readonly firstSeenAt: number;
      /** The payment method the facts are about. Null but for customers, for whom it is always there. */
      readonly paymentMethodId: string | null;
    }
  | {
      readonly kind: "trouble";
      readonly reason: Trouble;
      /** As with facts; null when no shard was there to tell. */
      readonly firstSeenAt: number | null;
    }
  /** The gateway does not know the token or customer, or knows it no longer. */
  | { readonly kind: "token_rejected" }
  | { readonly kind: "too_many_places"; readonly retryAfterSeconds: number };

export type TracedFinding = Finding & {
  readonly trace: Trace;
  /** Undefined: no shard was asked, or one of an earlier version. */
  readonly signals?: ShardSignals | undefined;
};

/** The facts of all places taken together. */
export const factsOf = ([first, ...others]: readonly [CardFacts, ...CardFacts[]]): CardFacts =>
  others.reduce(mergeFacts, first);
