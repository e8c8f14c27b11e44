import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, inject, type Mock, test, vi } from "vitest";
import { FLUSH_ROWS_READ, ROWS_WRITTEN_PER_MINUTE } from "../../../../tools/commands/cost/platform.ts";
import type { MinuteCounts } from "../../../../worker/ledger/counts/counters.ts";
import { type HandingOver, MerchantStats } from "../../../../worker/ledger/counts/merchant-stats.ts";
import { unpackSums } from "../../../../worker/ledger/counts/packed-sums.ts";
import { beginningOf, PERIOD_MS, type Period } from "../../../../worker/ledger/counts/periods.ts";
import type { Sums } from "../../../../worker/ledger/counts/series.ts";
import { runs } from "../../../support/nightly/runs.ts";

const { minute: MINUTE, hour: HOUR, day: DAY } = PERIOD_MS;
const MIDNIGHT = Date.UTC(2026, 10, 28);
const NOON = MIDNIGHT + 12 * HOUR;
const VISA = "answer:eligible:visa";
const SERVED = "policy:served";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOON });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A minute in which only one merchant did anything. */
const minute = (at: number, merchantId: string, sums: Sums): MinuteCounts => ({
  at: beginningOf("minute", at),
  whole: sums,
  merchants: { [merchantId]: sums },
});

/** Runs in an object of its own, whose alarms only the test lets ring. */
function inObject<T>(
  name: string,
  work: (
    stats: MerchantStats,
    state: DurableObjectState,
    setAlarm: Mock<DurableObjectStorage["setAlarm"]>,
  ) => Promise<T>,
): Promise<T> {
  return runInDurableObject(env.MERCHANT_STATS.get(env.MERCHANT_STATS.idFromName(name)), (stats, state) => {
    const setAlarm = vi.spyOn(state.storage, "setAlarm").mockResolvedValue();
    return work(stats, state, setAlarm);
  });
}

const byMerchant = (stats: MerchantStats, ...asked: Parameters<MerchantStats["byMerchant"]>) =>
  Object.fromEntries(unpackSums(stats.byMerchant(...asked)));

let handedOver = 0;
const next = (minutes: readonly MinuteCounts[], isolate = "isolate-1"): HandingOver => ({
  isolate,
  number: ++handedOver,
  minutes,
});

