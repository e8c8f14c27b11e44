/**
 * The offer as the shop's own server shows it, where the page could not: message, amounts, disclosure, and the choice.
 * Plain HTML that works without any script; the values that the page had sent come along to be sent again.
 */
import { html } from "hono/html";
import { money, rate } from "../money.ts";
import type { Order } from "../orders.ts";
import type { Answer } from "../terms.ts";
import { layout, type Markup } from "./layout.ts";

/** The form that the offer's buttons send: an empty one of the page, for forms cannot stand in one another. */
export const OFFER_FORM = "offer";

export function offer(
  { message, disclosure, quote, surcharge }: Answer,
  order: Order,
  sent: Iterable<[string, string]>,
): Markup {
  const { rateBps, surchargeAmount, surchargeTaxAmount, totalAmount } = surcharge;
  const total = money(totalAmount, order.currency);
  return html`<div class="offer" role="group" aria-labelledby="offer-message">
    <p id="offer-message" tabindex="-1">${message}</p>
    <dl class="totals">
      <div><dt>Before surcharge</dt><dd>${money(order.total, order.currency)}</dd></div>
      <div><dt>Surcharge (${rate(rateBps)})</dt><dd>${money(surchargeAmount, order.currency)}</dd></div>
      ${
        surchargeTaxAmount > 0
          ? html`<div><dt>Tax on the surcharge</dt><dd>${money(surchargeTaxAmount, order.currency)}</dd></div>`
          : ""
      }
      <div class="total"><dt>New total</dt><dd>${total}</dd></div>
    </dl>
    <p class="small">${disclosure ?? ""}</p>
    ${[...sent].map(([name, value]) => html`<input type="hidden" form="${OFFER_FORM}" name="${name}" value="${value}">`)}
    <div class="choice">
      <button class="button primary" form="${OFFER_FORM}" name="quote" value="${quote}">Accept surcharge and pay ${total}</button>
      <button class="button" form="${OFFER_FORM}" name="another" value="card">Use another card</button>
    </div>
  </div>`;
}

/** The offer as a page of its own, for a form that was sent without script. */
export const offerPage = (markup: Markup): Markup =>
  layout({
    title: "Before you pay",
    main: html`<main class="sheet narrow"><h1>Before you pay</h1>${markup}<form id="${OFFER_FORM}" method="post" action="/pay"></form></main>`,
  });
