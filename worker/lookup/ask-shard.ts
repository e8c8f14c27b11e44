/** Finds out which card a subject is: the routes' one way to the gateway. Passes no time-out and no failure on. */

import type { Subject } from "../gateway/client.ts";
import { type Clock, systemClock } from "./clock.ts";
import { type CardQuestion, NO_TRACE, type TracedFinding } from "./finding.ts";
import { LOOKUP_MS } from "./limits.ts";
import { fingerprint, type ShardBinding, type ShardSetting, shardCount, shardOf } from "./shard-routing.ts";
import { decodeFinding, encodeQuestion } from "./wire.ts";

/** What it takes to name a shard and to reach it. */
export interface ShardAccess extends ShardBinding {
  /** Of the settings. */
  readonly hmacKey: string;
}

export interface ShardRequest extends CardQuestion, ShardSetting {
  /** When the request that needs the answer reached us, ms since 1970. */
  readonly arrivedAt: number;
}

/**
 * Asks the shard that the subject belongs to, until 2.5 s after the request's arrival. Never rejects: a shard that is
 * down, overloaded or late is a `service_limited`. So is a request whose time is over; then nobody is asked.
 */
export async function askShard(
  access: ShardAccess,
  request: ShardRequest,
  clock: Clock = systemClock,
): Promise<TracedFinding> {
  const { origin, secretKey, subject, places } = request;
  const timeMs = request.arrivedAt + LOOKUP_MS - clock.now();
  if (timeMs <= 0) return LIMITED;
  const mark = await fingerprint(access.hmacKey, nameOf(subject));
  const shard = shardOf(access.LOOKUP_SHARDS, request, (mark[0] ?? 0) % shardCount(request));
  const tokenKey = subject.kind === "token" ? btoa(String.fromCodePoint(...mark)) : null;
  const question = encodeQuestion({ origin, secretKey, subject, places, tokenKey, timeMs });
  return withinTime(shard.find(question), timeMs, clock);
}

const nameOf = (subject: Subject): string => {
  if (subject.kind === "token") return `token ${subject.token}`;
  return subject.kind === "bin" ? `bin ${subject.bin}` : `customer ${subject.customerId}`;
};

const LIMITED: TracedFinding = { kind: "trouble", reason: "service_limited", firstSeenAt: null, trace: NO_TRACE };

function withinTime(answer: Promise<string>, timeMs: number, clock: Clock): Promise<TracedFinding> {
  return new Promise((resolve) => {
    const cancel = clock.after(timeMs, () => resolve(LIMITED));
    const settle = (finding: TracedFinding) => {
      cancel();
      resolve(finding);
    };
    answer.then(
      (text) => settle(decodeFinding(text)),
      () => settle(LIMITED),
    );
  });
}