describe("what is handed over", () => {
  test("adds up in its minute, for its merchant and for the deployment", () =>
    inObject("adds", async (stats) => {
      await stats.take(next([minute(NOON, "mch_a", { [VISA]: 2 })]));
      await stats.take(next([minute(NOON, "mch_b", { [VISA]: 3, [SERVED]: 1 })], "isolate-2"));
      expect(stats.read("mch_a", "minute", NOON, NOON + MINUTE)).toEqual([{ at: NOON, sums: { [VISA]: 2 } }]);
      expect(stats.read(null, "minute", NOON, NOON + MINUTE)).toEqual([{ at: NOON, sums: { [VISA]: 5, [SERVED]: 1 } }]);
      expect(stats.read("mch_", "minute", NOON, NOON + MINUTE)).toEqual([]);
      expect(stats.read("mch_a", "minute", NOON + MINUTE, NOON + HOUR)).toEqual([]);
      expect(byMerchant(stats, NOON, NOON + MINUTE, null)).toEqual({
        mch_a: { [VISA]: 2 },
        mch_b: { [VISA]: 3, [SERVED]: 1 },
      });
      expect(byMerchant(stats, NOON, NOON + MINUTE, ["policy"])).toEqual({ mch_b: { [SERVED]: 1 } });
    }));

  test("counts once, though its answer was lost and it is sent again, also after later ones", () =>
    inObject("once", async (stats) => {
      const first = next([minute(NOON, "mch_a", { [VISA]: 2 })]);
      await stats.take(first);
      await stats.take(first);
      await stats.take(next([minute(NOON, "mch_a", { [VISA]: 1 })]));
      await stats.take(first);
      expect(stats.read(null, "minute", NOON, NOON + 1)).toEqual([{ at: NOON, sums: { [VISA]: 3 } }]);
    }));

  test("is refused where its minute is more than a day away, and how much that was is said", () =>
    inObject("far", async (stats) => {
      const sums = { [VISA]: 2, [SERVED]: 5 };
      for (const at of [NOON - DAY - MINUTE, NOON + DAY + MINUTE])
        expect(await stats.take(next([minute(at, "mch_a", sums)]))).toBe(7);
      expect(await stats.take(next([minute(NOON - DAY, "mch_a", sums), minute(NOON - 2 * DAY, "mch_a", sums)]))).toBe(
        7,
      );
      expect(stats.read(null, "day", MIDNIGHT - 5 * DAY, MIDNIGHT + 5 * DAY)).toEqual([{ at: MIDNIGHT - DAY, sums }]);
    }));

  test("that a minute has no room for is counted for the deployment, and said to be lost for merchants", () =>
    inObject("full", async (stats) => {
      const crowd = Object.fromEntries(
        Array.from({ length: 30_000 }, (_, number) => [`mch_${"x".repeat(40)}${number}`, { [VISA]: 1 }]),
      );
      await stats.take(next([minute(NOON, "mch_a", { [VISA]: 1 })]));
      await stats.take(next([{ at: NOON, whole: { [VISA]: 30_000 }, merchants: crowd }]));
      expect(stats.read(null, "minute", NOON, NOON + 1)).toEqual([
        { at: NOON, sums: { [VISA]: 30_001, "lost:counts": 30_000 } },
      ]);
      expect(byMerchant(stats, NOON, NOON + MINUTE, null)).toEqual({ mch_a: { [VISA]: 1 } });
    }));

  test("costs the rows that the page on cost reckons with, however many merchants are in it", () =>
    inObject("billed", async (stats, { storage }) => {
      const merchants = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`mch_${n}`, { [VISA]: 1 }]));
      await stats.take(next([{ at: NOON, whole: { [VISA]: 50 }, merchants }]));
      const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
      const exec = storage.sql.exec.bind(storage.sql);
      Object.defineProperty(storage.sql, "exec", {
        configurable: true,
        value: (...told: Parameters<SqlStorage["exec"]>) => {
          const cursor = exec(...told);
          cursors.push(cursor);
          return cursor;
        },
      });
      await stats.take(next([{ at: NOON, whole: { [VISA]: 50 }, merchants }]));
      const sum = (of: "rowsRead" | "rowsWritten") => cursors.reduce((all, cursor) => all + cursor[of], 0);
      expect({ rowsRead: sum("rowsRead"), rowsWritten: sum("rowsWritten") }).toEqual({
        rowsRead: FLUSH_ROWS_READ,
        rowsWritten: ROWS_WRITTEN_PER_MINUTE,
      });
    }));
});

