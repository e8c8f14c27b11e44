import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { HomeTax } from "../../../worker/ledger/home-tax.ts";
import {
  readCounts,
  readHomeTax,
  readSums,
  STATS_OBJECTS,
  statsObject,
  sumsByMerchant,
} from "../../../worker/ledger/stats-objects.ts";

const THIS_MINUTE = Math.floor(Date.now() / 60_000);
const KIND = { outcome: "none", reason: "debit", brand: "visa", latencyMs: 100, homeTax: null } as const;

test("what several isolates handed to different objects is one merchant's count, oldest first", async () => {
  const add = (number: number, minute: number, count: number) =>
    statsObject(env.MERCHANT_STATS, number).add([{ merchantId: "mch_everywhere", ...KIND, minute, count }]);
  await add(0, THIS_MINUTE, 2);
  await add(STATS_OBJECTS - 1, THIS_MINUTE, 3);
  await add(3, THIS_MINUTE - 1, 4);
  expect(await readCounts(env.MERCHANT_STATS, "mch_everywhere", THIS_MINUTE - 5, THIS_MINUTE + 1)).toEqual([
    { ...KIND, minute: THIS_MINUTE - 1, count: 4 },
    { ...KIND, minute: THIS_MINUTE, count: 5 },
  ]);
});

test("how many surcharges at home came with their tax rate is summed by merchant, over objects and minutes, in the time asked for", async () => {
  const surcharge = { outcome: "surcharge", reason: "eligible", brand: "visa", latencyMs: 100 } as const;
  const add = (number: number, merchantId: string, homeTax: HomeTax | null, count: number, minute = THIS_MINUTE) =>
    statsObject(env.MERCHANT_STATS, number).add([{ merchantId, ...surcharge, minute, homeTax, count }]);
  await add(0, "mch_a", "left_out", 2);
  await add(1, "mch_a", "left_out", 3, THIS_MINUTE - 1);
  await add(1, "mch_a", "rate", 4);
  await add(2, "mch_a", null, 5);
  await add(2, "mch_a", "zero", 6, THIS_MINUTE - 9);
  await add(2, "mch_b", "zero", 7);
  await add(2, "mch_c", "rate", 8);
  const read = await readHomeTax(env.MERCHANT_STATS, ["mch_a", "mch_b", "mch_quiet"], THIS_MINUTE - 5, THIS_MINUTE + 1);
  expect([...read]).toEqual(
    expect.arrayContaining([
      ["mch_a", { left_out: 5, zero: 0, rate: 4 }],
      ["mch_b", { left_out: 0, zero: 7, rate: 0 }],
    ]),
  );
  expect(read.size).toBe(2);
});

test("sums are read by minute, hour and day, of a merchant or of all, and by merchant", async () => {
  const day = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 5 * 86_400_000;
  const add = (number: number, merchantId: string, minute: number, count: number) =>
    statsObject(env.MERCHANT_STATS, number).add([{ merchantId, ...KIND, minute: day / 60_000 + minute, count }]);
  await add(0, "mch_one", 0, 2);
  await add(1, "mch_one", 59, 3);
  await add(2, "mch_two", 60, 4);
  const sums = (count: number) => ({ "answer:debit:visa": count, "took:100": count });
  const asked = { from: day, to: day + 86_400_000 };
  const read = (by: "minute" | "hour" | "day", merchantId: string | null) =>
    readSums(env.MERCHANT_STATS, { ...asked, by, merchantId });
  expect(await read("minute", "mch_one")).toEqual([
    { at: day, sums: sums(2) },
    { at: day + 59 * 60_000, sums: sums(3) },
  ]);
  expect(await read("hour", null)).toEqual([
    { at: day, sums: sums(5) },
    { at: day + 3_600_000, sums: sums(4) },
  ]);
  expect(await read("day", null)).toEqual([{ at: day, sums: sums(9) }]);
  expect([...(await sumsByMerchant(env.MERCHANT_STATS, { ...asked, series: ["answer"] }))]).toEqual([
    ["mch_one", { "answer:debit:visa": 5 }],
    ["mch_two", { "answer:debit:visa": 4 }],
  ]);
});
