import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MAX_KEYS } from "../../../../worker/ledger/counts/counters.ts";
import { type HandingOver, MerchantStats } from "../../../../worker/ledger/counts/merchant-stats.ts";
import { PERIOD_MS } from "../../../../worker/ledger/counts/periods.ts";
import { readSums } from "../../../../worker/ledger/counts/stats-objects.ts";
import { countSums, TALLY_MS, Tally } from "../../../../worker/ledger/counts/tally.ts";
import { systemClock } from "../../../../worker/lookup/clock.ts";
import { LookupShard } from "../../../../worker/lookup/shard.ts";
import { deskThat } from "../../../support/workerd/desk.ts";

const VISA = "answer:debit:visa";
const ONE = { [VISA]: 1 };
const TODAY = Math.floor(Date.now() / PERIOD_MS.day) * PERIOD_MS.day;
const NOON = TODAY + 12 * PERIOD_MS.hour;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: NOON });
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

/** An isolate's tally: counts some times, and waits for the handing over. */
function isolate() {
  const tally = new Tally(systemClock, TALLY_MS);
  return {
    tally,
    count: async (merchantId: string | null, times: number, bindings: Pick<typeof env, "MERCHANT_STATS"> = env) => {
      const request = context();
      for (let time = 0; time < times; time++) tally.count(bindings, request, merchantId, ONE);
      await vi.advanceTimersByTimeAsync(TALLY_MS);
      await request.done();
    },
  };
}

/** All that is known of a merchant, or of all. */
async function counted(merchantId: string | null, key: string = VISA): Promise<number> {
  const from = TODAY - PERIOD_MS.day;
  const days = await readSums(env.MERCHANT_STATS, { merchantId, by: "day", from, to: from + 3 * PERIOD_MS.day });
  return days.reduce((sum, { sums }) => sum + (sums[key] ?? 0), 0);
}

const spyOnTake = () => vi.spyOn(MerchantStats.prototype, "take");

test("what is counted in an isolate is handed over by one call for all merchants, and no shard's", async () => {
  const taking = spyOnTake();
  const asked = vi.spyOn(LookupShard.prototype, "find");
  const { tally } = isolate();
  const request = context();
  for (let answer = 0; answer < 50; answer++) tally.count(env, request, "mch_counted", ONE);
  tally.count(env, request, "mch_other", ONE);
  tally.count(env, request, null, ONE);
  await vi.advanceTimersByTimeAsync(TALLY_MS);
  await request.done();
  expect(taking).toHaveBeenCalledTimes(1);
  expect(asked).not.toHaveBeenCalled();
  expect(await counted("mch_counted")).toBe(50);
  expect(await counted("mch_other")).toBe(1);
  expect(await counted(null)).toBe(52);
});

test("while the object is down nothing fails and nothing is dropped; afterwards all is there, once", async () => {
  const taking = spyOnTake();
  const { count } = isolate();
  taking.mockRejectedValue(new Error("down"));
  await count("mch_kept", 3);
  await count("mch_kept", 2);
  expect(await counted("mch_kept")).toBe(0);
  taking.mockRestore();
  await count("mch_kept", 1);
  expect(await counted("mch_kept")).toBe(6);
});

test("what was taken although its answer was lost is sent again as it was, and not counted again", async () => {
  const sent: HandingOver[] = [];
  const losingTheFirstAnswer = {
    idFromName: (name: string) => env.MERCHANT_STATS.idFromName(name),
    get: (id: DurableObjectId) => ({
      take: async (handingOver: HandingOver) => {
        sent.push(handingOver);
        const refused = await env.MERCHANT_STATS.get(id).take(handingOver);
        if (sent.length === 1) throw new Error("the connection broke");
        return refused;
      },
    }),
  };
  const bindings = { MERCHANT_STATS: losingTheFirstAnswer as unknown as typeof env.MERCHANT_STATS };
  const { count } = isolate();
  await count("mch_once", 3, bindings);
  expect(await counted("mch_once")).toBe(3);
  await count("mch_once", 2, bindings);
  expect(await counted("mch_once")).toBe(5);
  expect(sent.map(({ number }) => number)).toEqual([1, 1, 2]);
  expect(sent[1]).toEqual(sent[0]);
});

test("what an isolate counted before and after midnight goes to the object of each day", async () => {
  vi.setSystemTime(TODAY + PERIOD_MS.day - 5_000);
  const taking = spyOnTake().mockRejectedValueOnce(new Error("down"));
  const { count } = isolate();
  await count("mch_midnight", 2);
  await count("mch_midnight", 3);
  expect(taking).toHaveBeenCalledTimes(3);
  const days = await readSums(env.MERCHANT_STATS, {
    merchantId: "mch_midnight",
    by: "day",
    from: TODAY,
    to: TODAY + 2 * PERIOD_MS.day,
  });
  expect(days).toEqual([
    { at: TODAY, sums: { [VISA]: 2 } },
    { at: TODAY + PERIOD_MS.day, sums: { [VISA]: 3 } },
  ]);
});

