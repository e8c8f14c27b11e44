/** Lets a few calls run at a time and a few more wait for their turn. Whoever finds the queue full is sent away at once. */
import type { Clock } from "./clock.ts";
import { CALLS_IN_FLIGHT, MAX_WAITING } from "./limits.ts";

export class CallQueue {
  readonly #clock: Clock;
  readonly #maxRunning: number;
  readonly #maxWaiting: number;
  #running = 0;
  readonly #waiting = new Set<() => void>();

  constructor(clock: Clock, maxRunning = CALLS_IN_FLIGHT, maxWaiting = MAX_WAITING) {
    this.#clock = clock;
    this.#maxRunning = maxRunning;
    this.#maxWaiting = maxWaiting;
  }

  /**
   * Waits for a turn until `deadline` (ms since 1970). True: it is this caller's turn, and it must call
   * {@link leave} when done. False: the queue is full or the time is over.
   */
  enter(deadline: number): Promise<boolean> | boolean {
    if (this.#running < this.#maxRunning) {
      this.#running += 1;
      return true;
    }
    const patience = deadline - this.#clock.now();
    if (this.#waiting.size >= this.#maxWaiting || patience <= 0) return false;
    return new Promise((resolve) => {
      const proceed = () => {
        cancel();
        resolve(true);
      };
      const cancel = this.#clock.after(patience, () => {
        this.#waiting.delete(proceed);
        resolve(false);
      });
      this.#waiting.add(proceed);
    });
  }

  /** Ends a turn; the caller who has waited longest is next. */
  leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#running -= 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
