import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { readCounts, STATS_OBJECTS, statsObject } from "../../../worker/ledger/stats-objects.ts";

const THIS_MINUTE = Math.floor(Date.now() / 60_000);
const KIND = { outcome: "none", reason: "debit", brand: "visa", latencyMs: 100 } as const;

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
