/** What a chart draws: from periods to the columns of uPlot and the rows of the table beside it. Pure. */
import { activityOf } from "../activity.ts";
import { formatCount, formatQuantile } from "../format.ts";
import { type Quantile, quantilesOf } from "../quantiles.ts";
import type { Range } from "../ranges.ts";
import { fillPeriods } from "../ranges.ts";
import type { Period } from "../sums.ts";

export interface PlotSeries {
  readonly title: string;
  /** Which of the page's colours. */
  readonly tone: "accent" | "plain" | "look" | "other";
  /** A value for each moment; null is a gap. */
  readonly values: readonly (number | null)[];
  /** The same as text, for the table. */
  readonly texts: readonly string[];
}

export interface Plot {
  /** What is seen, in a sentence; the chart's name for those who do not see it. */
  readonly label: string;
  /** `stack`: bars on top of each other, the first lowest. `steps`: a line each, on a scale of powers. */
  readonly kind: "stack" | "steps";
  readonly range: Range;
  /** When each period begins: milliseconds since 1970. */
  readonly times: readonly number[];
  readonly series: readonly PlotSeries[];
}

/** Answers by outcome. */
export function answersPlot(periods: readonly Period[], range: Range, span: string): Plot {
  const filled = fillPeriods(periods, range);
  const activities = filled.map(({ sums }) => activityOf(sums));
  const of = (title: string, tone: PlotSeries["tone"], values: readonly number[]): PlotSeries => {
    return { title, tone, values, texts: values.map(formatCount) };
  };
  return {
    label: `Answers by outcome in ${span}`,
    kind: "stack",
    range,
    times: filled.map(({ at }) => at),
    series: [
      of(
        "Surcharge",
        "accent",
        activities.map(({ surcharges }) => surcharges),
      ),
      of(
        "Nothing added",
        "plain",
        activities.map(({ answers, surcharges, unknown }) => answers - surcharges - unknown),
      ),
      of(
        "Unknown",
        "look",
        activities.map(({ unknown }) => unknown),
      ),
    ],
  };
}

/** How long answers took, at most. */
export function latencyPlot(periods: readonly Period[], range: Range, span: string): Plot {
  const filled = fillPeriods(periods, range);
  const took = filled.map(({ sums }) => quantilesOf(sums, "took"));
  const own = filled.map(({ sums }) => quantilesOf(sums, "own"));
  const of = (title: string, tone: PlotSeries["tone"], quantiles: readonly (Quantile | null)[]): PlotSeries => {
    return { title, tone, values: quantiles.map((found) => found?.ms ?? null), texts: quantiles.map(formatQuantile) };
  };
  return {
    label: `Time of an answer, at most, in ${span}`,
    kind: "steps",
    range,
    times: filled.map(({ at }) => at),
    series: [
      of(
        "p50",
        "plain",
        took.map(({ p50 }) => p50),
      ),
      of(
        "p95",
        "accent",
        took.map(({ p95 }) => p95),
      ),
      of(
        "p99",
        "look",
        took.map(({ p99 }) => p99),
      ),
      of(
        "p95 without the gateway",
        "other",
        own.map(({ p95 }) => p95),
      ),
    ],
  };
}

/** The columns of uPlot: seconds, then each series; stacked ones summed up, the topmost first, so that the lower ones lie over it. */
export function columnsOf({ kind, times, series }: Plot): [number[], ...(number | null)[][]] {
  const seconds = times.map((at) => at / 1_000);
  if (kind === "steps") return [seconds, ...series.map(({ values }) => [...values])];
  const sums = times.map(() => 0);
  const stacked = series.map(({ values }) => {
    for (const [index, value] of values.entries()) sums[index] = (sums[index] ?? 0) + (value ?? 0);
    return [...sums];
  });
  return [seconds, ...stacked.toReversed()];
}
