/**
 * Time limits that are fair to a busy thread. Where the thread was kept from its work, timers and answers are due at the
 * same moment, and the timer fires first: the answer that has arrived would be thrown away as too late.
 */
import type { Clock } from "./clock.ts";
import { LATE_TIMER_MS, MAX_GRACE_MS } from "./limits.ts";

/**
 * Runs `task` once `ms` are over, unless the returned function is called first. A timer that fires late waits again for
 * as long as it was late, 250 ms at most, so that whatever has arrived is read before.
 *
 * @param task is told whether the timer was late: then the time that was over was this thread's own
 */
export function whenTimeIsUp(clock: Clock, ms: number, task: (wasLate: boolean) => void): () => void {
  const dueAt = clock.now() + ms;
  let cancel = clock.after(ms, () => {
    const lateMs = clock.now() - dueAt;
    if (lateMs <= LATE_TIMER_MS) return task(false);
    cancel = clock.after(Math.min(lateMs, MAX_GRACE_MS), () => task(true));
  });
  return () => cancel();
}

/** What `answer` brings, or what `late` gives once `ms` are over. A failure of `answer` is passed on. */
export function withinTime<T>(clock: Clock, ms: number, answer: Promise<T>, late: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = whenTimeIsUp(clock, ms, () => resolve(late()));
    answer.then(resolve, reject).finally(cancel);
  });
}
