/**
 * Whether a series grows, told robustly: the Theil-Sen slope, the median of the slopes between all pairs of points, which a third of the
 * points may spoil without effect, and its 95 % confidence interval by Sen (1968), from the variance of Kendall's statistic.
 */
import { median } from "../bench/load.mjs";

export interface Trend {
  readonly median: number;
  /** Over the whole series, as a share of the median: 0.05 is 5 % more at its end than at its beginning. */
  readonly growthShare: number;
  /** The interval's ends, as the same share. */
  readonly leastShare: number;
  readonly mostShare: number;
  /** The share up to which the series counts as flat. */
  readonly allowedShare: number;
  /** Not flat: growth is certain (the whole interval is above zero), and its best estimate is more than is allowed. */
  readonly isFlat: boolean;
}

const TWO_SIDED_95 = 1.96;

/** @param values evenly spaced in time, at least two @param allowedShare of the median */
export function trendOf(values: readonly number[], allowedShare: number): Trend {
  const count = values.length;
  const slopes = values
    .flatMap((value, at) => values.slice(at + 1).map((later, apart) => (later - value) / (apart + 1)))
    .toSorted((one, other) => one - other);
  const spread = TWO_SIDED_95 * Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  const at = (index: number) => slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(index)))] ?? 0;
  const middle = median([...values]);
  const share = (slope: number) => Number(((slope * (count - 1)) / middle).toFixed(4));
  const growthShare = share(median(slopes));
  const leastShare = share(at((slopes.length - spread) / 2));
  const mostShare = share(at((slopes.length + spread) / 2));
  const isFlat = leastShare <= 0 || growthShare <= allowedShare;
  return { median: middle, growthShare, leastShare, mostShare, allowedShare, isFlat };
}
