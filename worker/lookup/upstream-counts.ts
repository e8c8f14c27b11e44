/**
 * Counts the calls that a shard really makes, where it makes them. Each answer takes along what was counted since the one
 * before, whoever asked, so that a call which two questions share counts once, and one that nobody waited for counts with the
 * next question. What happens after a shard's last answer, or goes with an answer that comes too late, is not told.
 */
import type { Attempt } from "../gateway/client.ts";
import { SLOW_CALL_MS } from "./limits.ts";

export interface UpstreamCounts {
  /** Requests to the gateway, retries among them. */
  readonly calls: number;
  readonly retries: number;
  /** Of the calls: no answer in time, or none that the gateway itself gave. */
  readonly failed: number;
  /** Of the calls, whatever their end: they took longer than {@link SLOW_CALL_MS}. */
  readonly slow: number;
  /** Of the calls: the gateway refused the merchant's key. */
  readonly refused: number;
}

const NONE: UpstreamCounts = { calls: 0, retries: 0, failed: 0, slow: 0, refused: 0 };

export class UpstreamTally {
  #counts = NONE;

  /** A call begins. */
  begin(isRetry: boolean): void {
    this.#add({ calls: 1, retries: Number(isRetry) });
  }

  /** @param tookMs how long it took */
  end(result: Attempt<unknown>, tookMs: number): void {
    this.#add({
      failed: Number(result.kind === "failed"),
      slow: Number(tookMs > SLOW_CALL_MS),
      refused: Number(result.kind === "unauthorized"),
    });
  }

  /** What was counted since the last time. */
  take(): UpstreamCounts {
    const counts = this.#counts;
    this.#counts = NONE;
    return counts;
  }

  #add(more: Partial<UpstreamCounts>): void {
    const counts = { ...this.#counts };
    for (const name of Object.keys(NONE) as (keyof UpstreamCounts)[]) counts[name] += more[name] ?? 0;
    this.#counts = counts;
  }
}
