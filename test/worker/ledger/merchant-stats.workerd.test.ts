import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { FLUSH_ROWS_READ, ROWS_WRITTEN_PER_MINUTE } from "../../../tools/cost/platform.ts";
import type { MerchantCount } from "../../../worker/ledger/counters.ts";
import { statsObject } from "../../../worker/ledger/stats-objects.ts";

const THIS_MINUTE = Math.floor(Date.now() / 60_000);
const SHOP = "mch_shop";
const row = ({ merchantId = SHOP, ...changes }: Partial<MerchantCount> = {}): MerchantCount => ({
  minute: THIS_MINUTE,
  outcome: "surcharge",
  reason: "eligible",
  brand: "visa",
  latencyMs: 100,
  homeTax: null,
  count: 1,
  ...changes,
  merchantId,
});
/** As it is read: without the merchant that was asked for. */
const read = (changes: Partial<MerchantCount> = {}) => {
  const { merchantId: _, ...rest } = row(changes);
  return rest;
};

test("rows of one minute and kind add up, and only the time asked for is read", async () => {
  const stats = statsObject(env.MERCHANT_STATS, 0);
  await stats.add([row(), row({ latencyMs: null }), row({ minute: THIS_MINUTE - 1 })]);
  await stats.add([row({ count: 4 }), row({ latencyMs: null })]);
  expect(await stats.read(SHOP, THIS_MINUTE, THIS_MINUTE + 1)).toEqual([
    read({ count: 5 }),
    read({ latencyMs: null, count: 2 }),
  ]);
  expect(await stats.read(SHOP, THIS_MINUTE - 1, THIS_MINUTE)).toEqual([read({ minute: THIS_MINUTE - 1 })]);
});

test("merchants share an object, and each one's rows are its own", async () => {
  const stats = statsObject(env.MERCHANT_STATS, 1);
  await stats.add([row(), row({ merchantId: "mch_other", count: 7 })]);
  expect(await stats.read(SHOP, THIS_MINUTE, THIS_MINUTE + 1)).toEqual([read()]);
  expect(await stats.read("mch_other", THIS_MINUTE, THIS_MINUTE + 1)).toEqual([read({ count: 7 })]);
  expect(await stats.read("mch_sh", THIS_MINUTE, THIS_MINUTE + 1)).toEqual([]);
});

test("what was written before tax rates were counted is read as before, and adds up with what comes", async () => {
  const stats = statsObject(env.MERCHANT_STATS, 4);
  await runInDurableObject(stats, (_, { storage }) => {
    const old = JSON.stringify([[SHOP, "surcharge", "eligible", "visa", 100, 3]]);
    storage.sql.exec("INSERT INTO minutes VALUES (?, ?)", THIS_MINUTE, old);
  });
  await stats.add([row(), row({ homeTax: "rate" })]);
  expect(await stats.read(SHOP, THIS_MINUTE, THIS_MINUTE + 1)).toEqual([read({ count: 4 }), read({ homeTax: "rate" })]);
  expect(await stats.homeTax([SHOP], THIS_MINUTE, THIS_MINUTE + 1)).toEqual([
    { merchantId: SHOP, homeTax: "rate", count: 1 },
  ]);
});

test("what is older than 90 days goes", async () => {
  const stats = statsObject(env.MERCHANT_STATS, 2);
  const old = THIS_MINUTE - 90 * 24 * 60;
  await stats.add([row({ minute: old - 1 }), row({ minute: old + 1 })]);
  expect(await stats.read(SHOP, 0, THIS_MINUTE)).toEqual([read({ minute: old + 1 })]);
});

test("a handing over costs the rows that the page on cost reckons with, however many merchants are in it", async () => {
  const billed = await runInDurableObject(statsObject(env.MERCHANT_STATS, 3), (stats, { storage }) => {
    let [rowsRead, rowsWritten] = [0, 0];
    const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
    const exec = storage.sql.exec.bind(storage.sql);
    const merchants = Array.from({ length: 50 }, (_, number) => row({ merchantId: `mch_${number}` }));
    stats.add(merchants);
    Object.defineProperty(storage.sql, "exec", {
      value: (...told: Parameters<SqlStorage["exec"]>) => {
        const cursor = exec(...told);
        cursors.push(cursor);
        return cursor;
      },
    });
    stats.add(merchants);
    for (const cursor of cursors) {
      rowsRead += cursor.rowsRead;
      rowsWritten += cursor.rowsWritten;
    }
    return { rowsRead, rowsWritten };
  });
  expect(billed).toEqual({ rowsRead: FLUSH_ROWS_READ, rowsWritten: ROWS_WRITTEN_PER_MINUTE });
});
