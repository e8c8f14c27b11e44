/** A chart with its title, the meaning of its colours, and its figures as a table. */
import { html, type TemplateResult } from "lit/html.js";
import { STEP_STYLE } from "../format.ts";
import "./chart.ts";
import { timeOf } from "./parts.ts";
import type { Plot } from "./plot.ts";
import { tableOf } from "./table.ts";

export function figureOf(title: string, plot: Plot): TemplateResult {
  const style = STEP_STYLE[plot.range.by];
  const newestFirst = plot.times.map((at, index) => ({ at, index })).toReversed();
  return html`<figure class="card">
    <figcaption>
      <h2>${title}</h2>
      <ul class="legend">${plot.series.map(({ title, tone }) => html`<li><span class="ink ${tone}" aria-hidden="true"></span>${title}</li>`)}</ul>
    </figcaption>
    <status-chart .plot=${plot}></status-chart>
    <details>
      <summary>Figures as a table</summary>
      ${tableOf({
        label: plot.label,
        rows: newestFirst,
        empty: "Nothing was counted.",
        columns: [
          { title: style === "day" ? "Day (UTC)" : "From", isHead: true, cell: ({ at }) => timeOf(at, style) },
          ...plot.series.map(({ title, texts }) => {
            return { title, isFigure: true, cell: ({ index }: { index: number }) => texts[index] };
          }),
        ],
      })}
    </details>
  </figure>`;
}
