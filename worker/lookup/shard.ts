/**
 * The Durable Object around a {@link LookupDesk}: one of a merchant's sixteen, named `merchant:shard`. It uses no
 * storage and no alarm, so that nothing about a token ever reaches a disk. A chain of timers keeps it in memory while
 * it holds anything (compatibility flag `durable_object_io_tasks_prevent_eviction`); a deploy or a crash empties it,
 * which costs one more call for each token and place.
 */
import { DurableObject } from "cloudflare:workers";
import { Counters, type CountRow } from "../ledger/counters.ts";
import type { MerchantStats } from "../ledger/merchant-stats.ts";
import { systemClock } from "./clock.ts";
import { type DeskView, LookupDesk } from "./desk.ts";
import { SWEEP_MS } from "./limits.ts";
import { decodeQuestion, encodeFinding } from "./wire.ts";

export interface ShardView extends DeskView {
  /** When this instance began to hold anything in memory, ms since 1970. */
  readonly startedAt: number;
}

/** The Worker's bindings, as far as a shard uses them. */
interface ShardBindings {
  readonly MERCHANT_STATS: DurableObjectNamespace<MerchantStats>;
}

export class LookupShard extends DurableObject<ShardBindings> {
  readonly #desk = new LookupDesk(systemClock, (input, init) => fetch(input, init), Math.random);
  readonly #counters = new Counters();
  readonly #startedAt = Date.now();
  /** Told with each count; a shard belongs to one merchant for good. */
  #merchantId: string | null = null;
  #isSweeping = false;

  /**
   * Answers one question. The name is part of what crosses: a Worker that was there before a deploy calls it as well.
   *
   * @param text a question as `wire.ts` writes it
   * @returns a finding as `wire.ts` writes it
   */
  async find(text: string): Promise<string> {
    const question = decodeQuestion(text);
    this.#keepAlive();
    return encodeFinding(await this.#desk.lookUp(question));
  }

  /** Adds counts of answers; they reach the merchant's {@link MerchantStats} with the next sweep. */
  count(merchantId: string, rows: readonly CountRow[]): void {
    this.#merchantId = merchantId;
    this.#counters.add(rows);
    this.#keepAlive();
  }

  /** For the operator. */
  view(): ShardView {
    return { ...this.#desk.view(), startedAt: this.#startedAt };
  }

  #keepAlive(): void {
    if (this.#isSweeping) return;
    this.#isSweeping = true;
    setTimeout(() => this.#sweep(), SWEEP_MS);
  }

  #sweep(): void {
    this.#isSweeping = false;
    void this.#passOnCounters();
    if (this.#desk.sweep()) this.#keepAlive();
  }

  async #passOnCounters(): Promise<void> {
    if (this.#merchantId === null || this.#counters.isEmpty) return;
    const rows = this.#counters.take();
    try {
      await this.env.MERCHANT_STATS.get(this.env.MERCHANT_STATS.idFromName(this.#merchantId)).add(rows);
    } catch {
      // Kept for the next sweep.
      this.#counters.add(rows);
      this.#keepAlive();
    }
  }
}
