/** A sale as the operator imagines it, and why it is decided so: each reason that applies, each rule with its source. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import { currencyDigits } from "../../../../../contract/currencies.ts";
import { BRANDS, FUNDINGS, LEVELS } from "../../../../../contract/lists.ts";
import { Asked } from "../../asked.ts";
import { minorUnits } from "../../minor-units.ts";
import type { Surroundings } from "../../page.ts";
import { ExplainRead } from "../../read/explain.ts";
import { fieldOf, selectOf, textsOf } from "../fields.ts";
import { sayFailure } from "../parts.ts";
import { explanationOf } from "./explanation.ts";

export class ExplainForm {
  readonly #around: Surroundings;
  readonly #id: string;
  readonly #asked: Asked<ExplainRead>;
  #wrong: string | undefined;

  constructor(around: Surroundings, id: string) {
    this.#around = around;
    this.#id = id;
    this.#asked = new Asked<ExplainRead>(around.changed);
  }

  /** @param currency the merchant's, in which the amount is typed */
  #submit(event: SubmitEvent, currency: string): void {
    event.preventDefault();
    const { brand, funding, level, country, state, amount, day } = textsOf(event.target as HTMLFormElement);
    const digits = currencyDigits(currency) ?? 2;
    const baseAmount = amount === undefined ? undefined : minorUnits(amount, digits);
    this.#wrong =
      baseAmount === null ? `The amount must be a number with at most ${digits} decimals, such as 125.` : undefined;
    this.#around.changed();
    if (baseAmount === null) return;
    const question = { card: { brand, funding, level }, country, state, baseAmount, day };
    void this.#asked.ask(() =>
      this.#around.client.post(`/v1/admin/merchants/${this.#id}/explain`, question, ExplainRead),
    );
  }

  template(currency: string): TemplateResult {
    const { value, failure, isAsking } = this.#asked;
    return html`
      <form class="filters" @submit=${(event: SubmitEvent) => this.#submit(event, currency)}>
        ${selectOf("brand", "Brand", BRANDS)}
        ${selectOf("funding", "Funding", FUNDINGS)}
        ${selectOf("level", "Level", LEVELS)}
        ${fieldOf({ name: "country", label: "Country", placeholder: "US", size: 4, isRequired: true })}
        ${fieldOf({ name: "state", label: "State", placeholder: "IL", size: 6 })}
        ${fieldOf({ name: "amount", label: `Amount in ${currency}`, placeholder: "125.00", size: 8 })}
        ${fieldOf({ name: "day", label: "Day", type: "date" })}
        <button type="submit">${isAsking ? "Asking …" : "Explain"}</button>
      </form>
      <p class="quiet">A card that nobody holds: no gateway is asked, nothing is signed, nothing is counted.</p>
      <div aria-live="polite">
        ${this.#wrong === undefined ? nothing : html`<p class="missing">${this.#wrong}</p>`}
        ${failure === undefined ? nothing : html`<p class="missing">${sayFailure("The explanation", failure)}</p>`}
      </div>
      ${value === undefined || this.#wrong !== undefined ? nothing : explanationOf(value)}`;
  }
}
