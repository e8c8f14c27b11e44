/** The checkout page. Complete as it comes from the server: the script adds to it and draws nothing of it. */
import { html } from "hono/html";
import { money } from "../money.ts";
import type { Order } from "../orders.ts";
import { COUNTRIES, STATES } from "../places.ts";
import { layout, type Markup } from "./layout.ts";
import { basket } from "./summary.ts";

export interface CheckoutPage {
  readonly orderId: string;
  readonly order: Order;
  readonly merchant: string;
  readonly gateway: string;
  readonly gatewayKey: string;
  /** Address and hash of the element's script. */
  readonly element: { readonly src: string; readonly integrity: string };
}

/** The payment stands beside the form and belongs to it: an offer of the server's is a form, and cannot stand inside another. */
const CHECKOUT_FORM = "checkout";

const options = (entries: Readonly<Record<string, string>>, chosen = "") =>
  Object.entries(entries).map(([value, label]) =>
    value === chosen
      ? html`<option value="${value}" selected>${label}</option>`
      : html`<option value="${value}">${label}</option>`,
  );

/** The states of each country that has some, for when the shopper chooses another country. */
const stateLists = () =>
  Object.entries(STATES).map(
    ([country, states]) => html`<template id="states-${country}">${options(states)}</template>`,
  );

const scripts = ({ gateway, element }: CheckoutPage) =>
  html`<script src="${gateway}/tokenizer/tokenizer.js" defer></script>
    <script type="module" src="${element.src}" integrity="${element.integrity}" crossorigin></script>
    <script type="module" src="/checkout.js"></script>`;

const address = () =>
  html`<section aria-labelledby="address-title">
    <h2 id="address-title">Billing address</h2>
    <div class="grid">
      <label class="wide">Full name <input name="name" autocomplete="name" value="Ada Moreno" required></label>
      <label class="wide">Email <input name="email" type="email" autocomplete="email" value="ada@example.com" required></label>
      <label class="wide">Street <input name="street" autocomplete="address-line1" value="2450 N Milwaukee Ave" required></label>
      <label>City <input name="city" autocomplete="address-level2" value="Chicago" required></label>
      <label>ZIP or postcode <input name="postcode" autocomplete="postal-code" value="60647" required></label>
      <label>Country <select name="country" id="country" autocomplete="country">${options(COUNTRIES, "US")}</select></label>
      <label>State <select name="state" id="state" autocomplete="address-level1">${options(STATES["US"] ?? {}, "IL")}</select></label>
    </div>
    <label class="check"><input type="checkbox" id="ship-elsewhere"> Ship to another address</label>
    <fieldset class="grid" id="ship-fields" hidden disabled>
      <legend>Shipping address</legend>
      <label>Ship-to country <select name="shipCountry" id="ship-country">${options(COUNTRIES, "US")}</select></label>
      <label>Ship-to state <select name="shipState" id="ship-state">${options(STATES["US"] ?? {}, "IL")}</select></label>
    </fieldset>
    ${stateLists()}
  </section>`;

const payment = ({ merchant, order }: CheckoutPage) =>
  html`<section aria-labelledby="payment-title">
    <h2 id="payment-title">Payment</h2>
    <div id="card-form"><noscript>The card form needs JavaScript.</noscript></div>
    <card-surcharge id="surcharge" form="${CHECKOUT_FORM}" merchant="${merchant}" base-amount="${order.total}" currency="${order.currency}"
      country="${order.billing.country}" state="${order.billing.state}" surcharge-tax-rate="${order.surchargeTaxRate}"
      >Credit cards may carry a surcharge of up to 3%. Debit and prepaid cards never do.</card-surcharge>
    <div id="server-offer"></div>
    <input type="hidden" name="token" form="${CHECKOUT_FORM}">
    <button id="pay" class="button primary" form="${CHECKOUT_FORM}">Pay ${money(order.total, order.currency)}</button>
    <p id="problem" class="problem" role="alert"></p>
  </section>`;

export function checkoutPage(page: CheckoutPage): Markup {
  return layout({
    title: "Checkout",
    scripts: scripts(page),
    main: html`<main id="checkout-page" data-gateway="${page.gateway}" data-gateway-key="${page.gatewayKey}">
      <h1>Checkout</h1>
      <form class="sheet summary" id="basket" method="post" action="/basket" aria-labelledby="summary-title">
        <h2 id="summary-title">Your order</h2>
        <div id="summary" aria-live="polite">${basket(page.order)}</div>
      </form>
      <div class="steps">
        <form id="${CHECKOUT_FORM}" method="post" action="/pay" novalidate>
          <input type="hidden" name="order" value="${page.orderId}">
          ${address()}
        </form>
        ${payment(page)}
      </div>
    </main>`,
  });
}
