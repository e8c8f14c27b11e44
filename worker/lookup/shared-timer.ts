/**
 * A clock whose tasks share one timer of the platform. In a Durable Object each timer that is cleared leaves some 270 bytes behind
 * until the object is evicted, and one that fires leaves none (workerd of 2026-10-23); nearly every limit of time is cleared, for
 * nearly every answer comes in time.
 */
import type { Clock } from "./clock.ts";

interface Task {
  /** ms since 1970. */
  readonly dueAt: number;
  readonly run: () => void;
}

const NEVER = Number.POSITIVE_INFINITY;

/**
 * `clock` with at most one timer at a time, and none where no task is left: a timer that waits keeps the object awake, which is
 * billed.
 */
export function sharedTimer(clock: Clock): Clock {
  const tasks = new Set<Task>();
  let wakesAt = NEVER;
  let clear = () => {};

  /** Sees to it that the timer fires no later than the first task is due; too early costs a look. */
  function arrange(): void {
    const firstAt = Math.min(NEVER, ...[...tasks].map(({ dueAt }) => dueAt));
    if (firstAt !== NEVER && firstAt >= wakesAt) return;
    clear();
    clear = () => {};
    wakesAt = firstAt;
    if (firstAt !== NEVER) clear = clock.after(Math.max(0, firstAt - clock.now()), wake);
  }

  function wake(): void {
    wakesAt = NEVER;
    clear = () => {};
    const now = clock.now();
    const due = [...tasks].filter(({ dueAt }) => dueAt <= now).toSorted((a, b) => a.dueAt - b.dueAt);
    try {
      // One of them may take another back.
      for (const task of due) if (tasks.delete(task)) task.run();
    } finally {
      arrange();
    }
  }

  return {
    now: () => clock.now(),
    after(ms, run) {
      const task = { dueAt: clock.now() + ms, run };
      tasks.add(task);
      arrange();
      return () => {
        if (tasks.delete(task)) arrange();
      };
    },
  };
}
