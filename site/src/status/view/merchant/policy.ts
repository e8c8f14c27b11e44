/** The policy as shoppers see it, by place. */
import { html, type TemplateResult } from "lit/html.js";
import { Asked } from "../../asked.ts";
import { formatRate, NOT_THERE } from "../../format.ts";
import type { Surroundings } from "../../page.ts";
import { PolicyRead } from "../../read/policy.ts";
import { fieldOf, textsOf } from "../fields.ts";
import { sayFailure, stateOf } from "../parts.ts";
import { tableOf } from "../table.ts";

const STATUS_TEXT: Readonly<Record<string, string>> = {
  surcharge: "surcharge",
  may_apply: "may apply",
  none: "none as things stand",
};

export class PolicyByPlace {
  readonly #around: Surroundings;
  readonly #id: string;
  readonly #asked: Asked<PolicyRead>;

  constructor(around: Surroundings, id: string) {
    this.#around = around;
    this.#id = id;
    this.#asked = new Asked<PolicyRead>(around.changed);
  }

  readonly #submit = (event: SubmitEvent) => {
    event.preventDefault();
    const query = new URLSearchParams(textsOf(event.target as HTMLFormElement));
    void this.#asked.ask(() => this.#around.client.get(`/v1/admin/merchants/${this.#id}/policy?${query}`, PolicyRead));
  };

  template(): TemplateResult {
    const { value, failure, isAsking } = this.#asked;
    return html`
      <form class="filters" @submit=${this.#submit}>
        ${fieldOf({ name: "country", label: "Country", placeholder: "US", size: 4 })}
        ${fieldOf({ name: "state", label: "State", placeholder: "IL", size: 6 })}
        ${fieldOf({ name: "locale", label: "Language", placeholder: "en", size: 6 })}
        <button type="submit">${isAsking ? "Asking …" : "Show the policy"}</button>
      </form>
      <div aria-live="polite">${failure === undefined ? "" : html`<p class="missing">${sayFailure("The policy", failure)}</p>`}
      ${value === undefined ? "" : this.#shown(value)}</div>`;
  }

  #shown({ enabled, rates, notice, locale, dir, disclosures }: PolicyRead): TemplateResult {
    return html`
      <p>${enabled ? stateOf("well", "Shoppers see this") : stateOf("off", "The merchant is off: pages show nothing")}</p>
      <blockquote lang=${locale} dir=${dir}>${notice}</blockquote>
      ${tableOf<PolicyRead["rates"][number]>({
        label: "Rates by brand in this place",
        rows: rates,
        empty: "No brand has a rate.",
        columns: [
          { title: "Brand", isHead: true, cell: ({ brandName }) => brandName },
          { title: "Here", cell: ({ status }) => STATUS_TEXT[status] ?? status },
          {
            title: "Rate",
            isFigure: true,
            cell: ({ rateBps }) => (rateBps === null ? NOT_THERE : formatRate(rateBps)),
          },
        ],
      })}
      ${rates.some(({ status }) => status === "none") ? html`<p class="quiet">None: the law or a network forbids it, or something is not recorded yet. A decision that is explained says which.</p>` : ""}
      ${disclosures.length === 0 ? "" : html`<details><summary>Disclosures (${disclosures.length})</summary>${disclosures.map((text) => html`<blockquote lang=${locale} dir=${dir}>${text}</blockquote>`)}</details>`}`;
  }
}