describe("hours and days", () => {
  test("are worked out when they are over: the alarm rings then, and rings no more when all is done", () =>
    inObject("alarm", async (stats, { storage }, setAlarm) => {
      const ringsAt = () => setAlarm.mock.lastCall?.[0];
      await stats.take(next([minute(NOON, "mch_a", { [VISA]: 1 })]));
      expect(ringsAt()).toBe(NOON + HOUR + 5 * MINUTE);
      for (const _ of ["hour", "day"]) {
        vi.setSystemTime(Number(ringsAt()));
        await stats.alarm();
      }
      expect(Date.now()).toBe(MIDNIGHT + DAY + 15 * MINUTE);
      expect([...storage.sql.exec("SELECT period, at, first FROM pages ORDER BY period DESC, first")]).toEqual([
        { period: "hour", at: NOON, first: "*" },
        { period: "hour", at: NOON, first: "mch_a" },
        { period: "day", at: MIDNIGHT, first: "*" },
        { period: "day", at: MIDNIGHT, first: "mch_a" },
      ]);
      setAlarm.mockClear();
      await stats.alarm();
      expect(setAlarm).not.toHaveBeenCalled();
    }));

  test("take few rows for many merchants, and each merchant is found in them", () =>
    inObject("pages", async (stats, { storage }) => {
      const ids = Array.from({ length: 2_000 }, (_, number) => `mch_shop_${number}`);
      const merchants = Object.fromEntries(ids.map((id, number) => [id, { [VISA]: number + 1 }]));
      await stats.take(next([{ at: NOON, whole: { [VISA]: 1 }, merchants }]));
      vi.setSystemTime(NOON + 2 * HOUR);
      await stats.alarm();
      const [{ rows, longest }] = storage.sql
        .exec<{ rows: number; longest: number }>("SELECT count(*) AS rows, max(length(sums)) AS longest FROM pages")
        .toArray() as [{ rows: number; longest: number }];
      expect(rows).toBeLessThan(10);
      expect(longest).toBeLessThan(40_000);
      for (const number of [0, 1, 999, 1_234, 1_999])
        expect(stats.read(`mch_shop_${number}`, "hour", NOON, NOON + HOUR)).toEqual([
          { at: NOON, sums: { [VISA]: number + 1 } },
        ]);
      expect(stats.read("mch_zzz", "hour", NOON, NOON + HOUR)).toEqual([]);
    }));

  test("go when they are old: minutes after 90 days, hours after 33, days after 800", () =>
    inObject("old", async (stats, { storage }) => {
      await stats.take(next([minute(NOON, "mch_a", { [VISA]: 1 })]));
      const kept = async (days: number) => {
        vi.setSystemTime(NOON + days * DAY);
        await stats.alarm();
        return storage.sql
          .exec(
            "SELECT (SELECT count(*) FROM minutes) AS minutes, period, count(*) AS pages FROM pages GROUP BY period",
          )
          .toArray();
      };
      const day = { minutes: 1, period: "day", pages: 2 };
      expect(await kept(32)).toEqual([day, { minutes: 1, period: "hour", pages: 2 }]);
      expect(await kept(34)).toEqual([day]);
      expect(await kept(91)).toEqual([{ ...day, minutes: 0 }]);
      expect(await kept(801)).toEqual([]);
    }));
});

test("what an older version kept is dropped, and counting goes on", () =>
  inObject("older", async (_, state) => {
    for (const table of ["schema_steps", "minutes", "pages", "unfinished"])
      state.storage.sql.exec(`DROP TABLE ${table}`);
    state.storage.sql.exec("CREATE TABLE minutes (minute INTEGER PRIMARY KEY, counts TEXT NOT NULL)");
    state.storage.sql.exec("INSERT INTO minutes VALUES (1, '[]')");
    const stats = new MerchantStats(state, env);
    await stats.take(next([minute(NOON, "mch_a", { [VISA]: 1 })]));
    expect(stats.read(null, "hour", NOON, NOON + HOUR)).toEqual([{ at: NOON, sums: { [VISA]: 1 } }]);
  }));

type Step =
  | {
      readonly do: "count";
      readonly isolate: number;
      readonly minutesAgo: number;
      readonly merchant: number;
      readonly count: number;
    }
  | { readonly do: "sendAgain"; readonly isolate: number }
  | { readonly do: "wait"; readonly minutes: number }
  | { readonly do: "alarm"; readonly failsAt: number | null }
  | { readonly do: "restart" };

