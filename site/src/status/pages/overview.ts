/** The first view: is it well, and what happened in the chosen span. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Page, Surroundings } from "../page.ts";
import { RangeChoice } from "../range-choice.ts";
import { remember } from "../remember.ts";
import { countsOf } from "../view/counts.ts";
import { countsViewOf } from "../view/counts-view.ts";
import { countCards } from "../view/overview/cards.ts";
import { healthOf } from "../view/overview/health.ts";
import { programsOf, rulesOf } from "../view/overview/rules.ts";
import { cardOf, failureOf, shown } from "../view/parts.ts";

export class OverviewPage implements Page {
  readonly title = "Overview";
  readonly #around: Surroundings;
  readonly #choice: RangeChoice;
  /** Worked out once for the same sums, so that a chart is drawn again only for new ones. */
  readonly #view = remember(countsViewOf);

  constructor(around: Surroundings) {
    this.#around = around;
    this.#choice = new RangeChoice(around, null);
  }

  get polled() {
    return this.#choice.polled;
  }

  template(): TemplateResult {
    const { watch } = this.#around;
    const { read } = this.#choice;
    const { value, failure } = read;
    const view = value === undefined ? undefined : this.#view(value.periods, value.range);
    return html`
      <h1 class="for-ears">Overview</h1>
      ${healthOf(watch.health)}
      <div class="bar-of-choices">
        ${this.#choice.template()}
        ${failureOf("Counts", read)}
        ${value === undefined && failure === undefined ? html`<p class="quiet">Reading …</p>` : nothing}
      </div>
      ${view === undefined ? nothing : countsOf(view, read.isFormer)}
      <div class="cards">
        ${cardOf("Rules", shown("Rules", watch.rules, rulesOf))}
        ${cardOf(
          "Card programmes",
          shown("Readiness", watch.readiness, ({ cardPrograms }) => programsOf(cardPrograms ?? [])),
        )}
        ${view === undefined ? nothing : countCards(view.summary)}
      </div>`;
  }
}
