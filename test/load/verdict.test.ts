/** What fails a run: a wrong answer, an error too many, growth beyond doubt; and what does not: noise. */
import { describe, expect, test } from "vitest";
import { randomFrom } from "./random.ts";
import { trendOf } from "./trend.ts";
import { type Interval, judge } from "./verdict.ts";

const MINUTES = 30;
const random = randomFrom(7);
const noisy = (value: number) => value * (1 + (random.next() - 0.5) * 0.1);
const run = (change: (at: number) => Partial<Interval> = () => ({})): Interval[] =>
  Array.from({ length: 60 }, (_, at) => ({
    seconds: at * 30,
    requests: 10_000,
    statuses: { 200: 10_000 },
    serverErrors: 0,
    breaks: {},
    troubled: 0,
    wrong: 0,
    p50Ms: noisy(2),
    p90Ms: noisy(5),
    p99Ms: noisy(9),
    residentBytes: noisy(300e6),
    cpuShare: 0.5,
    ...change(at),
  }));

describe("A run under load", () => {
  test("holds when nothing but noise is in it", () => {
    expect(judge(run(), MINUTES)).toMatchObject({ holds: true, complaints: [], errorsShare: 0 });
  });

  test.each([
    ["one wrong answer in 600,000", (at: number) => (at === 3 ? { wrong: 1 } : {})],
    ["13 errors in 600,000", (at: number) => (at === 3 ? { serverErrors: 13 } : {})],
    ["13 connections that broke", (at: number) => (at === 59 ? { breaks: { reset: 13 } } : {})],
    ["13 zeros for want of an answer", (at: number) => (at === 9 ? { troubled: 13 } : {})],
    ["memory that grows by 15 %", (at: number) => ({ residentBytes: noisy(300e6) * (1 + at / 400) + at * 5e5 })],
    ["a latency that doubles", (at: number) => ({ p90Ms: 5 + at / 6 })],
  ])("does not hold with %s", (_, change) => {
    expect(judge(run(change), MINUTES).holds).toBe(false);
  });

  test("holds with 12 errors in 600,000", () => {
    expect(
      judge(
        run((at) => (at === 3 ? { serverErrors: 12 } : {})),
        MINUTES,
      ).holds,
    ).toBe(true);
  });

  test("does not hold when nothing was asked", () => {
    expect(
      judge(
        run(() => ({ requests: 0, statuses: {} })),
        MINUTES,
      ).holds,
    ).toBe(false);
  });
});

describe("A trend", () => {
  test("is a line's own slope, and bears a third of the points being wild", () => {
    const line = Array.from({ length: 30 }, (_, at) => (at % 3 === 1 ? 5_000 : 100 + at));
    expect(trendOf(line, 0.05)).toMatchObject({ isFlat: false });
    expect(trendOf(line, 0.05).growthShare).toBeCloseTo(29 / trendOf(line, 0.05).median, 1);
  });

  test("is flat where growth is not certain, however large it looks", () => {
    expect(trendOf([1, 9, 2, 8, 3, 9, 2], 0.05).isFlat).toBe(true);
  });
});
