/** Adds up what was counted, and keeps it small. Pure. */
import { OTHER_RELEASE, type SeriesName, type Sums, seriesOf } from "./series.ts";

/** How many releases of the element one period keeps apart; anybody can send any version. */
export const MAX_RELEASES = 20;
const RELEASE = "release:";

/** Sums that are still added to. */
export type GrowingSums = Record<string, number>;

export function addSums(sums: GrowingSums, more: Sums): void {
  for (const key in more) sums[key] = (sums[key] ?? 0) + (more[key] ?? 0);
}

export function sumOfAll(all: Iterable<Sums>): Sums {
  const sums: GrowingSums = {};
  for (const one of all) addSums(sums, one);
  return withFewReleases(sums);
}

/** How many single counts are of one series. */
export function countsOf(sums: Sums, series: SeriesName): number {
  let count = 0;
  for (const key in sums) if (key.startsWith(`${series}:`)) count += sums[key] ?? 0;
  return count;
}

/** How many single counts these are. */
export const countsIn = (sums: Sums): number => Object.values(sums).reduce((all, count) => all + count, 0);

/** The same with the most frequent releases alone, and what is counted of all others together; no count goes. */
export function withFewReleases(sums: Sums): Sums {
  const releases = Object.keys(sums).filter((key) => key.startsWith(RELEASE) && key !== OTHER_RELEASE);
  if (releases.length <= MAX_RELEASES) return sums;
  const fewer: GrowingSums = { ...sums };
  const byCount = releases.toSorted((one, other) => (sums[other] ?? 0) - (sums[one] ?? 0) || (one < other ? -1 : 1));
  for (const key of byCount.slice(MAX_RELEASES)) {
    fewer[OTHER_RELEASE] = (fewer[OTHER_RELEASE] ?? 0) + (sums[key] ?? 0);
    delete fewer[key];
  }
  return fewer;
}

/** Those of some series. */
export const onlySeries = (sums: Sums, series: readonly SeriesName[]): Sums =>
  Object.fromEntries(Object.entries(sums).filter(([key]) => series.includes(seriesOf(key))));
