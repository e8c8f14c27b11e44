/** Figures and times as they are read. The tests' own language is English. */
import { describe, expect, test } from "vitest";
import {
  formatCompact,
  formatMoney,
  formatQuantile,
  formatRate,
  formatRatio,
  formatShare,
  formatTime,
  formatUtc,
} from "../../../../site/src/status/format.ts";

const AT = Date.parse("2026-11-28T23:30:05Z");

describe("a share", () => {
  test.each([
    [null, "–"],
    [0, "0%"],
    [0.5, "50%"],
    [0.0123, "1.2%"],
    [0.0004, "0.04%"],
  ])("%s is %s", (share, text) => {
    expect(formatShare(share)).toBe(text);
  });
});

test("a quantile says that it is a bound", () => {
  expect(formatQuantile({ ms: 200, isOver: false })).toBe("≤ 200 ms");
  expect(formatQuantile({ ms: 3_200, isOver: true })).toBe("> 3,200 ms");
  expect(formatQuantile(null)).toBe("–");
});

test("figures", () => {
  expect([
    formatCompact(9_999),
    formatCompact(1_234_567),
    formatRatio(0.4444),
    formatRatio(null),
    formatRate(300),
  ]).toEqual(["9,999", "1.2M", "0.44", "–", "3.00%"]);
});

test("money has its currency's digits; a currency that is none breaks nothing", () => {
  expect(formatMoney(12_345, "USD", 2)).toBe("$123.45");
  expect(formatMoney(12_345, "JPY", 0)).toContain("12,345");
  expect(formatMoney(12_345, "not money", 2)).toBe("123.45 not money");
});

test("UTC is the same everywhere, and a day is the one that was counted, wherever it is read", () => {
  expect(formatUtc(AT)).toBe("2026-11-28 23:30:05 UTC");
  expect(formatTime(AT, "day")).toBe("Nov 28, 2026");
});
