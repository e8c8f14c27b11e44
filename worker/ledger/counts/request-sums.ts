/**
 * What a finished request counts as: the one place where counts of requests are made. Nothing in them tells of a shopper, a
 * card or a sale. Pure.
 */
import type { Brand, Funding, Outcome, ProblemCode, Reason } from "../../../contract/lists.ts";
import type { RequestAlarm } from "../../alarms.ts";
import type { ShardSignals } from "../../lookup/finding.ts";
import type { Place } from "../../surcharge/places.ts";
import type { HomeTax } from "./home-tax.ts";
import {
  alarmKey,
  answerKey,
  breakerKey,
  failedKey,
  fundingKey,
  type LIMITED_BY,
  limitedKey,
  ownKey,
  POLICY_SERVED,
  placeKey,
  refusedKey,
  releaseKey,
  type SOURCES,
  type Sums,
  sourceKey,
  taxKey,
  tookKey,
  UPSTREAM_EVENTS,
  upstreamKey,
} from "./series.ts";

/** What the parts on a request's way tell of it, to be counted once it is answered. */
export interface Signals {
  /** Where the card's facts came from. */
  readonly source?: (typeof SOURCES)[number];
  /** What the shard told beside its finding; undefined: none was asked, or one of an earlier version. */
  readonly shard?: ShardSignals | undefined;
  /** Which limit held it back, or could not be asked. */
  readonly limited?: (typeof LIMITED_BY)[number];
  /** The billing place, normalised. */
  readonly place?: Place;
  readonly homeTax?: HomeTax | null;
  /** The element's version, as {@link releaseKey} takes it. */
  readonly release?: string | undefined;
  readonly isPolicy?: boolean;
}

/** A request as its log line tells of it. */
export interface FinishedRequest {
  readonly status: number;
  /** Of the problem that was answered. */
  readonly code?: ProblemCode | undefined;
  readonly alarms: readonly RequestAlarm[];
  readonly outcome?: Outcome | undefined;
  readonly reason?: Reason | undefined;
  readonly brand?: Brand | undefined;
  readonly funding?: Funding | undefined;
  /** From when all of the request was there to its answer. */
  readonly tookMs: number;
  readonly signals: Signals;
}

/** What a request adds to the sums; empty for what nobody asks about, such as a key set that was read. */
export function sumsOf(request: FinishedRequest): Sums {
  const { status, code, alarms, signals } = request;
  const { source, shard, limited, release, isPolicy } = signals;
  const keys = [
    code !== undefined && (status >= 500 ? failedKey(status === 503 ? 503 : 500) : refusedKey(code)),
    ...alarms.map(alarmKey),
    limited !== undefined && limitedKey(limited),
    release !== undefined && releaseKey(release),
    isPolicy === true && POLICY_SERVED,
    source !== undefined && sourceKey(source),
    shard !== undefined && shard.breaker !== "closed" && breakerKey(shard.breaker),
    ...answerKeys(request),
  ];
  const sums: Record<string, number> = {};
  for (const key of keys) if (key !== false) sums[key] = 1;
  for (const event of UPSTREAM_EVENTS) {
    const count = shard?.upstream[event] ?? 0;
    if (count > 0) sums[upstreamKey(event)] = count;
  }
  return sums;
}

/** Of a lookup that was answered. */
function answerKeys({ outcome, reason, brand, funding, tookMs, signals }: FinishedRequest): (string | false)[] {
  if (outcome === undefined || reason === undefined) return [];
  const { shard, place, homeTax } = signals;
  return [
    answerKey(reason, brand ?? "unknown"),
    fundingKey(funding ?? "unknown"),
    tookKey(tookMs),
    ownKey(Math.max(0, tookMs - (shard?.waitedMs ?? 0))),
    place !== undefined && placeKey(place, outcome),
    homeTax != null && taxKey(homeTax),
  ];
}
