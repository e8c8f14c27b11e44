/** What a surcharge comes to: a headline, the amounts, the disclosure and the choice. */
import { html, nothing, type TemplateResult } from "lit";
import { formatMoney, formatRate } from "../../contract/format.ts";
import type { Decision } from "../checkout/decision.ts";
import type { Texts } from "./texts.ts";

export type Control = "accept" | "decline";

export interface Offered {
  readonly decision: Decision;
  readonly texts: Texts;
  /** True once the shopper has accepted it. */
  readonly isAgreed: boolean;
  /** False where a press for it would lead to nothing. */
  readonly canAccept: boolean;
  readonly isDisabled: boolean;
  /** True once the shopper can have read it: only then is it accepted. */
  readonly isRead: boolean;
  readonly press: (control: Control, event: Event) => void;
}

/** "Visa credit · +$3.75 (3%)", or without an amount "Visa credit · +3%". Each part keeps its own direction. */
export function headline({ card, surcharge }: Decision, texts: Texts): TemplateResult {
  const { surchargeAmount, currency, currencyDigits, rateBps } = surcharge;
  const name = card?.brandName && (card.funding === "credit" || card.funding === "charge");
  const rate = formatRate(rateBps, texts.lang);
  return html`<p class="headline" id="headline" part="headline">
    ${name ? html`<bdi>${texts.label(card.funding as "credit", { brand: card.brandName })}</bdi> · ` : nothing}${
      surchargeAmount === null
        ? html`<bdi>+${rate}</bdi>`
        : html`<bdi>${formatMoney(surchargeAmount, currency, currencyDigits, texts.lang, "plus")}</bdi> (<bdi>${rate}</bdi>)`
    }
  </p>`;
}

function amounts({ decision, texts }: Offered): unknown {
  const { baseAmount, surchargeAmount, surchargeTaxAmount, totalAmount } = decision.surcharge;
  const { currency, currencyDigits, rateBps } = decision.surcharge;
  if (baseAmount === null) return nothing;
  const money = (amount: number | null) => formatMoney(amount ?? 0, currency, currencyDigits, texts.lang);
  const rate = formatRate(rateBps, texts.lang);
  return html`<dl class="amounts" part="amounts">
    <dt>${texts.label("base")}</dt>
    <dd>${money(baseAmount)}</dd>
    <dt part="surcharge">${texts.label("surcharge", { rate })}</dt>
    <dd part="surcharge">${money(surchargeAmount)}</dd>
    ${
      surchargeTaxAmount
        ? html`<dt part="surcharge-tax">${texts.label("surchargeTax")}</dt>
            <dd part="surcharge-tax">${money(surchargeTaxAmount)}</dd>`
        : nothing
    }
    <dt class="total" id="total-label" part="total">${texts.label("total")}</dt>
    <dd class="total" id="total" part="total">${money(totalAmount)}</dd>
  </dl>`;
}

/** Folded by its own summary, and on paper never: what folds is the paragraph behind it. */
const fold = (texts: Texts) =>
  html`<details class="fold"><summary part="details">${texts.label("details")}</summary></details>`;

export function offer(offered: Offered): TemplateResult {
  const { decision, texts, isAgreed, canAccept, isDisabled, isRead, press } = offered;
  const described = decision.surcharge.baseAmount === null ? "headline" : "total-label total";
  const button = (control: Control, look: string, isReady = true, describedBy: string | typeof nothing = nothing) =>
    html`<button
      type="button"
      id=${control}
      class="${look} ${isDisabled ? "off" : ""}"
      part=${control}
      aria-disabled=${isDisabled || !isReady ? "true" : nothing}
      aria-describedby=${describedBy}
      @click=${(event: Event) => press(control, event)}
    >
      ${texts.label(control)}
    </button>`;
  return html`<div class="offer">
    <div class="rows">
      ${amounts(offered)} ${isAgreed ? fold(texts) : nothing}
      <p class="small" id="disclosure" part="disclosure">${decision.disclosure}</p>
      <div class="actions" part="actions">
        ${canAccept ? button("accept", "button accept", isRead, described) : nothing}
        ${button("decline", isAgreed ? "link" : "button")}
      </div>
    </div>
  </div>`;
}
