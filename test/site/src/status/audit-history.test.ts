/** What was read of the audit, when changes are made while somebody reads. */
import { expect, test } from "vitest";
import { AuditHistory } from "../../../../site/src/status/audit-history.ts";
import type { AuditRead } from "../../../../site/src/status/read/audit.ts";

/** The changes of these numbers, both included, the newest first. */
const page = (newest: number, oldest: number, state = "done"): AuditRead => ({
  changes: Array.from({ length: newest - oldest + 1 }, (_, step) => ({
    number: newest - step,
    at: "2026-11-28T12:00:00Z",
    by: "jo",
    limit: "all",
    operation: "writeMerchant",
    target: "merchants/mch_a",
    conditional: true,
    requestId: "r",
    state,
    status: 200,
    code: null,
    fields: [],
  })),
  cursor: oldest === 1 ? null : String(oldest),
});
const numbers = (history: AuditHistory) => history.changes.map(({ number }) => number);
const from = (newest: number, oldest: number) => page(newest, oldest).changes.map(({ number }) => number);

test("no change is missing between the pages when new ones came after an older page was read", () => {
  const history = new AuditHistory();
  history.addNewest(page(100, 51));
  history.addOlder(page(50, 1));
  history.addNewest(page(110, 61));
  expect(numbers(history)).toEqual(from(110, 1));
  expect(history.cursor).toBe(null);
});

test("older ones go on behind the oldest that is shown, however often the newest are read", () => {
  const history = new AuditHistory();
  history.addNewest(page(100, 51));
  history.addNewest(page(110, 61));
  expect([numbers(history), history.cursor]).toEqual([from(110, 51), "51"]);
});

test("more new ones than a page holds leave no hidden gap: it begins anew", () => {
  const history = new AuditHistory();
  history.addNewest(page(100, 51));
  history.addOlder(page(50, 1));
  history.addNewest(page(200, 151));
  expect([numbers(history), history.cursor]).toEqual([from(200, 151), "151"]);
});

test("what is said last of a change counts", () => {
  const history = new AuditHistory();
  history.addNewest(page(2, 1, "unfinished"));
  history.addNewest(page(2, 1));
  expect(history.changes.map(({ state }) => state)).toEqual(["done", "done"]);
});
