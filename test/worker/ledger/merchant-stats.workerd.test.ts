import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { CountRow } from "../../../worker/ledger/counters.ts";

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