test("what does not fit while the object is down is counted as lost and logged", async () => {
  const logged = vi.spyOn(console, "error").mockReturnValue();
  const taking = spyOnTake().mockRejectedValue(new Error("down"));
  const { tally, count } = isolate();
  await count("mch_kept_too", 1);
  for (let merchant = 0; merchant < MAX_KEYS + 5; merchant++) tally.count(env, context(), `mch_crowd_${merchant}`, ONE);
  taking.mockRestore();
  const before = await counted(null);
  await count(null, 1);
  await count(null, 1);
  expect((await counted(null)) - before).toBe(1 + MAX_KEYS + 1);
  expect(await counted(null, "lost:counts")).toBe(6);
  expect(logged.mock.calls).toEqual([
    [JSON.stringify({ task: "counts-waiting", alarm: "counts_waiting", waiting: 1, seconds: 0 })],
    [JSON.stringify({ task: "counts", alarm: "counts_lost", lost: 6 })],
  ]);
});

test("that nothing is taken is said once a minute, in the log and to the desk of alerts, with what waits", async () => {
  const logged = vi.spyOn(console, "error").mockReturnValue();
  const told = vi.fn<() => Promise<void>>().mockResolvedValue();
  const bindings = { ...env, ALERT_DESK: deskThat(told) };
  const taking = spyOnTake().mockRejectedValue(new Error("down"));
  const { count } = isolate();
  for (const times of [3, 2, 2, 1]) await count("mch_waiting", times, bindings);
  const line = { task: "counts-waiting", alarm: "counts_waiting" };
  expect(logged.mock.calls.flat().map((text) => JSON.parse(String(text)) as object)).toEqual([
    { ...line, waiting: 3, seconds: 0 },
    { ...line, waiting: 8, seconds: 60 },
  ]);
  expect(told).toHaveBeenCalledTimes(2);

  taking.mockRestore();
  await count("mch_waiting", 1);
  spyOnTake().mockRejectedValue(new Error("down"));
  for (const times of [1, 1]) await count("mch_waiting", times);
  expect(JSON.parse(String(logged.mock.calls.at(-1)))).toEqual({ ...line, waiting: 2, seconds: 20 });
});

test("what is dropped while nothing is taken is said then, and not again", async () => {
  const logged = vi.spyOn(console, "error").mockReturnValue();
  const taking = spyOnTake().mockRejectedValue(new Error("down"));
  const { tally, count } = isolate();
  await count("mch_dropping", 1);
  for (let merchant = 0; merchant < MAX_KEYS + 2; merchant++) tally.count(env, context(), `mch_crowd_${merchant}`, ONE);
  await count("mch_crowd_0", 1);
  const lost = () =>
    logged.mock.calls.flatMap(([text]) => {
      const line = JSON.parse(String(text)) as { lost?: number };
      return line.lost ?? [];
    });
  expect(lost()).toEqual([2]);
  taking.mockRestore();
  await count("mch_crowd_0", 1);
  await count("mch_crowd_0", 1);
  expect(lost()).toEqual([2]);
});

test("what an object refuses, its minute being too far away, is counted as lost and logged", async () => {
  const logged = vi.spyOn(console, "error").mockReturnValue();
  const before = await counted(null, "lost:counts");
  spyOnTake().mockResolvedValueOnce(7);
  const { count } = isolate();
  await count("mch_refused", 1);
  expect(logged).toHaveBeenCalledWith(JSON.stringify({ task: "counts", alarm: "counts_lost", lost: 7 }));
  await count("mch_refused", 1);
  expect((await counted(null, "lost:counts")) - before).toBe(7);
});

test("a request that ends before its time takes no later counts with it", async () => {
  const { tally, count } = isolate();
  // The platform drops the timer of a request that it ends.
  vi.spyOn(systemClock, "after").mockReturnValueOnce(() => {});
  tally.count(env, context(), "mch_dropped", ONE);
  await vi.advanceTimersByTimeAsync(3 * TALLY_MS);
  await count("mch_dropped", 1);
  expect(await counted("mch_dropped")).toBe(2);
});

test("counting never throws, whatever the bindings are", () => {
  const broken = {
    waitUntil: () => {
      throw new Error("the request is over");
    },
  };
  expect(() => countSums({} as typeof env, broken, null, { "policy:served": 1 })).not.toThrow();
});
