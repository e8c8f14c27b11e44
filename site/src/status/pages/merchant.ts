/** One merchant in detail: what it is set to, what wants a look, what it did, what shoppers see, and what it reported. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Page, Surroundings } from "../page.ts";
import { Polled } from "../polled.ts";
import { RangeChoice } from "../range-choice.ts";
import { MerchantRead } from "../read/merchants.ts";
import { remember } from "../remember.ts";
import { addressOf } from "../route.ts";
import { countsOf } from "../view/counts.ts";
import { countsViewOf } from "../view/counts-view.ts";
import { ExplainForm } from "../view/merchant/explain.ts";
import { PolicyByPlace } from "../view/merchant/policy.ts";
import { Reports } from "../view/merchant/reports.ts";
import { attestationsOf, ratesOf, settingsOf } from "../view/merchant/settings.ts";
import { cardOf, failureOf, shown, stateOf } from "../view/parts.ts";

const EVERY_MS = 300_000;

export class MerchantPage implements Page {
  readonly #id: string;
  readonly #merchant: Polled<MerchantRead>;
  readonly #choice: RangeChoice;
  readonly #policy: PolicyByPlace;
  readonly #explain: ExplainForm;
  readonly #reports: Reports;
  readonly #view = remember(countsViewOf);

  constructor(around: Surroundings, id: string) {
    this.#id = id;
    this.#merchant = new Polled(
      () => around.client.get(`/v1/admin/merchants/${id}`, MerchantRead),
      EVERY_MS,
      around.changed,
    );
    this.#choice = new RangeChoice(around, id);
    this.#policy = new PolicyByPlace(around, id);
    this.#explain = new ExplainForm(around, id);
    this.#reports = new Reports(around, id);
  }

  get title(): string {
    return this.#merchant.value?.name ?? this.#id;
  }

  get polled(): readonly Polled<unknown>[] {
    return [this.#merchant, ...this.#choice.polled];
  }

  template(): TemplateResult {
    const { value } = this.#merchant;
    const counts = this.#choice.read;
    return html`
      <p><a href=${addressOf({ view: "merchants" })}>All merchants</a></p>
      <h1><bdi>${this.title}</bdi> <code>${this.#id}</code> ${value === undefined ? nothing : stateOf(value.enabled ? "well" : "off", value.enabled ? value.mode : `${value.mode}, off`)}</h1>
      ${failureOf("The merchant", this.#merchant)}
      ${value === undefined ? nothing : warningsOf(value.warnings)}
      <div class="bar-of-choices">${this.#choice.template()} ${failureOf("Counts", counts)}</div>
      ${counts.value === undefined ? nothing : countsOf(this.#view(counts.value.periods, counts.value.range), counts.isFormer)}
      ${cardOf("A decision, explained", this.#explain.template(value?.currency ?? "USD"))}
      ${cardOf("The policy as shoppers see it", this.#policy.template())}
      ${cardOf("What was reported", this.#reports.template())}
      <div class="cards">
        ${cardOf("Settings", shown("The merchant", this.#merchant, settingsOf))}
        ${value === undefined ? nothing : cardOf("Rates and costs", ratesOf(value))}
        ${value === undefined ? nothing : cardOf("Recorded for rules", attestationsOf(value))}
      </div>`;
  }
}

const warningsOf = (warnings: readonly string[]): TemplateResult =>
  warnings.length === 0
    ? html`<p>${stateOf("well", "Nothing wants a look")}</p>`
    : html`<section class="health look" aria-label="To look at"><ul class="reasons">${warnings.map((text) => html`<li class="look">${text}</li>`)}</ul></section>`;
