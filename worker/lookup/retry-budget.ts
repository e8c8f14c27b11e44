/**
 * Keeps retries to a tenth of the calls, however badly the gateway does: a bucket that each first call fills by a tenth
 * and each retry empties by one. It starts empty, so that a new shard cannot double the load on a gateway that is down.
 */

/** Counted in tenths, because sums of 0.1 are not exact. */
const TENTHS_PER_RETRY = 10;
const MAX_TENTHS = 100;

export class RetryBudget {
  #tenths = 0;

  /** Notes a call that is not a retry. */
  earn(): void {
    this.#tenths = Math.min(MAX_TENTHS, this.#tenths + 1);
  }

  /** True when a retry may be made; it is paid for by asking. */
  spend(): boolean {
    if (this.#tenths < TENTHS_PER_RETRY) return false;
    this.#tenths -= TENTHS_PER_RETRY;
    return true;
  }
}
