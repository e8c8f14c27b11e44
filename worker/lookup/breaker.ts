/**
 * Stops calls to a gateway that does not work, and finds out with a few probes when it works again. One for each account
 * and shard, for one account's trouble says nothing of another's. Pure: time and chance are told with every call.
 *
 * It judges by rate: a few failures among many good answers are a gateway's everyday life.
 */

/** It opens when at least so many calls of the last 10 s failed, and they are at least half of all. */
const MIN_FAILURES = 5;
const FAILING_SHARE = 0.5;
const WINDOW_MS = 10_000;
/** As many of the last calls are looked at, at most. */
const WINDOW_CALLS = 50;

/**
 * How long it is open: 1 s at first, then longer by two fifths with each failed round of probes, 20 s at most, and up to
 * half as much again by chance, so that shards do not try in step. After a short fault the wait is short, since it grows with
 * the fault; no wait passes 30 s.
 */
const FIRST_OPEN_MS = 1_000;
const GROWTH = 1.4;
const MAX_OPEN_MS = 20_000;
const JITTER = 0.5;

/** Calls let through at once to find out whether the gateway works again. */
const PROBES = 3;

/** A key that was refused is tried again after this long. Another key is another account. */
const KEY_REFUSED_MS = 300_000;

/** A probe that nobody reported on by now never will be. */
const PROBE_LOST_MS = 10_000;

export type BreakerState = "closed" | "open" | "probing" | "key_refused";

/** For the operator. */
export interface BreakerView {
  readonly state: BreakerState;
  /** When the next call will be let through, ms since 1970; null while all are. */
  readonly retryAt: number | null;
}

/** Leave to make one call. To be handed back with the report on it. */
export interface Pass {
  readonly generation: number;
}

/** What a call tells of the gateway; `nothing`: its time was cut short by ourselves. */
export type Report = "works" | "fails" | "refuses_key" | "nothing";

export class Breaker {
  /** Counts every change of state, so that a late report on a call of an earlier time changes nothing. */
  #generation = 0;
  #state: BreakerState = "closed";
  #openUntil = 0;
  /** The next wait without jitter. */
  #nextOpenMs = FIRST_OPEN_MS;
  /** Probes under way, in the state `probing` alone. */
  #probes = 0;
  /** The last calls' ends and results. */
  #recent: { readonly at: number; readonly failed: boolean }[] = [];
  readonly #random: () => number;

  /** @param random from 0 to below 1 */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Leave to call, or null. Each leave is to be reported on. */
  admit(now: number): Pass | null {
    if (this.#state === "closed") return { generation: this.#generation };
    if (now >= this.#openUntil) this.#enter("probing", now + PROBE_LOST_MS);
    if (this.#state !== "probing" || this.#probes >= PROBES) return null;
    this.#probes += 1;
    return { generation: this.#generation };
  }

  report(pass: Pass, report: Report, now: number): void {
    if (pass.generation !== this.#generation) return;
    if (this.#state === "probing") this.#probes -= 1;
    if (report === "refuses_key") {
      // The gateway works, so trouble with it later on starts at the shortest wait.
      this.#nextOpenMs = FIRST_OPEN_MS;
      this.#enter("key_refused", now + KEY_REFUSED_MS);
    } else if (this.#state === "probing") this.#judgeProbe(report, now);
    else if (report !== "nothing") this.#judgeCall(report === "fails", now);
  }

  view(now: number): BreakerView {
    if (this.#state === "closed") return { state: "closed", retryAt: null };
    return { state: this.#state, retryAt: Math.max(now, this.#openUntil) };
  }

  /** One good probe is enough; the wait begins anew when the last of them is back without one. */
  #judgeProbe(report: "works" | "fails" | "nothing", now: number): void {
    if (report === "works") {
      this.#nextOpenMs = FIRST_OPEN_MS;
      this.#enter("closed", 0);
    } else if (this.#probes === 0) this.#open(now, report === "fails");
  }

  #judgeCall(failed: boolean, now: number): void {
    this.#recent.push({ at: now, failed });
    this.#recent = this.#recent.filter(({ at }) => at > now - WINDOW_MS).slice(-WINDOW_CALLS);
    const failures = this.#recent.filter((call) => call.failed).length;
    if (failures >= MIN_FAILURES && failures >= this.#recent.length * FAILING_SHARE) this.#open(now, true);
  }

  /** @param grows the next wait is longer than this one */
  #open(now: number, grows: boolean): void {
    const waitMs = this.#nextOpenMs * (1 + JITTER * this.#random());
    if (grows) this.#nextOpenMs = Math.min(MAX_OPEN_MS, this.#nextOpenMs * GROWTH);
    this.#enter("open", now + waitMs);
  }

  #enter(state: BreakerState, until: number): void {
    this.#generation += 1;
    this.#state = state;
    this.#openUntil = until;
    this.#probes = 0;
    this.#recent = [];
  }
}
