/** Minutes, hours and days: what sums are kept and told by. All are UTC's, and known by their beginning in ms since 1970. Pure. */

export const PERIOD_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
export type Period = keyof typeof PERIOD_MS;

/** The beginning of the period that a moment lies in. @param ms since 1970 */
export const beginningOf = (by: Period, ms: number): number => Math.floor(ms / PERIOD_MS[by]) * PERIOD_MS[by];

/** The beginnings of all periods from the one that `from` lies in to the last that begins before `to`, both in ms since 1970. */
export function periodsIn(by: Period, from: number, to: number): number[] {
  const first = beginningOf(by, from);
  return Array.from({ length: Math.max(0, Math.ceil((to - first) / PERIOD_MS[by])) }, (_, number) => {
    return first + number * PERIOD_MS[by];
  });
}
