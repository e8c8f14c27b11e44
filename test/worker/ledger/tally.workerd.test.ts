import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MerchantStats } from "../../../worker/ledger/merchant-stats.ts";
import { readCounts } from "../../../worker/ledger/stats-objects.ts";
import { countSums, TALLY_MS, Tally } from "../../../worker/ledger/tally.ts";
import { systemClock } from "../../../worker/lookup/clock.ts";
import { LookupShard } from "../../../worker/lookup/shard.ts";

const ANSWERED = { outcome: "none", reason: "debit", brand: "visa", durationMs: 3, homeTax: null } as const;
const THIS_MINUTE = Math.floor(Date.now() / 60_000);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: THIS_MINUTE * 60_000 });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A request's context whose work behind the answer can be waited for. */
function context() {
  const waits: Promise<unknown>[] = [];
  return { waitUntil: (promise: Promise<unknown>) => void waits.push(promise), done: () => Promise.all(waits) };
}

/** An isolate's tally. */
function isolate() {
  const tally = new Tally(systemClock, () => 0.5);
  return (request: ReturnType<typeof context>, merchantId: string) => tally.count(env, request, merchantId, ANSWERED);
}

async function counted(merchantId: string): Promise<number> {
  const rows = await readCounts(env.MERCHANT_STATS, merchantId, THIS_MINUTE - 1, THIS_MINUTE + 5);
  return rows.reduce((sum, { count }) => sum + count, 0);
}

test("answers counted in an isolate are handed over by one call for all merchants, and no shard's", async () => {
  const adding = vi.spyOn(MerchantStats.prototype, "add");
  const asked = vi.spyOn(LookupShard.prototype, "find");
  const count = isolate();
  const request = context();
  for (let answer = 0; answer < 50; answer++) count(request, "mch_counted");
  count(request, "mch_other");
  await vi.advanceTimersByTimeAsync(TALLY_MS);
  await request.done();
  expect(adding).toHaveBeenCalledTimes(1);
  expect(asked).not.toHaveBeenCalled();
  expect(await counted("mch_counted")).toBe(50);
  expect(await counted("mch_other")).toBe(1);
});

test("counts that were not taken go with the next answer's, none twice", async () => {
  vi.spyOn(MerchantStats.prototype, "add").mockImplementationOnce(() => {
    throw new Error("down");
  });
  const count = isolate();
  const request = context();
  for (let answer = 0; answer < 3; answer++) count(request, "mch_kept");
  await vi.advanceTimersByTimeAsync(TALLY_MS);
  await expect(request.done()).resolves.toBeDefined();
  expect(await counted("mch_kept")).toBe(0);

  const next = context();
  count(next, "mch_kept");
  await vi.advanceTimersByTimeAsync(TALLY_MS);
  await next.done();
  expect(await counted("mch_kept")).toBe(4);
});

test("a request that ends before its time takes no later counts with it", async () => {
  const count = isolate();
  // The platform drops the timer of a request that it ends.
  vi.spyOn(systemClock, "after").mockReturnValueOnce(() => {});
  count(context(), "mch_dropped");
  await vi.advanceTimersByTimeAsync(3 * TALLY_MS);
  const next = context();
  count(next, "mch_dropped");
  await vi.advanceTimersByTimeAsync(TALLY_MS);
  await next.done();
  expect(await counted("mch_dropped")).toBe(2);
});

test("counting never throws, whatever the bindings are", () => {
  expect(() => countSums({} as typeof env, context(), null, { "policy:served": 1 })).not.toThrow();
});
