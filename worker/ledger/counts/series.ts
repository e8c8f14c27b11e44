/**
 * What is counted: a closed vocabulary of series, and how their keys are made. A key is `series:value` or `series:value:value`
 * and tells nothing of a shopper, a card or a sale. Pure.
 */
import type { Brand, Funding, Outcome, ProblemCode, Reason } from "../../../contract/lists.ts";
import { isSubdivision } from "../../../contract/subdivisions.ts";
import type { RequestAlarm } from "../../alarms.ts";
import type { Place } from "../../surcharge/places.ts";
import type { HomeTax } from "./home-tax.ts";

/** How often what was counted, by key. */
export type Sums = Readonly<Record<string, number>>;

/** Each series with what its values are. */
export const SERIES = {
  answer: "answers by reason and brand",
  funding: "answers by the card's funding",
  place: "answers by billing place (the state where its country's are known) and outcome",
  took: "answers that took at most so many ms, and more than the next smaller bound",
  own: "the same, without the gateway's time",
  source: "where a card's facts came from",
  tax: "surcharges at home, by whether their tax rate was sent",
  upstream: "calls of the gateway, and what became of them",
  breaker: "answers given while a breaker was not closed",
  limited: "requests that a limit held back",
  failed: "answers of ours with status 500 or 503",
  refused: "refusals (4xx) by problem code",
  alarm: "requests with an alarm, by its name; one with several counts for each",
  release: "policies and lookups by the version of the element that asked; at most 20 kinds, the others together",
  policy: "policies served",
  lost: "single counts that counting itself dropped; a lookup makes some ten",
} as const;
export type SeriesName = keyof typeof SERIES;

/** Upper bounds of latency in whole ms, both included. */
export const LATENCY_BOUNDS_MS = [10, 25, 50, 100, 200, 400, 800, 1_600, 3_200] as const;

/** `shard`: from a shard's memory or by a call. */
export const SOURCES = ["ticket", "shard", "test", "none"] as const;
export const UPSTREAM_EVENTS = ["calls", "retries", "failed", "slow", "refused"] as const;
export const BREAKER_STATES = ["open", "probing", "key_refused"] as const;
/** Which limit: the client's, the merchant's, that on strangers to a merchant, that on an operator's changes; a challenge was asked; a limiter did not answer. */
export const LIMITED_BY = ["client", "merchant", "stranger", "operator", "challenge", "down"] as const;

type Source = (typeof SOURCES)[number];
type UpstreamEvent = (typeof UPSTREAM_EVENTS)[number];
type BreakerState = (typeof BREAKER_STATES)[number];
type LimitedBy = (typeof LIMITED_BY)[number];

export const OTHER_RELEASE = "release:other";
const RELEASE_PATTERN = /^\d{1,4}\.\d{1,4}\.\d{1,6}(-[0-9a-z.]{1,20})?$/;

export const answerKey = (reason: Reason, brand: Brand): string => `answer:${reason}:${brand}`;
export const fundingKey = (funding: Funding): string => `funding:${funding}`;
/** @param ms from the request's arrival to its answer */
export const tookKey = (ms: number): string => `took:${latencyBound(ms)}`;
/** @param ms the same, without the gateway's time */
export const ownKey = (ms: number): string => `own:${latencyBound(ms)}`;
export const sourceKey = (source: Source): string => `source:${source}`;
export const taxKey = (tax: HomeTax): string => `tax:${tax}`;
export const upstreamKey = (event: UpstreamEvent): string => `upstream:${event}`;
export const breakerKey = (state: BreakerState): string => `breaker:${state}`;
export const limitedKey = (by: LimitedBy): string => `limited:${by}`;
export const failedKey = (status: 500 | 503): string => `failed:${status}`;
export const refusedKey = (code: ProblemCode): string => `refused:${code}`;
export const alarmKey = (name: RequestAlarm): string => `alarm:${name}`;
export const POLICY_SERVED = "policy:served";
export const LOST_COUNTS = "lost:counts";

/** @param place normalised; its state counts only where its country's states are known */
export function placeKey({ country, state }: Place, outcome: Outcome): string {
  const isKnown = state !== null && isSubdivision(country, state) === true;
  return `place:${isKnown ? `${country}-${state}` : country}:${outcome}`;
}

/** @param version as the browser says it; what is no version counts as `other` */
export const releaseKey = (version: string): string =>
  RELEASE_PATTERN.test(version) ? `release:${version}` : OTHER_RELEASE;

const latencyBound = (ms: number): number | "more" => LATENCY_BOUNDS_MS.find((bound) => ms <= bound) ?? "more";

/** What a key is a value of. @throws Error for a key that is none of this vocabulary, without repeating it */
export function seriesOf(key: string): SeriesName {
  const series = key.slice(0, key.indexOf(":"));
  if (!isSeriesName(series)) throw new Error(`a counted key must begin with one of ${Object.keys(SERIES).join(", ")}`);
  return series;
}

export const isSeriesName = (text: string): text is SeriesName => Object.hasOwn(SERIES, text);
