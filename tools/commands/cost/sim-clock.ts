/** A clock that goes from one event to the next. */
import type { Clock } from "../../../worker/lookup/clock.ts";

interface Timer {
  readonly at: number;
  readonly task: () => void;
}

export class SimulatedClock implements Clock {
  #now: number;
  /** The next one first. */
  readonly #timers: Timer[] = [];

  /** @param now ms since 1970 */
  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, task: () => void): () => void {
    const timer = { at: this.#now + ms, task };
    const next = this.#timers.findLastIndex(({ at }) => at <= timer.at);
    this.#timers.splice(next + 1, 0, timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  }

  /** Goes on to `at`, running what is due until then, each in its own time and to its end. */
  async goTo(at: number): Promise<void> {
    for (let next = this.#timers[0]; next !== undefined && next.at <= at; next = this.#timers[0]) {
      this.#timers.shift();
      this.#now = Math.max(this.#now, next.at);
      next.task();
      await settle();
    }
    this.#now = at;
  }
}

/** Promise reactions in a row that a timer's work may take: handing counts over takes three. */
const REACTIONS = 10;

async function settle(): Promise<void> {
  for (let turn = 0; turn < REACTIONS; turn++) await Promise.resolve();
}
