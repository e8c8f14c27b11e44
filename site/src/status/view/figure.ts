/** A chart with its title, the meaning of its colours, and its figures as a table. */
import { html, type TemplateResult } from "lit/html.js";
import "./chart.ts";
import "./figures.ts";
import type { Plot } from "./plot.ts";

export const figureOf = (title: string, plot: Plot): TemplateResult => html`<figure class="card">
  <figcaption>
    <h2>${title}</h2>
    <ul class="legend">${plot.series.map(
      ({ title, tone }) => html`<li><span class="ink ${tone}" aria-hidden="true"></span>${title}</li>`,
    )}</ul>
  </figcaption>
  <status-chart .plot=${plot}></status-chart>
  <details>
    <summary>Figures as a table</summary>
    <status-figures .plot=${plot}></status-figures>
  </details>
</figure>`;
