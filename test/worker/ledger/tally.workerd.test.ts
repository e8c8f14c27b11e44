import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MerchantStats } from "../../../worker/ledger/merchant-stats.ts";
import { countAnswer, TALLY_MS } from "../../../worker/ledger/tally.ts";
import { LookupShard } from "../../../worker/lookup/shard.ts";

const ANSWERED = { outcome: "none", reason: "debit", brand: "visa", durationMs: 3 } as const;
const THIS_MINUTE = Math.floor(Date.now() / 60_000);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
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

async function counted(merchantId: string): Promise<number> {
  const stats = env.MERCHANT_STATS.get(env.MERCHANT_STATS.idFromName(merchantId));
  const rows = await stats.read(THIS_MINUTE - 1, THIS_MINUTE + 2);
  return rows.reduce((sum, { count }) => sum + count, 0);
}

test("answers counted in an isolate reach the merchant's counters by one call, and no shard", {
  timeout: 20_000,
}, async () => {
  const adding = vi.spyOn(MerchantStats.prototype, "add");
  const asked = vi.spyOn(LookupShard.prototype, "find");
  const request = context();
  for (let answer = 0; answer < 50; answer++) countAnswer(env, request, "mch_counted", ANSWERED);
  await vi.advanceTimersByTimeAsync(TALLY_MS);
  await request.done();
  expect(adding).toHaveBeenCalledTimes(1);
  expect(asked).not.toHaveBeenCalled();
  expect(await counted("mch_counted")).toBe(50);
});

test("counts that were not taken go with the next answer's, none twice", async () => {
  vi.spyOn(MerchantStats.prototype, "add").mockImplementationOnce(() => {
    throw new Error("down");
  });
  const request = context();
  for (let answer = 0; answer < 3; answer++) countAnswer(env, request, "mch_kept", ANSWERED);
  await vi.advanceTimersByTimeAsync(TALLY_MS);
  await expect(request.done()).resolves.toBeDefined();
  expect(await counted("mch_kept")).toBe(0);

  const next = context();
  countAnswer(env, next, "mch_kept", ANSWERED);
  await vi.advanceTimersByTimeAsync(TALLY_MS);
  await next.done();
  expect(await counted("mch_kept")).toBe(4);
});
