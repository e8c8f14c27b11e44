/** Months of UTC, such as 2026-11. Pure. */

/** The month of `now` (milliseconds since 1970) and those before it, the newest first. */
export function lastMonths(now: number, count: number): readonly string[] {
  const at = new Date(now);
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
}
