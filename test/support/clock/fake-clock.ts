/** A clock that stands still until it is moved. Timers run in the order in which they are due. */
import type { Clock } from "../../../worker/lookup/clock.ts";

export class FakeClock implements Clock {
  #now = 1_000_000;
  #timers: { readonly at: number; readonly task: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, task: () => void): () => void {
    const timer = { at: this.#now + ms, task };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets time pass without running anything, as a thread does that is busy: whatever is due meanwhile fires late. */
  beBusy(ms: number): void {
    this.#now += ms;
  }

  get pending(): number {
    return this.#timers.length;
  }

  /** Moves on, letting everything that is waiting for something settle before and after each timer. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#now = Math.max(this.#now, due.at);
      this.#timers = this.#timers.filter((other) => other !== due);
      due.task();
      await settle();
    }
    this.#now = end;
  }
}

/** Lets promise reactions run, also those that other reactions start. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
