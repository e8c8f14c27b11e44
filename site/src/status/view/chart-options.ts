/** How uPlot draws a plot: bars on top of each other, or steps on a scale of powers; in the page's colours. */
import uPlot from "uplot";
import { formatCompact, formatTime, STEP_STYLE } from "../format.ts";
import type { Plot } from "./plot.ts";
import { drawSteps } from "./steps.ts";

/** As in the style sheet; CSS pixels. */
export const CHART_HEIGHT = 170;
const TONES = { accent: "--accent", plain: "--plain", look: "--look", other: "--other" } as const;

/** @param host whose colours and font are drawn with @param width CSS pixels */
export function optionsOf(plot: Plot, host: Element, width: number): uPlot.Options {
  const style = getComputedStyle(host);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const font = `12px ${style.fontFamily}`;
  const axis = {
    stroke: colour("--quiet"),
    font,
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { show: false },
  };
  const bars = uPlot.paths.bars?.({ size: [0.8, 60] });
  const paths = plot.kind === "stack" ? bars : stepsOf(plot);
  const drawn = plot.kind === "stack" ? plot.series.toReversed() : plot.series;
  const timeStyle = STEP_STYLE[plot.range.by];
  return {
    width,
    height: CHART_HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    // A day is UTC's own, as it was counted.
    ...(plot.range.by === "day" ? { tzDate: (at: number) => uPlot.tzDate(new Date(at * 1_000), "Etc/UTC") } : {}),
    scales: {
      x: { time: true, range: (chart) => edgesOf(chart.data[0], plot) },
      y:
        plot.kind === "steps"
          ? { distr: 3, range: [5, 5_000] }
          : { range: (_, __, most) => [0, Math.max(4, most * 1.08)] },
    },
    axes: [
      {
        ...axis,
        size: 30,
        space: 80,
        values: (_, splits) => splits.map((at) => formatTime(at * 1_000, timeStyle === "day" ? "date" : timeStyle)),
      },
      {
        ...axis,
        size: 66,
        ...(plot.kind === "steps" ? { filter: powersAlone, grid: { ...axis.grid, filter: powersAlone } } : {}),
        values: (_, splits) => splits.map((value) => labelOf(plot, value)),
      },
    ],
    series: [
      {},
      ...drawn.map(({ title, tone }): uPlot.Series => {
        const ink = colour(TONES[tone]);
        const fill =
          plot.kind === "stack" ? { fill: ink, width: 0 } : { width: 2, ...(tone === "other" ? { dash: [4, 4] } : {}) };
        return {
          label: title,
          stroke: ink,
          points: { show: false },
          ...(paths === undefined ? {} : { paths }),
          ...fill,
        };
      }),
    ],
  };
}

/** Half a step beside the first and the last moment, so that no bar is cut. */
function edgesOf(seconds: ArrayLike<number>, { kind, range }: Plot): [number, number] {
  const step = range.stepMs / 1_000;
  const [first, last] = [seconds[0] ?? 0, seconds[seconds.length - 1] ?? 0];
  return kind === "stack" ? [first - step / 2, last + step / 2] : [first, last + step];
}

const stepsOf =
  ({ range }: Plot): uPlot.Series.PathBuilder =>
  (chart, series) => {
    const stroke = new Path2D();
    const [first = 0] = chart.data[0];
    const x = (index: number) => chart.valToPos(first + (index * range.stepMs) / 1_000, "x", true);
    drawSteps([...(chart.data[series] ?? [])], x, (value) => chart.valToPos(value, "y", true), stroke);
    return { stroke };
  };

/** On a scale of powers a line for each power is enough. */
const powersAlone = (_: uPlot, splits: number[]) =>
  splits.map((value) => (Number.isInteger(Math.log10(value)) ? value : null));

/** Between two whole numbers there is nothing to count. */
function labelOf({ kind }: Plot, value: number | null): string {
  if (value === null || !Number.isInteger(value)) return "";
  return kind === "steps" ? `${formatCompact(value)} ms` : formatCompact(value);
}
