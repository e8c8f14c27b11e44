import { expect, test } from "vitest";
import { Counters } from "../../../worker/ledger/counters.ts";

const ELIGIBLE = { outcome: "surcharge", reason: "eligible", brand: "visa" } as const;
const DEBIT = { outcome: "none", reason: "debit", brand: "mastercard" } as const;

test("answers of one kind, minute and latency are one row", () => {
  const counters = new Counters();
  counters.note({ ...ELIGIBLE, durationMs: 80 }, 60_000);
  counters.note({ ...ELIGIBLE, durationMs: 100 }, 119_999);
  counters.note({ ...ELIGIBLE, durationMs: 101 }, 60_000);
  counters.note({ ...ELIGIBLE, durationMs: 80 }, 120_000);
  counters.note({ ...DEBIT, durationMs: 99_999 }, 60_000);
  expect(counters.take()).toEqual([
    { ...ELIGIBLE, minute: 1, latencyMs: 100, count: 2 },
    { ...ELIGIBLE, minute: 1, latencyMs: 200, count: 1 },
    { ...ELIGIBLE, minute: 2, latencyMs: 100, count: 1 },
    { ...DEBIT, minute: 1, latencyMs: null, count: 1 },
  ]);
});

test("taking forgets, and rows can be put back", () => {
  const counters = new Counters();
  counters.note({ ...DEBIT, durationMs: 0 }, 0);
  const rows = counters.take();
  expect(counters.isEmpty).toBe(true);
  counters.add(rows);
  counters.add(rows);
  expect(counters.take()).toMatchObject([{ count: 2, latencyMs: 10 }]);
});
