import { describe, expect, test } from "vitest";
import { GIVE_UP_MS, isTaken, nextTryAt, PAUSES_MS, retryAfterMs } from "../../../../worker/ledger/alerts/tries.ts";

const NOW = Date.parse("2026-12-01T12:00:00Z");
const failed = { status: 500, retryAfterMs: null };

test("a message is tried eleven times, seconds apart at first, and for nearly 24 hours", () => {
  let [at, tries] = [NOW, 1];
  const times = [0];
  for (let next = nextTryAt(failed, tries, NOW, at); next !== null; next = nextTryAt(failed, tries, NOW, at)) {
    at = next;
    tries += 1;
    times.push(at - NOW);
  }
  expect(tries).toBe(11);
  expect(times.slice(0, 3)).toEqual([0, 5_000, 35_000]);
  expect(at - NOW).toBeGreaterThan(GIVE_UP_MS * 0.95);
  expect(at - NOW).toBeLessThanOrEqual(GIVE_UP_MS);
  expect(PAUSES_MS.toSorted((a, b) => a - b)).toEqual(PAUSES_MS);
});

describe("the next try", () => {
  test.each<[string, { status: number | null; retryAfterMs: number | null }, number | null]>([
    ["after no answer comes after the pause", { status: null, retryAfterMs: null }, 5_000],
    ["is later where the receiver asks for it", { status: 429, retryAfterMs: 60_000 }, 60_000],
    ["is no sooner where it asks for less", { status: 429, retryAfterMs: 1_000 }, 5_000],
    ["is none where the receiver is gone", { status: 410, retryAfterMs: null }, null],
    ["is none where it asks to wait until nobody cares any more", { status: 503, retryAfterMs: GIVE_UP_MS + 1 }, null],
    ["comes after a redirect, which is not followed", { status: 302, retryAfterMs: null }, 5_000],
  ])("%s", (_name, result, pause) => {
    expect(nextTryAt(result, 1, NOW, NOW)).toBe(pause === null ? null : NOW + pause);
  });

  test("is none once a day is over, however few there were", () => {
    expect(nextTryAt(failed, 2, NOW - GIVE_UP_MS, NOW)).toBeNull();
  });
});

test.each<[number | null, boolean]>([
  [200, true],
  [204, true],
  [299, true],
  [300, false],
  [199, false],
  [null, false],
])("an answer %s counts as taken: %s", (status, expected) => {
  expect(isTaken({ status })).toBe(expected);
});

test.each<[string | null, number | null]>([
  ["120", 120_000],
  [" 0 ", 0],
  ["Tue, 01 Dec 2026 12:01:00 GMT", 60_000],
  ["Tue, 01 Dec 2026 11:00:00 GMT", 0],
  ["soon", null],
  ["-5", null],
  ["1e9", null],
  ["", null],
  [null, null],
])("Retry-After: %s is %s ms", (header, expected) => {
  expect(retryAfterMs(header, NOW)).toBe(expected);
});
