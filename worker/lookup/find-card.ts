/** Finds out which card a subject is: the routes' one way to the gateway. Passes no time-out and no failure on. */
import type { Bindings } from "../env.ts";
import type { Subject } from "../gateway/client.ts";
import type { Ask, FindCardResult, Trace } from "./finding.ts";
import { LOOKUP_MS } from "./limits.ts";
import type { ShardAsk } from "./shard.ts";
import { fingerprint, type ShardSetting, shardCount, shardOf } from "./shards.ts";

/** The bindings it takes. They have been checked before any route runs. */
export type LookupBindings = Pick<Bindings, "LOOKUP_SHARDS" | "HMAC_KEY">;

export interface FindCardRequest extends Ask, ShardSetting {}

/**
 * Asks the shard that the subject belongs to, for at most 2.5 s. Never rejects: a shard that is down, overloaded or
 * late is a `service_limited`, and the gateway is not asked.
 */
export async function findCard(bindings: LookupBindings, request: FindCardRequest): Promise<FindCardResult> {
  const { gateway, secretKey, subject, places } = request;
  const mark = await fingerprint(bindings.HMAC_KEY ?? "", nameOf(subject));
  const shard = shardOf(bindings.LOOKUP_SHARDS, request, (mark[0] ?? 0) % shardCount(request));
  const tokenKey = subject.kind === "token" ? btoa(String.fromCodePoint(...mark)) : null;
  const question: ShardAsk = { gateway, secretKey, subject, places, tokenKey };
  return withinTime(shard.find(JSON.stringify(question)));
}

const nameOf = (subject: Subject): string => {
  if (subject.kind === "token") return `token ${subject.token}`;
  return subject.kind === "bin" ? `bin ${subject.bin}` : `customer ${subject.customerId}`;
};

const NO_TRACE: Trace = { correlationId: null, gatewayMs: null, alarm: null };
const LIMITED: FindCardResult = { kind: "trouble", reason: "service_limited", trace: NO_TRACE };

function withinTime(answer: Promise<string>): Promise<FindCardResult> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LOOKUP_MS, LIMITED);
    const settle = (result: FindCardResult) => {
      clearTimeout(timer);
      resolve(result);
    };
    answer.then(
      (text) => settle(JSON.parse(text) as FindCardResult),
      () => settle(LIMITED),
    );
  });
}
