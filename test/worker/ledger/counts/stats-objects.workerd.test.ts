import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MerchantStats } from "../../../../worker/ledger/counts/merchant-stats.ts";
import { PERIOD_MS } from "../../../../worker/ledger/counts/periods.ts";
import { readSums, statsObject, sumsByMerchant } from "../../../../worker/ledger/counts/stats-objects.ts";

const { minute: MINUTE, hour: HOUR, day: DAY } = PERIOD_MS;
const TODAY = Math.floor(Date.now() / DAY) * DAY;
const VISA = "answer:debit:visa";
let number = 0;

const add = (at: number, merchantId: string, count: number) => {
  const sums = { [VISA]: count, "took:10": count };
  const handingOver = {
    isolate: "isolate-1",
    number: ++number,
    minutes: [{ at, whole: sums, merchants: { [merchantId]: sums } }],
  };
  return statsObject(env.MERCHANT_STATS, at).take(handingOver);
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: TODAY + 10 * MINUTE });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("what is counted over midnight is read as one time, of a merchant or of all, by minute, hour and day", async () => {
  await add(TODAY - MINUTE, "mch_one", 1);
  await add(TODAY, "mch_one", 2);
  await add(TODAY, "mch_two", 3);
  await add(TODAY - 9 * HOUR, "mch_two", 4);
  const read = async (by: "minute" | "hour" | "day", merchantId: string | null, from: number) => {
    const found = await readSums(env.MERCHANT_STATS, { merchantId, by, from, to: TODAY + HOUR });
    return found.map(({ at, sums }) => [(at - TODAY) / PERIOD_MS[by], sums[VISA]]);
  };
  expect(await read("minute", "mch_one", TODAY - HOUR)).toEqual([
    [-1, 1],
    [0, 2],
  ]);
  expect(await read("hour", null, TODAY - DAY)).toEqual([
    [-9, 4],
    [-1, 1],
    [0, 5],
  ]);
  expect(await read("hour", "mch_two", TODAY - DAY)).toEqual([
    [-9, 4],
    [0, 3],
  ]);
  expect(await read("day", null, TODAY - 300 * DAY)).toEqual([
    [-1, 5],
    [0, 5],
  ]);
  expect(await read("day", "mch_nobody", TODAY - 300 * DAY)).toEqual([]);
  // The first period is the one in which the time begins.
  expect(await read("day", null, TODAY + 5 * MINUTE)).toEqual([[0, 5]]);

  const merchants = async (from: number, series?: readonly ["answer"]) =>
    Object.fromEntries(await sumsByMerchant(env.MERCHANT_STATS, { from, to: TODAY + 1, ...(series && { series }) }));
  expect(await merchants(TODAY - DAY)).toEqual({
    mch_one: { [VISA]: 3, "took:10": 3 },
    mch_two: { [VISA]: 7, "took:10": 7 },
  });
  expect(await merchants(TODAY, ["answer"])).toEqual({ mch_one: { [VISA]: 2 }, mch_two: { [VISA]: 3 } });
});

test("as few objects are asked as keep the days, and one that fails is not read as one without counts", async () => {
  const reading = vi.spyOn(MerchantStats.prototype, "read");
  const asked = { merchantId: null, by: "hour", to: TODAY + HOUR } as const;
  await readSums(env.MERCHANT_STATS, { ...asked, from: TODAY });
  expect(reading).toHaveBeenCalledTimes(1);
  await readSums(env.MERCHANT_STATS, { ...asked, from: TODAY - 1 });
  expect(reading).toHaveBeenCalledTimes(3);
  await readSums(env.MERCHANT_STATS, { ...asked, from: TODAY - 30 * DAY });
  expect(reading).toHaveBeenCalledTimes(11);
  reading.mockImplementationOnce(() => {
    throw new Error("down");
  });
  await expect(readSums(env.MERCHANT_STATS, { ...asked, from: TODAY - DAY })).rejects.toThrow("down");
});
