/** What is drawn of a span's sums: the summary, and the two charts. Pure. */
import type { Range } from "../ranges.ts";
import { type Summary, summarise } from "../summary.ts";
import { addSums, type Period } from "../sums.ts";
import { SPAN_TEXT } from "../words.ts";
import { answersPlot, latencyPlot, type Plot } from "./plot.ts";

export interface CountsView {
  readonly summary: Summary;
  readonly answers: Plot;
  readonly latency: Plot;
}

export function countsViewOf(periods: readonly Period[], range: Range): CountsView {
  const span = SPAN_TEXT[range.name];
  const summary = summarise(addSums(periods.map(({ sums }) => sums)));
  return { summary, answers: answersPlot(periods, range, span), latency: latencyPlot(periods, range, span) };
}
