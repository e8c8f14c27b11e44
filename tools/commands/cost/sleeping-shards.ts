/**
 * The way of each step now: facts travel with the page, shards sleep, counts go from the isolate.
 * `test/worker/scenarios/request-cost.workerd.test.ts` holds these calls to those of the real Worker.
 */
import type { Sums } from "../../../worker/ledger/counts/series.ts";
import { SHARDS_PER_MERCHANT } from "../../../worker/lookup/limits.ts";
import { CPU_MS, OBJECT_OWN_MS } from "./assumptions.ts";
import type { Step } from "./checkouts.ts";
import type { Isolate } from "./isolate.ts";
import { merchantId, originOf } from "./merchant.ts";
import { admit, answerOf, gatewayMs, POLICY_SUMS, STRANGERS_LIMITER, sumsOfAnswer } from "./walk.ts";
import type { Design, World } from "./world.ts";

export const SLEEPING_SHARDS: Design = {
  runUpMs: 240_000,
  windowMs: 90_000,
  newWalk: (world) => (step, isolate) => walk(world, step, isolate),
};

async function walk(world: World, step: Step, isolate: Isolate): Promise<void> {
  const { usage, surroundings } = world;
  const merchant = merchantId(step.merchant);
  if (step.kind === "preflight") {
    usage.cpuMs += CPU_MS.preflight;
    if (!isolate.store.hasSeenOrigin(originOf(merchant))) usage.limiterCalls += STRANGERS_LIMITER;
    await isolate.store.knowsOrigin(originOf(merchant));
    return;
  }
  await admit(world, step, isolate);
  const count = (sums: Sums) =>
    isolate.tally.count({ MERCHANT_STATS: surroundings.stats }, { waitUntil: () => {} }, merchant, sums);
  if (step.kind === "policy") {
    usage.cpuMs += CPU_MS.policy;
    count(POLICY_SUMS);
    return;
  }
  const hasTicket = step.kind === "repeat" && !step.isNewPlace;
  usage.cpuMs += hasTicket ? CPU_MS.ticket : CPU_MS.first;
  const durationMs = hasTicket ? 0 : askShard(world, step);
  count(sumsOfAnswer(answerOf(world, durationMs), !hasTicket));
}

/** One call of a shard that asks the gateway, and sleeps as soon as it has answered. Returns how long it took, ms. */
function askShard(world: World, { merchant, token }: Step): number {
  const { usage, active, clock } = world;
  const tookMs = gatewayMs(world) + OBJECT_OWN_MS;
  usage.objectRequests += 1;
  active.keep(`${merchant}:${token % SHARDS_PER_MERCHANT}`, clock.now(), clock.now() + tookMs);
  return tookMs;
}
