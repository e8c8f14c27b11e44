/** The figures of a span, its two charts, and the answers by reason. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { CountsView } from "./counts-view.ts";
import { figureOf } from "./figure.ts";
import { reasonsOf } from "./overview/reasons.ts";
import { tilesOf } from "./overview/tiles.ts";
import { cardOf } from "./parts.ts";

/** @param isFormer another span was chosen and is on its way: what is here stays, and is seen to be old */
export const countsOf = ({ summary, answers, latency }: CountsView, isFormer: boolean): TemplateResult => html`<div
  class="counts ${isFormer ? "former" : ""}" aria-busy=${isFormer ? "true" : nothing}
>
  ${tilesOf(summary)}
  <div class="first">
    <div class="charts">${figureOf("Answers", answers)} ${figureOf("Time of an answer, at most", latency)}</div>
    ${cardOf("Why, and why not", reasonsOf(summary.reasons))}
  </div>
</div>`;
