/** The sandbox's own page: which cards to type, what each shows, and how to bend the upstream systems. */
import { Hono } from "hono";
import { html } from "hono/html";
import { type SandboxEnv, stateOf } from "../env.ts";
import { ACCOUNTS } from "../gateway/accounts.ts";
import type { BinRecord } from "../gateway/bins/bin-record.ts";
import { CURATED_BINS, LOOKUP_ERROR_BIN } from "../gateway/bins/curated-bins.ts";
import { HOUSE_BINS } from "../gateway/bins/house-bins.ts";
import { INVENTED_BINS } from "../gateway/bins/invented-bins.ts";
import { inGroups, sampleNumber } from "../gateway/bins/sample-number.ts";
import { DOCUMENTED_SAMPLE, TEST_CARDS, TRIGGERS } from "../gateway/bins/test-cards.ts";
import { CUSTOMERS } from "../gateway/vault/vault-data.ts";
import { actions } from "./actions.ts";
import style from "./browser/front-page.css";
import { CONTROLS } from "./controls.ts";
import { type Now, now } from "./now.ts";

const PRODUCT = "http://localhost:8787";
const SHOP = "http://localhost:8789";

const ODD_CARDS = [...HOUSE_BINS, ...CURATED_BINS];

const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect x="2" y="6" width="28" height="20" rx="4" fill="#1d5c4a"/><path d="M2 12h28" stroke="#fff" stroke-width="4"/></svg>`;

export const frontPage = new Hono<SandboxEnv>();

frontPage.get("/front-page.css", (context) => context.body(style, 200, { "Content-Type": "text/css; charset=utf-8" }));

frontPage.get("/icon.svg", (context) => context.body(ICON, 200, { "Content-Type": "image/svg+xml" }));

frontPage.route("/", actions);

frontPage.get("/", async (context) => {
  const { SHOP_ORIGIN: shop = SHOP, PRODUCT_ORIGIN: product = PRODUCT } = context.env;
  const state = stateOf(context.env);
  const [faults, tokens, calls, transactions] = await Promise.all([
    state.faults(),
    state.tokenCount(),
    state.calls(),
    state.transactions(),
  ]);
  const shown = page(shop, product, { faults, tokens, calls, transactions });
  return context.html(shown, 200, { "Content-Security-Policy": POLICY, "Cache-Control": "no-store" });
});

function page(shop: string, product: string, state: Now) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta
          name="description"
          content="Stand-ins for a payment gateway and for KeySecure: test cards, accounts, and buttons that make them fail."
        />
        <title>Sandbox</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/front-page.css" />
      </head>
      <body>
        <header>
          <h1>Sandbox</h1>
          <p>
            Stand-ins for the payment gateway and for KeySecure, written from their documents. No money moves, nothing
            leaves this machine, and card numbers are forgotten with the token they became. Use the numbers below, any
            future expiry and any security code.
          </p>
          <nav>
            <a href="${shop}/">Open the shop</a>
            <a href="${product}/readyz">State of the product</a>
          </nav>
        </header>
        <main>${testCards()} ${now(state)} ${triggers()} ${inventedCards()} ${controls()} ${accounts()} ${customers()}</main>
      </body>
    </html>`;
}

