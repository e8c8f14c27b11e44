/** What a chart draws. */
import { expect, test } from "vitest";
import { rangeOf } from "../../../../../site/src/status/ranges.ts";
import { answersPlot, columnsOf, latencyPlot } from "../../../../../site/src/status/view/plot.ts";

const RANGE = rangeOf("now", Date.parse("2026-11-28T12:00:00Z"));
const PERIODS = [
  {
    at: RANGE.from,
    sums: { "answer:eligible:visa": 2, "answer:debit:visa": 3, "answer:gateway_timeout:visa": 1, "took:25": 6 },
  },
];

test("answers are stacked: the topmost first, and each column holds those below it", () => {
  const plot = answersPlot(PERIODS, RANGE, "now");
  expect(plot.series.map(({ values }) => values[0])).toEqual([2, 3, 1]);
  const [seconds, ...columns] = columnsOf(plot);
  expect(seconds[0]).toBe(RANGE.from / 1_000);
  expect(columns.map((column) => column[0])).toEqual([6, 5, 2]);
  expect(columns.map((column) => column[1])).toEqual([0, 0, 0]);
});

test("a minute without answers has no latency, and the table says so", () => {
  const { series } = latencyPlot(PERIODS, RANGE, "now");
  expect(series[0]?.values.slice(0, 2)).toEqual([25, null]);
  expect(series[0]?.texts.slice(0, 2)).toEqual(["≤ 25 ms", "–"]);
  expect(columnsOf(latencyPlot(PERIODS, RANGE, "now"))).toHaveLength(1 + series.length);
});
