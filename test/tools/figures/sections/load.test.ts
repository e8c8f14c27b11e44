import { expect, test } from "vitest";
import type { FigureRecord } from "../../../../tools/figures/record.ts";
import { LOAD, type LoadData } from "../../../../tools/figures/sections/load.ts";

/** An interval, whose end is told as the load driver does: in seconds since the run's beginning. */
const interval = (seconds: number, residentBytes: number): LoadData["intervals"][number] => ({
  seconds,
  requests: 1_000,
  serverErrors: 0,
  breaks: {},
  troubled: 0,
  wrong: 0,
  p50Ms: 2,
  p90Ms: 5,
  p99Ms: 9,
  residentBytes,
});

test("what was measured stands at the minute at which it was", () => {
  const data: LoadData = {
    minutes: 2,
    share: 0.7,
    conditions: [],
    perSecond: 33,
    intervals: [30, 60, 90, 120].map((seconds) => interval(seconds, 2 ** 20)),
    errorsShare: 0,
    quotesVerified: 200,
    wrongAnswers: [],
    complaints: [],
  };
  const { says, plots } = LOAD.tell({ data } as FigureRecord, () => null);
  expect(says).toContain("4,000 mixed requests had 0 wrong answers");
  const minutes = (name: string) =>
    plots
      .find((plot) => plot.name === name)
      ?.points.filter(({ series = "p50" }) => series === "p50")
      .map(({ x }) => x);
  expect(minutes("load-latency")).toEqual([0.5, 1, 1.5, 2]);
  expect(minutes("load-memory")).toEqual([0.5, 1, 1.5, 2]);
});
