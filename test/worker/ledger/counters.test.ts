import { expect, test } from "vitest";
import { Counters } from "../../../worker/ledger/counters.ts";

const SHOP = "mch_shop";
const ELIGIBLE = { outcome: "surcharge", reason: "eligible", brand: "visa", homeTax: "rate" } as const;
const DEBIT = { outcome: "none", reason: "debit", brand: "mastercard", homeTax: null } as const;

test("answers of one kind, minute and latency are one row", () => {
  const counters = new Counters();
  counters.note(SHOP, { ...ELIGIBLE, durationMs: 80 }, 60_000);
  counters.note(SHOP, { ...ELIGIBLE, durationMs: 100 }, 119_999);
  counters.note(SHOP, { ...ELIGIBLE, durationMs: 101 }, 60_000);
  counters.note(SHOP, { ...ELIGIBLE, durationMs: 80 }, 120_000);
  counters.note(SHOP, { ...DEBIT, durationMs: 99_999 }, 60_000);
  expect(counters.take()).toEqual([
    { merchantId: SHOP, ...ELIGIBLE, minute: 1, latencyMs: 100, count: 2 },
    { merchantId: SHOP, ...ELIGIBLE, minute: 1, latencyMs: 200, count: 1 },
    { merchantId: SHOP, ...ELIGIBLE, minute: 2, latencyMs: 100, count: 1 },
    { merchantId: SHOP, ...DEBIT, minute: 1, latencyMs: null, count: 1 },
  ]);
});

test("surcharges with a tax rate and without one are counted apart", () => {
  const counters = new Counters();
  for (const homeTax of ["left_out", "rate", "left_out", null] as const)
    counters.note(SHOP, { ...ELIGIBLE, homeTax, durationMs: 80 }, 0);
  expect(counters.take()).toMatchObject([
    { homeTax: "left_out", count: 2 },
    { homeTax: "rate", count: 1 },
    { homeTax: null, count: 1 },
  ]);
});

test("merchants are counted apart", () => {
  const counters = new Counters();
  counters.note(SHOP, { ...DEBIT, durationMs: 0 }, 0);
  counters.note("mch_other", { ...DEBIT, durationMs: 0 }, 0);
  expect(counters.take()).toMatchObject([
    { merchantId: SHOP, count: 1 },
    { merchantId: "mch_other", count: 1 },
  ]);
});

test("taking forgets, and rows can be put back", () => {
  const counters = new Counters();
  counters.note(SHOP, { ...DEBIT, durationMs: 0 }, 0);
  const rows = counters.take();
  expect(counters.isEmpty).toBe(true);
  counters.add(rows);
  counters.add(rows);
  expect(counters.take()).toMatchObject([{ count: 2, latencyMs: 10 }]);
});