function testCards() {
  const rows = [...TEST_CARDS, DOCUMENTED_SAMPLE].map(({ number, record }) => cardRow(inGroups(number), record));
  return html`<section>
    <h2>Published test cards</h2>
    <p>
      As the gateway lists them. The two most famous numbers, 4111… and 5555…4444, are debit here. “Shows” is what the
      demo merchant's shopper sees in Illinois.
    </p>
    <table>
      <thead>
        <tr>
          <th scope="col">Card</th>
          <th scope="col">Shows</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}

function cardRow(number: string, record: BinRecord) {
  const { adds, text } = shows(record);
  const facts = [record.brand, record.type, record.level, record.country].filter((fact) => fact !== undefined);
  return html`<tr>
    <th scope="row"><code class="number">${number}</code><small>${facts.join(" · ")}</small></th>
    <td class="${adds ? "adds" : ""}">${text}</td>
  </tr>`;
}

function shows({ brand, type, level, surchargeable }: BinRecord): { adds: boolean; text: string } {
  if (type === undefined) return { adds: false, text: "Not recognised: nothing added" };
  if (type.toLowerCase() !== "credit") {
    return { adds: false, text: `No surcharge: ${level === "Prepaid" ? "prepaid" : type.toLowerCase()}` };
  }
  if (brand === "Amex") return { adds: false, text: "No surcharge: not signed off for Amex" };
  return { adds: surchargeable === true, text: "Surcharge" };
}

function triggers() {
  return html`<section>
    <h2>Numbers that make a charge fail</h2>
    <p>
      All read as Visa credit. Security code 200, 201 or 301 fails its check (Amex: 2000), postcode 20000 or 20001 the
      address check, and bank accounts at routing number 000000000 are declined.
    </p>
    <table>
      <tbody>
        ${TRIGGERS.map(
          ({ number, meaning, code }) =>
            html`<tr>
              <th scope="row"><code class="number">${inGroups(number)}</code></th>
              <td>${meaning}<small>code ${code}</small></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function inventedCards() {
  const rows = ODD_CARDS.map(
    ({ bin, about, record }) =>
      html`<tr>
        <th scope="row"><code class="number">${inGroups(sampleNumber(bin))}</code></th>
        <td>${about}<small>${[record.brand, record.type].filter((word) => word !== undefined).join(" · ")}</small></td>
      </tr>`,
  );
  return html`<section>
    <h2>Invented cards</h2>
    <p>
      ${INVENTED_BINS.length} invented BINs answer beside the published ones. These are the odd ones; BIN
      ${LOOKUP_ERROR_BIN} makes the lookup fail, and a BIN nobody knows gets an empty answer or one with the BIN alone.
    </p>
    <details>
      <summary>Show ${ODD_CARDS.length} odd cards</summary>
      <table>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </details>
  </section>`;
}

function controls() {
  return html`<section>
    <h2>Control surface</h2>
    <p>
      For programs, the buttons and more: JSON in, JSON out. What is wrong with a request is said in words, as
      <code>{"error": "…"}</code>.
    </p>
    <dl>
      ${CONTROLS.map(
        ({ call, body, about }) =>
          html`<dt><code>${call}</code></dt>
            <dd>${body === "" ? "" : html`<code>${body}</code><br />`}${about}</dd>`,
      )}
    </dl>
  </section>`;
}

function accounts() {
  return html`<section>
    <h2>Merchant accounts</h2>
    <p>The public key opens the Tokenizer, the secret keys everything else. All of them are worthless.</p>
    <dl>
      ${ACCOUNTS.map(
        ({ name, publicKey, secretKeys, ownSurcharge }) =>
          html`<dt>${name}${ownSurcharge > 0 ? ` (adds ${ownSurcharge / 1000}% by itself)` : ""}</dt>
            <dd>
              <code>${publicKey}</code><br />
              ${secretKeys.map(
                ({ key, restriction }) =>
                  html`<code>${key}</code>${restriction === undefined ? "" : ` (${RESTRICTIONS[restriction]})`}<br />`,
              )}
            </dd>`,
      )}
    </dl>
  </section>`;
}

const RESTRICTIONS = {
  ip: "bound to another address: 401",
  url: "bound to another site: 401",
  partner: "a partner's: 401",
};

function customers() {
  return html`<section>
    <h2>Customers in the vault</h2>
    <dl>
      ${CUSTOMERS.map(
        ({ id, description, methods }) =>
          html`<dt><code>${id}</code></dt>
            <dd>${description}<br />${methods.map((method) => html`<code>${method.id}</code><br />`)}</dd>`,
      )}
    </dl>
  </section>`;
}
