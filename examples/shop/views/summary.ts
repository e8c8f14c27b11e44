/** The order on the page: its lines with their quantities, and its totals. Drawn by the server alone. */
import { html } from "hono/html";
import { money, rate } from "../money.ts";
import { type Bill, MAX_QUANTITY, type Order, type OrderLine } from "../orders.ts";
import type { Markup } from "./layout.ts";

const PICTURES: Readonly<Record<string, string>> = {
  "guji-1kg": "M9 11h14l1.5 17h-17zM11 11V6h10v5M12 18c3-3 6 3 9 0",
  dripper: "M6 7h20l-7 12h-6zM11 19h10v3H11zM8 26h16",
};

const picture = (sku: string) =>
  html`<span class="thumb"><svg viewBox="0 0 32 32" aria-hidden="true"><path d="${PICTURES[sku] ?? ""}"/></svg></span>`;

const row = (label: string, amount: string, className = "") =>
  html`<div class="${className}"><dt>${label}</dt><dd>${amount}</dd></div>`;

/** Label and amount of every part of a total, in order; the surcharge and its tax on lines of their own. */
function totals({ order, surcharge }: Bill): Markup {
  const { goods, shipping, tax, total, currency } = order;
  const { amount: added, tax: addedTax, rateBps } = surcharge ?? { amount: 0, tax: 0, rateBps: 0 };
  return html`<dl>
    ${row("Goods", money(goods, currency))}
    ${row("Shipping", money(shipping, currency))}
    ${row("Sales tax", money(tax, currency))}
    ${added > 0 ? row(`Surcharge (${rate(rateBps)})`, money(added, currency)) : ""}
    ${addedTax > 0 ? row("Tax on the surcharge", money(addedTax, currency)) : ""}
    ${row("Total", money(total + added + addedTax, currency), "total")}
  </dl>`;
}

const lineOf = ({ sku, name, detail, amount }: OrderLine, currency: string, count: Markup) =>
  html`<li>
    ${picture(sku)}
    <div><div class="line-name">${name}</div><div class="line-detail">${detail}</div>${count}</div>
    <span class="amount">${money(amount, currency)}</span>
  </li>`;

/** Buttons that send the basket's form. One that cannot be pressed now says so, and stays where it is. */
function stepper({ sku, name, quantity }: OrderLine, isLast: boolean): Markup {
  return html`<div class="stepper">
    <button name="less" value="${sku}" aria-label="One less: ${name}" aria-disabled="${String(quantity === 0 || isLast)}">−</button>
    <span>${quantity}</span>
    <button name="more" value="${sku}" aria-label="One more: ${name}" aria-disabled="${String(quantity === MAX_QUANTITY)}">+</button>
    <input type="hidden" name="${sku}" value="${quantity}">
    <input type="hidden" name="${sku}" value="${quantity}" form="checkout">
  </div>`;
}

/** The order while it can still be changed. What the page needs of it as figures is in the `data-` attributes. */
export function basket(order: Order): Markup {
  const { lines, currency, total, surchargeTaxRate } = order;
  const isLast = (line: OrderLine) => line.amount === order.goods && line.quantity === 1;
  return html`<div data-total="${total}" data-currency="${currency}" data-surcharge-tax-rate="${surchargeTaxRate}">
    <ul class="lines">${lines.map((line) => lineOf(line, currency, stepper(line, isLast(line))))}</ul>
    ${totals({ order, surcharge: null })}
  </div>`;
}

/** The order as it was paid. */
export function paidOrder({ order, surcharge }: Bill): Markup {
  const lines = order.lines.filter(({ quantity }) => quantity > 0);
  return html`<ul class="lines">${lines.map((line) =>
    lineOf(line, order.currency, html`<div class="line-detail">Quantity ${line.quantity}</div>`),
  )}</ul>
  ${totals({ order, surcharge })}`;
}
