/**
 * Quantiles from buckets. A bucket says only that an answer took at most so long, so every figure here is an upper bound:
 * "at most 200 ms", or "over 3,200 ms" where the last bound was passed. Pure.
 */
import { type Sums, sharesOf } from "./sums.ts";

/** `ms` is an upper bound, or with `isOver` the largest bound there is, which was passed. */
export interface Quantile {
  readonly ms: number;
  readonly isOver: boolean;
}

export interface Quantiles {
  readonly p50: Quantile | null;
  readonly p95: Quantile | null;
  readonly p99: Quantile | null;
  /** Answers in all buckets. */
  readonly count: number;
}

/** The name of the bucket behind the last bound. */
const MORE = "more";

/** What is shown where nothing but that bucket was counted: the largest bound of the service. */
const LARGEST_MS = 3_200;

/** @param series `took` (all) or `own` (without the gateway's time) */
export function quantilesOf(sums: Sums, series: "took" | "own"): Quantiles {
  const shares = sharesOf(sums, series);
  const bounds = shares
    .filter(({ value }) => /^\d+$/.test(value))
    .map(({ value, count }) => ({ ms: Number(value), count }))
    .toSorted((a, b) => a.ms - b.ms);
  const over = shares.find(({ value }) => value === MORE)?.count ?? 0;
  const count = bounds.reduce((sum, bucket) => sum + bucket.count, over);
  const largest = Math.max(LARGEST_MS, bounds.at(-1)?.ms ?? 0);
  /** @param of above 0, at most 1 */
  const quantile = (of: number): Quantile | null => {
    if (count === 0) return null;
    const rank = Math.ceil(of * count);
    let seen = 0;
    for (const bucket of bounds) {
      seen += bucket.count;
      if (seen >= rank) return { ms: bucket.ms, isOver: false };
    }
    return { ms: largest, isOver: true };
  };
  return { p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99), count };
}
