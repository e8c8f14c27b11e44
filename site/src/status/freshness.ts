/**
 * How fresh a view is. A read that fails never makes it look newer than what is shown, and another choice never makes it
 * look older. Pure.
 */
import type { Polled } from "./polled.ts";

export interface Freshness {
  /** Milliseconds since 1970; 0: nothing was read yet. */
  readonly readAt: number;
  /** Something that is shown could not be read again: `readAt` is when the oldest of it was. */
  readonly isStale: boolean;
}

/** @param former when something was read last, as it was told before: milliseconds since 1970 */
export function freshnessOf(polled: readonly Pick<Polled<unknown>, "failure" | "readAt">[], former = 0): Freshness {
  const times = (some: typeof polled) => some.flatMap(({ readAt }) => readAt ?? []);
  // What a deployment does not have can't be out of date.
  const failed = polled.filter(({ failure }) => failure !== undefined && failure.kind !== "absent");
  const oldest = times(failed).toSorted((a, b) => a - b)[0];
  if (failed.length > 0) return { readAt: oldest ?? 0, isStale: true };
  return { readAt: Math.max(former, ...times(polled)), isStale: false };
}
