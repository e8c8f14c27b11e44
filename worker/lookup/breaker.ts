/**
 * Stops calls to a gateway that does not work, and finds out with single probes when it works again. One for each
 * merchant and shard. Pure: the time is told with every call.
 */

const FAILURES_IN_A_ROW = 5;

/** The other way to open: half of the last 20 calls failed, and all 20 were made within 10 s. */
const WINDOW_CALLS = 20;
const WINDOW_FAILURES = 10;
const WINDOW_MS = 10_000;

const FIRST_OPEN_MS = 30_000;
const MAX_OPEN_MS = 300_000;

/** A key that was refused is tried again after this long, or as soon as it is another key. */
const KEY_REFUSED_MS = 300_000;

/** A probe that nobody reported on by now never will be. */
const PROBE_LOST_MS = 10_000;

export type BreakerState = "closed" | "open" | "probing" | "key_refused";

/** Leave to make one call. To be handed back with the report on it. */
export interface Pass {
  readonly generation: number;
}

export class Breaker {
  /** Counts every opening and closing, so that a late report on a call of an earlier time changes nothing. */
  #generation = 0;
  #state: BreakerState = "closed";
  #openUntil = 0;
  /** How long it was open last; 0 before the gateway's first trouble and after its last. */
  #openMs = 0;
  #failuresInARow = 0;
  /** The last calls' ends and results, at most {@link WINDOW_CALLS}. */
  #recent: { readonly at: number; readonly failed: boolean }[] = [];
  /** The gateway and key in use. Another key is another story. */
  #account: string | null = null;

  /** Leave to call, or null. `account` tells gateway and key apart from others; it is only ever compared. */
  admit(account: string, now: number): Pass | null {
    if (account !== this.#account) {
      this.#account = account;
      this.#close();
    }
    if (this.#state === "closed") return { generation: this.#generation };
    if (now < this.#openUntil) return null;
    this.#generation += 1;
    this.#state = "probing";
    this.#openUntil = now + PROBE_LOST_MS;
    return { generation: this.#generation };
  }

  /** The gateway worked, whatever it decided. */
  succeeded(pass: Pass, now: number): void {
    if (pass.generation !== this.#generation) return;
    if (this.#state === "probing") this.#close();
    this.#failuresInARow = 0;
    this.#note(now, false);
    this.#openWhenFailing(now);
  }

  failed(pass: Pass, now: number): void {
    if (pass.generation !== this.#generation) return;
    if (this.#state === "probing") return this.#openForLonger(now);
    this.#failuresInARow += 1;
    this.#note(now, true);
    this.#openWhenFailing(now);
  }

  /** The gateway refused the key (401 or 403): no call with the same key can do better. */
  keyRefused(pass: Pass, now: number): void {
    if (pass.generation !== this.#generation) return;
    // The gateway works, so trouble with it later on starts at the shortest wait.
    this.#openMs = 0;
    this.#open("key_refused", now + KEY_REFUSED_MS);
  }

  /** For the operator. `retryAt` is when the next call will be let through, null while all are. */
  view(now: number): { state: BreakerState; retryAt: number | null } {
    if (this.#state === "closed") return { state: "closed", retryAt: null };
    return { state: this.#state, retryAt: Math.max(now, this.#openUntil) };
  }

  /** True when it may be forgotten. Not while the next probe's failure would still double the wait before it. */
  isIdle(now: number): boolean {
    return this.#state === "closed" || now >= this.#openUntil + MAX_OPEN_MS;
  }

  /** After each call's end, also a good one: it may be the twentieth, with ten bad ones before it. */
  #openWhenFailing(now: number): void {
    const failures = this.#recent.filter((call) => call.failed).length;
    const isHalfBad = this.#recent.length === WINDOW_CALLS && failures >= WINDOW_FAILURES;
    if (this.#failuresInARow >= FAILURES_IN_A_ROW || isHalfBad) this.#openForLonger(now);
  }

  #openForLonger(now: number): void {
    this.#openMs = Math.min(MAX_OPEN_MS, Math.max(FIRST_OPEN_MS, this.#openMs * 2));
    this.#open("open", now + this.#openMs);
  }

  #note(now: number, failed: boolean): void {
    this.#recent.push({ at: now, failed });
    this.#recent = this.#recent.filter(({ at }) => at > now - WINDOW_MS).slice(-WINDOW_CALLS);
  }

  #open(state: "open" | "key_refused", until: number): void {
    this.#generation += 1;
    this.#state = state;
    this.#openUntil = until;
    this.#failuresInARow = 0;
    this.#recent = [];
  }

  #close(): void {
    this.#generation += 1;
    this.#state = "closed";
    this.#openMs = 0;
    this.#failuresInARow = 0;
    this.#recent = [];
  }
}
