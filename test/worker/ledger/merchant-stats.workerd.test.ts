import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import type { CountRow } from "../../../worker/ledger/counters.ts";
import { MerchantStats } from "../../../worker/ledger/merchant-stats.ts";
import { countAnswer } from "../../../worker/ledger/tally.ts";
import { SWEEP_MS, TALLY_MS } from "../../../worker/lookup/limits.ts";
import { LookupShard } from "../../../worker/lookup/shard.ts";
import { shardOf } from "../../../worker/lookup/shard-routing.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const THIS_MINUTE = Math.floor(Date.now() / 60_000);
const row = (changes: Partial<CountRow> = {}): CountRow => ({
  minute: THIS_MINUTE,
  outcome: "surcharge",
  reason: "eligible",
  brand: "visa",
  latencyMs: 100,
  count: 1,
  ...changes,
});
const statsOf = (merchantId: string) => env.MERCHANT_STATS.get(env.MERCHANT_STATS.idFromName(merchantId));

/** Lets the time until a shard's next sweep pass, within the shard. */
const nextSweep = (stub: DurableObjectStub<LookupShard>) =>
  runInDurableObject(stub, () => vi.advanceTimersByTimeAsync(SWEEP_MS));

test("rows of one minute and kind add up, and only the time asked for is read", async () => {
  const stats = statsOf("mch_adds");
  await stats.add([row(), row({ latencyMs: null }), row({ minute: THIS_MINUTE - 1 })]);
  await stats.add([row({ count: 4 }), row({ latencyMs: null })]);
  expect(await stats.read(THIS_MINUTE, THIS_MINUTE + 1)).toEqual(
    expect.arrayContaining([row({ count: 5 }), row({ latencyMs: null, count: 2 })]),
  );
  expect(await stats.read(THIS_MINUTE - 1, THIS_MINUTE)).toEqual([row({ minute: THIS_MINUTE - 1 })]);
});

test("what is older than 90 days goes", async () => {
  const stats = statsOf("mch_old");
  const old = THIS_MINUTE - 90 * 24 * 60;
  await stats.add([row({ minute: old - 1 }), row({ minute: old + 1 })]);
  expect(await stats.read(0, THIS_MINUTE)).toEqual([row({ minute: old + 1 })]);
});

test("answers counted in an isolate reach the merchant's counters by way of one shard call", {
  timeout: 20_000,
}, async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const counting = vi.spyOn(LookupShard.prototype, "count");
  const waits: Promise<unknown>[] = [];
  const context = { waitUntil: (promise: Promise<unknown>) => void waits.push(promise) };
  const answered = { outcome: "none", reason: "debit", brand: "visa", durationMs: 3 } as const;
  for (let answer = 0; answer < 50; answer++) countAnswer(env, context, { merchantId: "mch_counted" }, answered);
  await vi.advanceTimersByTimeAsync(TALLY_MS);
  await Promise.all(waits);
  expect(counting).toHaveBeenCalledTimes(1);
  await nextSweep(shardOf(env.LOOKUP_SHARDS, { merchantId: "mch_counted" }, 0));
  const rows = await statsOf("mch_counted").read(THIS_MINUTE - 1, THIS_MINUTE + 2);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(50);
  expect(rows[0]).toMatchObject({ outcome: "none", reason: "debit", brand: "visa", latencyMs: 10 });
});

test("counts that the merchant's counters did not take are kept for the next sweep", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const taking = vi.spyOn(MerchantStats.prototype, "add").mockImplementationOnce(() => {
    throw new Error("down");
  });
  const stub = shardOf(env.LOOKUP_SHARDS, { merchantId: "mch_kept" }, 0);
  await stub.count("mch_kept", [row({ count: 9 })]);
  await nextSweep(stub);
  await nextSweep(stub);
  expect(taking).toHaveBeenCalledTimes(2);
  expect(await statsOf("mch_kept").read(THIS_MINUTE, THIS_MINUTE + 1)).toEqual([row({ count: 9 })]);
});

test("a count that cannot be handed over fails nothing", async () => {
  vi.spyOn(LookupShard.prototype, "count").mockImplementation(() => {
    throw new Error("overloaded");
  });
  const waits: Promise<unknown>[] = [];
  const context = { waitUntil: (promise: Promise<unknown>) => void waits.push(promise) };
  countAnswer(
    env,
    context,
    { merchantId: "mch_lost" },
    { outcome: "none", reason: "debit", brand: "visa", durationMs: 3 },
  );
  await expect(Promise.all(waits)).resolves.toBeDefined();
});
