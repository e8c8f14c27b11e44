/** Finds out which card a subject is: the routes' one way to the gateway. Passes no time-out and no failure on. */

import { toBase64 } from "../base64.ts";
import type { Subject } from "../gateway/client.ts";
import { type Clock, systemClock } from "./clock.ts";
import { type CardQuestion, NO_TRACE, type TracedFinding } from "./finding.ts";
import { LOOKUP_MS } from "./limits.ts";
import { fingerprint, type ShardBinding, type ShardSetting, shardCount, shardOf } from "./shard-routing.ts";
import { withinTime } from "./time-limit.ts";
import { decodeFinding, encodeQuestion } from "./wire.ts";

/** What it takes to name a shard and to reach it. */
export interface ShardAccess extends ShardBinding {
  /** Of the settings. */
  readonly hmacKey: string;
}

export interface ShardRequest extends CardQuestion, ShardSetting {
  /** When the request that needs the answer was read, ms since 1970. */
  readonly askedAt: number;
  /** Whether its places count towards the limit of places of a token. */
  readonly countsPlaces: boolean;
}

/**
 * Asks the shard that the subject belongs to, until 2.5 s after the request was read. Never rejects: a shard that is
 * down, overloaded or late is a `service_limited`. So is a request whose time is over; then nobody is asked.
 */
export async function askShard(
  access: ShardAccess,
  request: ShardRequest,
  clock: Clock = systemClock,
): Promise<TracedFinding> {
  const { origin, secretKey, subject, places, askedAt, countsPlaces, traceHeaders } = request;
  const timeMs = askedAt + LOOKUP_MS - clock.now();
  if (timeMs <= 0) return LIMITED;
  const mark = await fingerprint(access.hmacKey, nameOf(subject));
  const shard = shardOf(access.LOOKUP_SHARDS, request, (mark[0] ?? 0) % shardCount(request));
  const tokenKey = subject.kind === "token" ? toBase64(mark) : null;
  const question = encodeQuestion({
    origin,
    secretKey,
    subject,
    places,
    tokenKey,
    askedAt,
    countsPlaces,
    timeMs,
    traceHeaders,
  });
  const answer = shard.find(question).then(decodeFinding, () => LIMITED);
  return withinTime(clock, timeMs, answer, () => LIMITED);
}

const nameOf = (subject: Subject): string => {
  if (subject.kind === "token") return `token ${subject.token}`;
  return subject.kind === "bin" ? `bin ${subject.bin}` : `customer ${subject.customerId}`;
};

const LIMITED: TracedFinding = { kind: "trouble", reason: "service_limited", firstSeenAt: null, trace: NO_TRACE };
