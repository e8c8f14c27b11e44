/** How long to wait before the next look: the usual pause, doubled with each failure in a row, ten minutes at most. Pure. */

const LONGEST_MS = 600_000;

/**
 * @param everyMs the usual pause
 * @param failures failures in a row, 0 or more
 * @param retryAfterMs what the service asked for, if it did; never waited for less
 */
export function nextPause(everyMs: number, failures: number, retryAfterMs = 0): number {
  const doubled = everyMs * 2 ** Math.min(failures, 16);
  return Math.max(Math.min(doubled, Math.max(LONGEST_MS, everyMs)), retryAfterMs);
}
