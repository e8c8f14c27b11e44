/** The sandbox's own page: which cards to type, what each shows, and how to bend the upstream systems. */
import { Hono } from "hono";
import { html } from "hono/html";
import type { SandboxEnv } from "../env.ts";
import { ACCOUNTS } from "../gateway/accounts.ts";
import type { BinRecord } from "../gateway/bins/bin-record.ts";
import { CURATED_BINS, LOOKUP_ERROR_BIN } from "../gateway/bins/curated-bins.ts";
import { HOUSE_BINS } from "../gateway/bins/house-bins.ts";
import { INVENTED_BINS } from "../gateway/bins/invented-bins.ts";
import { inGroups, sampleNumber } from "../gateway/bins/sample-number.ts";
import { DOCUMENTED_SAMPLE, TEST_CARDS, TRIGGERS } from "../gateway/bins/test-cards.ts";
import { CUSTOMERS } from "../gateway/vault/vault-data.ts";
import style from "./browser/front-page.css";
import { CONTROLS } from "./controls.ts";

const PRODUCT = "http://localhost:8787";
const SHOP = "http://localhost:8789";

const ODD_CARDS = [...HOUSE_BINS, ...CURATED_BINS];

const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const frontPage = new Hono<SandboxEnv>();

frontPage.get("/front-page.css", (context) => context.body(style, 200, { "Content-Type": "text/css; charset=utf-8" }));

frontPage.get("/", (context) => {
  const { SHOP_ORIGIN: shop = SHOP, PRODUCT_ORIGIN: product = PRODUCT } = context.env;
  return context.html(page(shop, product), 200, { "Content-Security-Policy": POLICY });
});

function page(shop: string, product: string) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Sandbox</title>
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
            <a href="/sandbox/calls">Upstream calls</a>
            <a href="/sandbox/transactions">Transactions</a>
            <a href="/sandbox/settings">Settings</a>
          </nav>
        </header>
        <main>${testCards()} ${triggers()} ${inventedCards()} ${controls()} ${accounts()} ${customers()}</main>
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
    <div class="scroll" tabindex="0" role="region" aria-label="Published test cards">
      <table>
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Brand</th>
            <th scope="col">Type</th>
            <th scope="col">Level</th>
            <th scope="col">Country</th>
            <th scope="col">Shows</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`;
}

function cardRow(number: string, record: BinRecord) {
  const { adds, text } = shows(record);
  return html`<tr>
    <th scope="row"><code class="number">${number}</code></th>
    <td>${record.brand}</td>
    <td>${record.type ?? "–"}</td>
    <td>${record.level ?? "–"}</td>
    <td>${record.country ?? "–"}</td>
    <td class="${adds ? "adds" : ""}">${text}</td>
  </tr>`;
}

function shows({ brand, type, level, surchargeable }: BinRecord): { adds: boolean; text: string } {
  if (type === undefined) return { adds: false, text: "Card not recognised: nothing added" };
  if (type.toLowerCase() !== "credit") {
    return { adds: false, text: `${brand} ${level === "Prepaid" ? "prepaid" : type.toLowerCase()}: no surcharge` };
  }
  if (brand === "Amex") return { adds: false, text: "Amex credit: no surcharge, nothing signed off for it" };
  return { adds: surchargeable === true, text: `${brand} credit: surcharge` };
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
              <td>${meaning}</td>
              <td><code>${code}</code></td>
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
        <td>${about}</td>
        <td><code>${[record.brand, record.type].filter((word) => word !== undefined).join(" · ")}</code></td>
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
      <div class="scroll" tabindex="0" role="region" aria-label="Invented cards">
        <table>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </div>
    </details>
  </section>`;
}

function controls() {
  return html`<section>
    <h2>Control surface</h2>
    <p>JSON in, JSON out. What is wrong with a request is said in words, as <code>{"error": "…"}</code>.</p>
    <div class="scroll" tabindex="0" role="region" aria-label="Control surface">
      <table>
        <tbody>
          ${CONTROLS.map(
            ({ call, body, about }) =>
              html`<tr>
                <th scope="row"><code>${call}</code></th>
                <td><code>${body}</code></td>
                <td>${about}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function accounts() {
  return html`<section>
    <h2>Merchant accounts</h2>
    <p>The public key opens the Tokenizer, the secret keys everything else. All of them are worthless.</p>
    <div class="scroll" tabindex="0" role="region" aria-label="Merchant accounts">
      <table>
        <tbody>
          ${ACCOUNTS.map(
            ({ name, publicKey, secretKeys, ownSurcharge }) =>
              html`<tr>
                <th scope="row">${name}${ownSurcharge > 0 ? ` (adds ${ownSurcharge / 1000} % by itself)` : ""}</th>
                <td><code>${publicKey}</code></td>
                <td>
                  ${secretKeys.map(
                    ({ key, restriction }) =>
                      html`<code>${key}</code>${restriction === undefined ? "" : ` (${RESTRICTIONS[restriction]})`}<br />`,
                  )}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
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
    <div class="scroll" tabindex="0" role="region" aria-label="Customers in the vault">
      <table>
        <tbody>
          ${CUSTOMERS.map(
            ({ id, description, methods }) =>
              html`<tr>
                <th scope="row"><code>${id}</code></th>
                <td>${description}</td>
                <td>${methods.map((method) => html`<code>${method.id}</code><br />`)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
