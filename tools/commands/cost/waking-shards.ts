/**
 * The way of each step before `docs/decisions/2026-11-27-tickets.md`: shards kept awake by timers for as long as they
 * remembered a token, every question crossed to one, and counts went through one. That code is gone, so this says again
 * what it did.
 */
import { beginningOf } from "../../../worker/ledger/counts/periods.ts";
import { LATENCY_BOUNDS_MS } from "../../../worker/ledger/counts/series.ts";
import { MEMO_MS, SHARDS_PER_MERCHANT } from "../../../worker/lookup/limits.ts";
import { kvStore } from "../../../worker/merchants/store.ts";
import { COUNT_BYTES, CPU_MS, OBJECT_OWN_MS } from "./assumptions.ts";
import type { Step } from "./checkouts.ts";
import type { Isolate } from "./isolate.ts";
import { merchantId, originOf } from "./merchant.ts";
import { admit, answerOf, gatewayMs, type SimulatedAnswer, STRANGERS_LIMITER } from "./walk.ts";
import type { Design, World } from "./world.ts";

/** How often a shard looked whether it still remembered anything, and handed its counts on. */
const SWEEP_MS = 10_000;
/** How long an isolate collected a merchant's counts before it handed them to the merchant's first shard. */
const COLLECTED_MS = 1_000;

export const WAKING_SHARDS: Design = {
  runUpMs: 360_000,
  windowMs: 90_000,
  newWalk(world) {
    const shards = new Map<string, WakingShard>();
    const shardOf = (merchant: string, number: number) => {
      const name = `${merchant}:${number}`;
      const shard = shards.get(name) ?? new WakingShard(world, name, merchant);
      shards.set(name, shard);
      return shard;
    };
    const collected = new Map<Isolate, Map<string, Kinds>>();
    const count = (isolate: Isolate, merchant: string, durationMs: number) => {
      const ofIsolate = collected.get(isolate) ?? new Map<string, Kinds>();
      collected.set(isolate, ofIsolate);
      const kinds: Kinds = ofIsolate.get(merchant) ?? new Set();
      kinds.add(kindOf(answerOf(world, durationMs), world.clock.now()));
      if (ofIsolate.has(merchant)) return;
      ofIsolate.set(merchant, kinds);
      world.clock.after(COLLECTED_MS, () => {
        ofIsolate.delete(merchant);
        shardOf(merchant, 0).count(kinds);
      });
    };
    return (step, isolate) => walk(world, step, isolate, shardOf, count);
  },
};

async function walk(
  world: World,
  step: Step,
  isolate: Isolate,
  shardOf: (merchant: string, number: number) => WakingShard,
  count: (isolate: Isolate, merchant: string, durationMs: number) => void,
): Promise<void> {
  const { usage, surroundings } = world;
  const merchant = merchantId(step.merchant);
  if (step.kind === "preflight") {
    usage.cpuMs += CPU_MS.preflight;
    usage.limiterCalls += STRANGERS_LIMITER;
    // Each time by a store that remembered nothing.
    await kvStore(surroundings.merchants).knowsOrigin(originOf(merchant));
    return;
  }
  await admit(world, step, isolate);
  if (step.kind === "policy") {
    usage.cpuMs += CPU_MS.policy;
    return;
  }
  const asksGateway = step.kind === "first" || step.isNewPlace;
  usage.cpuMs += asksGateway ? CPU_MS.first : CPU_MS.repeat;
  shardOf(merchant, step.token % SHARDS_PER_MERCHANT).find(step.kind === "first");
  count(isolate, merchant, asksGateway ? gatewayMs(world) : 0);
}

/** Kinds of answers that a minute had a row for each of. */
type Kinds = Set<string>;

function kindOf({ durationMs, outcome, reason, brand, homeTax }: SimulatedAnswer, now: number): string {
  const latencyMs = LATENCY_BOUNDS_MS.find((bound) => durationMs <= bound);
  return JSON.stringify([beginningOf("minute", now), outcome, reason, brand, homeTax, latencyMs]);
}

class WakingShard {
  readonly #world: World;
  readonly #name: string;
  readonly #merchant: string;
  #kinds: Kinds = new Set();
  #remembersUntil = 0;
  #isSweeping = false;

  constructor(world: World, name: string, merchant: string) {
    this.#world = world;
    this.#name = name;
    this.#merchant = merchant;
  }

  /** @param isNew a token is remembered from its first sight on, however often it is asked about */
  find(isNew: boolean): void {
    const { usage, clock } = this.#world;
    usage.objectRequests += 1;
    if (isNew) this.#remembersUntil = clock.now() + MEMO_MS;
    this.#keepAwake();
  }

  count(kinds: Kinds): void {
    this.#world.usage.objectRequests += 1;
    for (const kind of kinds) this.#kinds.add(kind);
    this.#keepAwake();
  }

  #keepAwake(): void {
    if (this.#isSweeping) return;
    this.#isSweeping = true;
    const { active, clock } = this.#world;
    active.keep(this.#name, clock.now(), clock.now() + SWEEP_MS);
    clock.after(SWEEP_MS, () => this.#sweep());
  }

  #sweep(): void {
    this.#isSweeping = false;
    if (this.#kinds.size > 0) this.#handOver();
    if (this.#world.clock.now() < this.#remembersUntil) this.#keepAwake();
  }

  /** To the merchant's own object: a row for each minute and kind, and a look for old ones. */
  #handOver(): void {
    const { usage, active, clock, store } = this.#world;
    const kinds = this.#kinds;
    this.#kinds = new Set();
    usage.objectRequests += 1;
    usage.rowsRead += 1;
    usage.rowsWritten += kinds.size;
    active.keep(this.#merchant, clock.now(), clock.now() + OBJECT_OWN_MS);
    for (const kind of kinds) store(`${this.#merchant} ${kind}`, COUNT_BYTES);
  }
}
