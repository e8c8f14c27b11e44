/** What is drawn of a span's sums: the summary, and the two charts. Pure. */
import type { Range } from "../ranges.ts";
import { type Summary, summarise } from "../summary.ts";
import { addSums, type Period } from "../sums.ts";
import { answersPlot, latencyPlot, type Plot } from "./plot.ts";

interface CountsView {
  readonly summary: Summary;
  readonly answers: Plot;
  readonly latency: Plot;
}

/** @param span in words, such as "the last hour" */
export function countsViewOf(periods: readonly Period[], range: Range, span: string): CountsView {
  const summary = summarise(addSums(periods.map(({ sums }) => sums)));
  return { summary, answers: answersPlot(periods, range, span), latency: latencyPlot(periods, range, span) };
}
