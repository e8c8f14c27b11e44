/** The spans of time that can be looked at, and what is asked of the service for each. Pure. */
import type { Period } from "./sums.ts";

export const RANGE_NAMES = ["now", "hour", "day", "month", "year"] as const;
export type RangeName = (typeof RANGE_NAMES)[number];

/** The steps in which the service keeps sums. */
export type Step = "minute" | "hour" | "day";

export interface Range {
  readonly name: RangeName;
  readonly by: Step;
  /** Milliseconds since 1970, on a whole step. */
  readonly from: number;
  /** The first moment after it. */
  readonly to: number;
  readonly stepMs: number;
}

const STEP_MS: Readonly<Record<Step, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

const SPANS: Readonly<Record<RangeName, readonly [by: Step, steps: number]>> = {
  now: ["minute", 15],
  hour: ["minute", 60],
  day: ["hour", 24],
  month: ["day", 30],
  year: ["day", 365],
};

/** The span that ends with the minute, hour or day of `now` (milliseconds since 1970), which counts as a whole one. */
export function rangeOf(name: RangeName, now: number): Range {
  const [by, steps] = SPANS[name];
  const stepMs = STEP_MS[by];
  const to = (Math.floor(now / stepMs) + 1) * stepMs;
  return { name, by, from: to - steps * stepMs, to, stepMs };
}

/** The query of `GET /v1/admin/stats` for it. @param merchant one merchant's sums; null: the deployment's */
export function queryOf({ by, from, to }: Range, merchant: string | null): string {
  const query = new URLSearchParams({ by, from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  if (merchant !== null) query.set("merchant", merchant);
  return query.toString();
}

/** The periods inside the span, with an empty one wherever nothing was counted: a gap is a zero, not a straight line. */
export function fillPeriods(periods: readonly Period[], { from, to, stepMs }: Range): readonly Period[] {
  const known = new Map(periods.map((period) => [Math.floor(period.at / stepMs) * stepMs, period]));
  const steps = Math.round((to - from) / stepMs);
  return Array.from({ length: steps }, (_, step) => {
    const at = from + step * stepMs;
    return { at, sums: known.get(at)?.sums ?? {} };
  });
}
