/** Warnings of the merchants on the screen. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Client } from "../../../../site/src/status/client.ts";
import { KnownWarnings } from "../../../../site/src/status/merchant-source.ts";
import type { MerchantRow } from "../../../../site/src/status/read/merchants.ts";

const MERCHANT = { id: "mch_a", updatedAt: 1 } as MerchantRow;
let isDown: boolean;
let asked: number;
const get = () => {
  asked += 1;
  return Promise.resolve(
    isDown
      ? { ok: false, failure: { kind: "problem", text: "Try again.", retryAfterMs: 0 } }
      : { ok: true, value: { warnings: ["no cost"] } },
  );
};
const client = { get } as unknown as Client;

beforeEach(() => {
  vi.useFakeTimers();
  [isDown, asked] = [false, 0];
});
afterEach(() => {
  vi.useRealTimers();
});

/** What is drawn again and again wants the same merchant. */
async function draw(known: KnownWarnings, times = 3): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    known.want([MERCHANT]);
    await vi.advanceTimersByTimeAsync(0);
  }
}

test("are read once, however often the screen is drawn, and again when the merchant has changed", async () => {
  const known = new KnownWarnings(client, () => {});
  known.want([MERCHANT]);
  known.want([MERCHANT]);
  await draw(known);
  expect([asked, known.warnings.get("mch_a")]).toEqual([1, ["no cost"]]);
  known.want([{ ...MERCHANT, updatedAt: 2 }]);
  expect(asked).toBe(2);
});

test("that could not be read are asked for again, after a minute", async () => {
  const known = new KnownWarnings(client, () => {});
  isDown = true;
  await draw(known);
  expect([asked, known.isUnread(MERCHANT)]).toEqual([1, true]);
  isDown = false;
  await vi.advanceTimersByTimeAsync(60_000);
  await draw(known);
  expect([asked, known.isUnread(MERCHANT)]).toEqual([2, false]);
});
