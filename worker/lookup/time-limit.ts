/**
 * Time limits that are fair to a busy thread. Where the thread was kept from its work, timers and answers are due at the
 * same moment, and the timer fires first: the answer that has arrived would be thrown away as too late.
 */
import type { Clock } from "./clock.ts";
import { ASKER_GRACE_MS, LATE_TIMER_MS } from "./limits.ts";

/**
 * Runs `task` once `ms` are over, unless the returned function is called first. A timer that fires late tells that the thread
 * is behind with what has arrived, so another one is waited for, until one fires in time or the grace is used up.
 *
 * @param graceMs how much longer than `ms` it may take at most
 * @param task is told whether the thread was behind: then the time that was over was its own
 */
export function whenTimeIsUp(
  clock: Clock,
  ms: number,
  graceMs: number,
  task: (wasBehind: boolean) => void,
): () => void {
  const latest = clock.now() + ms + graceMs;
  let wasBehind = false;
  let cancel = () => {};
  const wait = (waitMs: number) => {
    const dueAt = clock.now() + waitMs;
    cancel = clock.after(waitMs, () => {
      const now = clock.now();
      if (now - dueAt <= LATE_TIMER_MS || (wasBehind && now >= latest)) return task(wasBehind);
      wasBehind = true;
      wait(LATE_TIMER_MS);
    });
  };
  wait(ms);
  return () => cancel();
}

/** What `answer` brings, or what `late` gives once `ms` are over. A failure of `answer` is passed on. */
export function withinTime<T>(clock: Clock, ms: number, answer: Promise<T>, late: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = whenTimeIsUp(clock, ms, ASKER_GRACE_MS, () => resolve(late()));
    answer.then(resolve, reject).finally(cancel);
  });
}
