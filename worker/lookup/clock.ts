/** Time as a value, so that tests need none. */
export interface Clock {
  /** Milliseconds since 1970. In production it moves only when something was awaited. */
  now(): number;
  /** Runs `task` after `ms` milliseconds unless the returned function is called first. */
  after(ms: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms` milliseconds. */
export const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve);
  });