const STEP: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("count" as const),
      isolate: fc.nat(2),
      minutesAgo: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -70, max: 1_600 })),
      merchant: fc.nat(3),
      count: fc.integer({ min: 1, max: 9 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("sendAgain" as const), isolate: fc.nat(2) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      minutes: fc.oneof(fc.nat(70), fc.integer({ min: -90, max: 1_100 })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("alarm" as const), failsAt: fc.option(fc.integer({ min: 0, max: 9 })) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restart" as const) }) },
);

/** Adds up, and nothing else. */
class Oracle {
  readonly #counts: { readonly at: number; readonly merchant: string; readonly count: number }[] = [];

  add(at: number, merchant: string, count: number): void {
    this.#counts.push({ at, merchant, count });
  }

  read(merchant: string | null, by: Period): Map<number, number> {
    const sums = new Map<number, number>();
    for (const counted of this.#counts) {
      if (merchant !== null && counted.merchant !== merchant) continue;
      const at = beginningOf(by, counted.at);
      sums.set(at, (sums.get(at) ?? 0) + counted.count);
    }
    return new Map([...sums].toSorted(([one], [other]) => one - other));
  }
}

test(
  "in whatever order counts come, late, again, over restarts and steps of the clock, all sums are what was counted",
  async () => {
    let object = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 5, maxLength: 40 }), async (steps) => {
        await inObject(`property ${++object}`, async (first, state) => {
          let stats = first;
          let now = NOON;
          vi.setSystemTime(now);
          const oracle = new Oracle();
          const last = new Map<number, HandingOver>();
          for (const step of steps) {
            if (step.do === "wait") vi.setSystemTime((now += step.minutes * MINUTE));
            if (step.do === "restart") stats = new MerchantStats(state, env);
            if (step.do === "alarm") await ring(stats, state, step.failsAt);
            if (step.do === "sendAgain") {
              const sent = last.get(step.isolate);
              if (sent !== undefined) expect(await stats.take(sent)).toBe(0);
            }
            if (step.do !== "count") continue;
            const at = beginningOf("minute", now - step.minutesAgo * MINUTE);
            const merchant = `mch_${step.merchant}`;
            const handing = next([minute(at, merchant, { [VISA]: step.count })], `isolate-${step.isolate}`);
            const refused = await stats.take(handing);
            if (refused > 0) continue;
            oracle.add(at, merchant, step.count);
            last.set(step.isolate, handing);
          }
          const [from, to] = [MIDNIGHT - 5 * DAY, MIDNIGHT + 130 * DAY];
          for (const by of ["hour", "day"] as const)
            for (const merchant of [null, "mch_0", "mch_1", "mch_2", "mch_3"]) {
              const read = stats.read(merchant, by, from, to).map(({ at, sums }) => [at, sums[VISA]] as const);
              expect(read).toEqual([...oracle.read(merchant, by)]);
            }
          const minutes = [...oracle.read(null, "minute")];
          expect(stats.read(null, "minute", from, to).map(({ at, sums }) => [at, sums[VISA]])).toEqual(minutes);
          const told = Object.entries(byMerchant(stats, from, to, null)).map(([id, sums]) => [id, sums[VISA]]);
          const counted = ["mch_0", "mch_1", "mch_2", "mch_3"].flatMap((id) => {
            const all = [...oracle.read(id, "day").values()].reduce((sum, count) => sum + count, 0);
            return all === 0 ? [] : [[id, all]];
          });
          expect(Object.fromEntries(told)).toEqual(Object.fromEntries(counted));
        });
      }),
      { numRuns: runs(25) },
    );
  },
  inject("isNightly") ? 3_600_000 : 60_000,
);

/** Lets the alarm ring; it breaks off at its so-manieth statement where the test says so, as when the object is ended. */
async function ring(stats: MerchantStats, { storage }: DurableObjectState, failsAt: number | null): Promise<void> {
  if (failsAt === null) return stats.alarm();
  let left = failsAt;
  const exec = storage.sql.exec.bind(storage.sql);
  const breaking = vi.spyOn(storage.sql, "exec").mockImplementation(((...told: Parameters<SqlStorage["exec"]>) => {
    if (left-- === 0) throw new Error("ended");
    return exec(...told);
  }) as SqlStorage["exec"]);
  await stats.alarm().catch(() => {});
  breaking.mockRestore();
}
