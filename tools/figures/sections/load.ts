/** The service under load, and with faults. */
import { type Counts, figure, median, number, percent, seconds, sum } from "../figure.ts";

const total = (counts: Counts): number => sum(Object.values(counts));
const MEBIBYTE = 2 ** 20;

interface Interval {
  /** Of its end, since the run's beginning. */
  readonly seconds: number;
  readonly requests: number;
  readonly serverErrors: number;
  readonly breaks: Counts;
  readonly troubled: number;
  readonly wrong: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly residentBytes: number;
}

export interface LoadData {
  readonly minutes: number;
  readonly share: number;
  readonly conditions: readonly string[];
  readonly perSecond: number;
  readonly intervals: readonly Interval[];
  readonly errorsShare: number;
  readonly quotesVerified: number;
  readonly wrongAnswers: readonly string[];
  readonly complaints: readonly string[];
}

export const LOAD = figure<LoadData>({
  name: "load",
  title: "Under load",
  command: "load -- --minutes 30 --record",
  minutes: 32,
  tell: ({ minutes, share, conditions, perSecond, intervals, errorsShare, quotesVerified, complaints }) => {
    const requests = sum(intervals.map((interval) => interval.requests));
    const wrong = sum(intervals.map((interval) => interval.wrong));
    const middle = (key: "p50Ms" | "p90Ms" | "p99Ms" | "residentBytes") => median(intervals.map((one) => one[key]));
    const line = (key: "p50Ms" | "p90Ms" | "p99Ms", series: string) =>
      intervals.map((interval) => ({ x: interval.seconds / 60, y: interval[key], series }));
    return {
      says: `In ${number(minutes)} min at ${percent(share, 0)} of the ceiling, ${number(perSecond)} requests a second, **${number(requests)} mixed requests had ${number(wrong)} wrong answers and ${percent(errorsShare, 4)} errors of ours**.${complaints.length === 0 ? "" : ` It did not hold: ${complaints.join("; ")}.`}

For scale, under other conditions: Revolut publishes 100 % uptime and 0.0023 % of 5xx [for its Open Banking API](https://developer.revolut.com/docs/guides/build-banking-apps/api-metrics), a quarter's averages.`,
      table: [
        ["", ""],
        ["requests", number(requests)],
        ["wrong answers", number(wrong)],
        ["5xx", number(sum(intervals.map(({ serverErrors }) => serverErrors)))],
        ["connections that broke", number(sum(intervals.map(({ breaks }) => total(breaks))))],
        ["zeros for want of an answer", number(sum(intervals.map(({ troubled }) => troubled)))],
        ["quotes verified", number(quotesVerified)],
        [
          "p50, p90, p99, medians of the intervals, ms",
          [middle("p50Ms"), middle("p90Ms"), middle("p99Ms")].map((ms) => number(ms, 1)).join(", "),
        ],
        [
          "resident memory, first, median, last interval, MiB",
          [intervals[0]?.residentBytes ?? 0, middle("residentBytes"), intervals.at(-1)?.residentBytes ?? 0]
            .map((bytes) => number(bytes / MEBIBYTE))
            .join(", "),
        ],
      ],
      plots: [
        {
          name: "load-latency",
          title: "Time of an answer over the run",
          form: "lines",
          value: "ms, as the caller sees it",
          along: "minutes",
          points: [...line("p50Ms", "p50"), ...line("p90Ms", "p90"), ...line("p99Ms", "p99")],
        },
        {
          name: "load-memory",
          title: "Memory over the run",
          form: "lines",
          value: "resident memory of workerd, MiB",
          along: "minutes",
          points: intervals.map(({ seconds, residentBytes }) => ({
            x: seconds / 60,
            y: Math.round(residentBytes / MEBIBYTE),
          })),
        },
      ],
      conditions,
    };
  },
});

interface Episode {
  readonly faults: readonly string[];
  readonly seconds: number;
  readonly questions: number;
  readonly surcharge: number;
  readonly none: number;
  readonly unknown: number;
  readonly slowestMs: number;
  readonly recoverySeconds: number;
}

export interface SoakData {
  readonly minutes: number;
  readonly seed: number;
  readonly conditions: readonly string[];
  readonly episodes: readonly Episode[];
  readonly upstreamRatio: number;
  readonly leaks: readonly string[];
  readonly wrong: Counts;
  readonly troubles: readonly string[];
  readonly faultsNotReached: readonly string[];
}

export const SOAK = figure<SoakData>({
  name: "soak",
  title: "With faults",
  command: "soak -- --minutes 15 --record",
  minutes: 16,
  tell: ({ minutes, seed, conditions, episodes, upstreamRatio, leaks, wrong, troubles, faultsNotReached }) => {
    const questions = sum(episodes.map((episode) => episode.questions));
    const faults = [...new Set(episodes.flatMap((episode) => episode.faults))].toSorted();
    const rows = faults.map((fault) => {
      const having = episodes.filter((episode) => episode.faults.includes(fault));
      const of = (key: "questions" | "surcharge" | "none" | "unknown") => number(sum(having.map((one) => one[key])));
      return [
        fault,
        number(having.length),
        of("questions"),
        of("surcharge"),
        of("none"),
        of("unknown"),
        number(Math.max(...having.map(({ slowestMs }) => slowestMs))),
      ];
    });
    return {
      says: `In ${number(minutes)} min with ${faults.length} kinds of faults switched by seed ${seed}, **${number(total(wrong))} of ${number(questions)} answers were denied by an independent oracle**; the gateway was called ${number(upstreamRatio, 2)} times as often as needed, and good answers were back within ${seconds(Math.max(...episodes.map(({ recoverySeconds }) => recoverySeconds), 0))} of a fault's end.${[...leaks, ...troubles].length === 0 ? "" : ` It did not hold: ${[...leaks, ...troubles].join("; ")}.`}${faultsNotReached.length === 0 ? "" : ` ${number(faultsNotReached.length)} other kinds did not have their turn in that time.`}`,
      table: [["while there was", "episodes", "questions", "surcharge", "none", "unknown", "slowest, ms"], ...rows],
      plots: [],
      conditions,
      folded: { what: `Faults that did not have their turn: ${faultsNotReached.length}`, entries: faultsNotReached },
    };
  },
});
