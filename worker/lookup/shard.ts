/**
 * The Durable Object around a {@link LookupDesk}: one of a merchant's sixteen, named `merchant:shard`. It uses no
 * storage and no alarm, so that nothing about a token ever reaches a disk, and nothing keeps it awake: the platform evicts
 * it some seconds after its last call, and from then on it costs nothing. An eviction, a deploy or a crash empties it, which
 * costs one more call for each token and place that is asked about again without its ticket.
 */
import { DurableObject } from "cloudflare:workers";
import { systemClock } from "./clock.ts";
import { type DeskView, LookupDesk } from "./desk.ts";
import { sharedTimer } from "./shared-timer.ts";
import { decodeQuestion, encodeFinding } from "./wire.ts";

export interface ShardView extends DeskView {
  /** When this instance began to hold anything in memory, ms since 1970. */
  readonly startedAt: number;
}

export class LookupShard extends DurableObject<unknown> {
  readonly #desk = new LookupDesk(sharedTimer(systemClock), (input, init) => fetch(input, init), Math.random);
  readonly #startedAt = Date.now();

  /**
   * Answers one question. The name is part of what crosses: a Worker that was there before a deploy calls it as well.
   *
   * @param text a question as `wire.ts` writes it
   * @returns a finding as `wire.ts` writes it
   */
  async find(text: string): Promise<string> {
    return encodeFinding(await this.#desk.lookUp(decodeQuestion(text)));
  }

  /** For the operator. */
  view(): ShardView {
    return { ...this.#desk.view(), startedAt: this.#startedAt };
  }
}
