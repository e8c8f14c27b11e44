/**
 * The Durable Object around a {@link LookupDesk}: one of a merchant's sixteen, named `merchant:shard`. It uses no
 * storage and no alarm, so that nothing about a token ever reaches a disk. A chain of timers keeps it in memory while
 * it holds anything (compatibility flag `durable_object_io_tasks_prevent_eviction`); a deploy or a crash empties it,
 * which costs one more call for each token and place.
 */
import { DurableObject } from "cloudflare:workers";
import { findGateway } from "../gateway/gateways.ts";
import { Counters, type CountRow } from "../ledger/counters.ts";
import type { MerchantStats } from "../ledger/merchant-stats.ts";
import { systemClock } from "./clock.ts";
import { type DeskView, LookupDesk } from "./desk.ts";
import type { Ask } from "./finding.ts";
import { SWEEP_MS } from "./limits.ts";

export interface ShardAsk extends Ask {
  /** An HMAC of the token, for the memo; null for subjects that are not remembered. */
  readonly tokenKey: string | null;
  /** How long the caller still waits. A duration, because two machines' clocks differ. */
  readonly timeMs: number;
}

export interface ShardView extends DeskView {
  /** When this instance began to hold anything in memory, ms since 1970. */
  readonly startedAt: number;
}

/** What a shard uses of the Worker's bindings. */
interface ShardBindings {
  readonly MERCHANT_STATS: DurableObjectNamespace<MerchantStats>;
  /** Where the stand-in of a gateway runs, in development. */
  readonly SANDBOX_ORIGIN?: string;
}

export class LookupShard extends DurableObject<ShardBindings> {
  readonly #desk = new LookupDesk(systemClock, (input, init) => fetch(input, init), Math.random);
  readonly #counters = new Counters();
  readonly #startedAt = Date.now();
  /** Told with each count; a shard belongs to one merchant for good. */
  #merchantId: string | null = null;
  #isSweeping = false;

  /**
   * Answers one question. Question and answer cross as JSON texts, which costs a third less than as objects.
   *
   * @param question a {@link ShardAsk}
   * @returns a `FindCardResult`
   * @throws RangeError when this build has no gateway of that name
   */
  async find(question: string): Promise<string> {
    const { gateway, ...ask } = JSON.parse(question) as ShardAsk;
    const { origin } = findGateway(gateway, this.env.SANDBOX_ORIGIN);
    this.#keepAlive();
    return JSON.stringify(await this.#desk.find({ ...ask, origin }));
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
