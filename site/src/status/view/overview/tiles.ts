/** The figures that are read first. */
import { html, type TemplateResult } from "lit/html.js";
import { formatCompact, formatCount, formatQuantile, formatRatio, formatShare } from "../../format.ts";
import type { Summary } from "../../summary.ts";

interface Tile {
  readonly name: string;
  readonly figure: string;
  /** What it is made of. */
  readonly detail: string;
}

export function tilesOf(summary: Summary): TemplateResult {
  return html`<dl class="tiles">${listOf(summary).map(
    ({ name, figure, detail }) =>
      html`<div class="tile"><dt>${name}</dt><dd><b>${figure}</b><span>${detail}</span></dd></div>`,
  )}</dl>`;
}

const listOf = (summary: Summary): readonly Tile[] => [
  {
    name: "Answers",
    figure: formatCompact(summary.answers),
    detail: `${formatCount(summary.policies)} policies served`,
  },
  {
    name: "Surcharge offered",
    figure: formatShare(summary.surchargeShare),
    detail: `${formatCount(summary.surcharges)} answers`,
  },
  {
    name: "Unknown",
    figure: formatShare(summary.unknownShare),
    detail: `${formatCount(summary.troubled)} for want of an answer`,
  },
  {
    name: "Took, p95",
    figure: formatQuantile(summary.took.p95),
    detail: `p50 ${formatQuantile(summary.took.p50)}, p99 ${formatQuantile(summary.took.p99)}`,
  },
  {
    name: "Ours alone, p95",
    figure: formatQuantile(summary.own.p95),
    detail: `p50 ${formatQuantile(summary.own.p50)}, p99 ${formatQuantile(summary.own.p99)}`,
  },
  {
    name: "Calls per answer",
    figure: formatRatio(summary.amplification),
    detail: `${formatCount(summary.calls)} calls, ${formatCount(summary.failedCalls)} failed`,
  },
  {
    name: "Known by ticket",
    figure: formatShare(summary.ticketShare),
    detail: `${formatCount(summary.tickets)} of ${formatCount(summary.known)}; ${formatCount(summary.tested)} by test token`,
  },
  {
    name: "Failures of ours",
    figure: formatCompact(summary.failed),
    detail: `${formatShare(summary.failureShare)} of all`,
  },
];
