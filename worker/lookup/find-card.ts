/** Finds out which card a subject is: the routes' one way to the gateway. Passes no time-out and no failure on. */

import type { Subject } from "../gateway/client.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { Ask, FindCardResult, Trace } from "./finding.ts";
import { LOOKUP_MS } from "./limits.ts";
import type { ShardAsk } from "./shard.ts";
import { fingerprint, type ShardBinding, type ShardSetting, shardCount, shardOf } from "./shards.ts";

/** The bindings it takes. They have been checked before any route runs. */
export interface LookupBindings extends ShardBinding {
  readonly HMAC_KEY?: string;
}

export interface FindCardRequest extends Ask, ShardSetting {
  /** When the request that needs the answer reached us, ms since 1970. */
  readonly arrivedAt: number;
}

/**
 * Asks the shard that the subject belongs to, until 2.5 s after the request's arrival. Never rejects: a shard that is
 * down, overloaded or late is a `service_limited`. So is a request whose time is over; then nobody is asked.
 */
export async function findCard(
  bindings: LookupBindings,
  request: FindCardRequest,
  clock: Clock = systemClock,
): Promise<FindCardResult> {
  const { gateway, secretKey, subject, places } = request;
  const timeMs = request.arrivedAt + LOOKUP_MS - clock.now();
  if (timeMs <= 0) return LIMITED;
  const mark = await fingerprint(bindings.HMAC_KEY ?? "", nameOf(subject));
  const shard = shardOf(bindings.LOOKUP_SHARDS, request, (mark[0] ?? 0) % shardCount(request));
  const tokenKey = subject.kind === "token" ? btoa(String.fromCodePoint(...mark)) : null;
  const question: ShardAsk = { gateway, secretKey, subject, places, tokenKey, timeMs };
  return withinTime(shard.find(JSON.stringify(question)), timeMs, clock);
}

const nameOf = (subject: Subject): string => {
  if (subject.kind === "token") return `token ${subject.token}`;
  return subject.kind === "bin" ? `bin ${subject.bin}` : `customer ${subject.customerId}`;
};

const NO_TRACE: Trace = { correlationId: null, gatewayMs: null, alarm: null };
const LIMITED: FindCardResult = { kind: "trouble", reason: "service_limited", firstSeenAt: null, trace: NO_TRACE };

function withinTime(answer: Promise<string>, timeMs: number, clock: Clock): Promise<FindCardResult> {
  return new Promise((resolve) => {
    const cancel = clock.after(timeMs, () => resolve(LIMITED));
    const settle = (result: FindCardResult) => {
      cancel();
      resolve(result);
    };
    answer.then(
      (text) => settle(JSON.parse(text) as FindCardResult),
      () => settle(LIMITED),
    );
  });
}
