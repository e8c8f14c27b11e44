/** One merchant in detail: what it is set to, what wants a look, what it did, what shoppers see, and what it reported. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import { alertsAbout } from "../alert-words.ts";
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
import { cardOf, failureOf, shown, stateOf, withCode } from "../view/parts.ts";

const EVERY_MS = 300_000;

export class MerchantPage implements Page {
  readonly #id: string;
  readonly #around: Surroundings;
  readonly #merchant: Polled<MerchantRead>;
  readonly #choice: RangeChoice;
  readonly #policy: PolicyByPlace;
  readonly #explain: ExplainForm;
  readonly #reports: Reports;
  readonly #view = remember(countsViewOf);

  constructor(around: Surroundings, id: string) {
    this.#id = id;
    this.#around = around;
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
    return this.#isNobody ? [this.#merchant] : [this.#merchant, ...this.#choice.polled];
  }

  get #isNobody(): boolean {
    return this.#merchant.value === undefined && this.#merchant.failure?.kind === "nobody";
  }

  template(): TemplateResult {
    const all = html`<p><a href=${addressOf({ view: "merchants" })}>All merchants</a></p>`;
    if (this.#isNobody)
      return html`${all}<h1><code>${this.#id}</code></h1><p class="missing">There is no merchant of this id.</p>`;
    const { value } = this.#merchant;
    const counts = this.#choice.read;
    const alerts = this.#around.watch.alerts.value;
    const open = alerts === undefined ? [] : alertsAbout(this.#id, alerts);
    return html`
      ${all}
      <h1>${value === undefined ? nothing : html`<bdi>${value.name}</bdi> `}<code>${this.#id}</code> ${value === undefined ? nothing : html`<span class="quiet">${value.mode}, ${value.enabled ? "on" : "off"}</span>`}</h1>
      ${failureOf("The merchant", this.#merchant)}
      ${value === undefined ? nothing : toLookAt(open, value.warnings)}
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

/** Open alerts first: they lead to where they are told. */
const toLookAt = (alerts: readonly string[], warnings: readonly string[]): TemplateResult =>
  alerts.length + warnings.length === 0
    ? html`<p>${stateOf("well", "Nothing wants a look")}</p>`
    : html`<section class="health look" aria-label="To look at"><ul class="reasons">
        ${alerts.map((text) => html`<li class="look"><a href=${addressOf({ view: "alerts" })}>${withCode(text)}</a></li>`)}
        ${warnings.map((text) => html`<li class="look">${text}</li>`)}
      </ul></section>`;
