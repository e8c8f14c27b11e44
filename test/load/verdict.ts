/** Whether a run under load holds what is claimed of it, and each claim that it does not, in words. */
import type { Counts } from "./tally.ts";
import { type Trend, trendOf } from "./trend.ts";

export interface Interval extends Counts {
  /** Of its end, since the run's beginning. */
  readonly seconds: number;
  /** Of workerd. */
  readonly residentBytes: number;
  /** Processor time that workerd used, as a share of one core. */
  readonly cpuShare: number;
}

/** At most 0.002 % of the requests. */
export const MOST_ERRORS_SHARE = 0.000_02;
/** By how much a series may have grown over the second half of the run. */
const ALLOWED = { residentBytes: 0.05, p50Ms: 0.1, p90Ms: 0.15, p99Ms: 0.25 } as const;
/** Before, caches and the runtime's heap still fill. */
const LEAST_MINUTES = 10;
type Watched = keyof typeof ALLOWED;

export interface Judgement {
  readonly holds: boolean;
  readonly complaints: readonly string[];
  /** Answers of 500 and above and requests without an answer, as a share of all. */
  readonly errorsShare: number;
  readonly troubledShare: number;
  readonly trends: Readonly<Record<Watched, Trend>>;
}

const percent = (share: number, digits = 1) => `${(share * 100).toFixed(digits)} %`;

/** @param minutes how long the run was: growth is judged from {@link LEAST_MINUTES} on */
export function judge(intervals: readonly Interval[], minutes: number): Judgement {
  const sum = (of: (interval: Interval) => number) => intervals.reduce((total, interval) => total + of(interval), 0);
  const requests = sum((interval) => interval.requests);
  const broken = sum(({ breaks }) => Object.values(breaks).reduce((total, count) => total + count, 0));
  const errorsShare = (sum(({ serverErrors }) => serverErrors) + broken) / requests;
  const troubledShare = sum(({ troubled }) => troubled) / requests;
  const wrong = sum((interval) => interval.wrong);
  // Caches fill in the first half.
  const secondHalf = intervals.slice(Math.floor(intervals.length / 2));
  const trends = Object.fromEntries(
    Object.entries(ALLOWED).map(([name, allowed]) => [
      name,
      trendOf(
        secondHalf.map((interval) => interval[name as Watched]),
        allowed,
      ),
    ]),
  ) as Record<Watched, Trend>;
  const complaints = [
    ...(requests === 0 ? ["nothing was asked"] : []),
    ...(wrong > 0 ? [`${wrong} wrong answers`] : []),
    ...(errorsShare > MOST_ERRORS_SHARE ? [`${percent(errorsShare, 4)} of the requests failed`] : []),
    ...(troubledShare > MOST_ERRORS_SHARE
      ? [`${percent(troubledShare, 4)} were answered by a zero for want of an answer`]
      : []),
    ...Object.entries(trends)
      .filter(([, { isFlat }]) => !isFlat && minutes >= LEAST_MINUTES)
      .map(([name, { growthShare }]) => `${name} grew by ${percent(growthShare)} over the second half`),
  ];
  return { holds: complaints.length === 0, complaints, errorsShare, troubledShare, trends };
}
