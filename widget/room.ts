/**
 * Keeps room for the tallest thing that may be shown, so that nothing around the element moves when an answer arrives.
 * It lays out, unseen and unread, what the policy says can be said; the browser does the measuring, at any width.
 */
import { html, type TemplateResult } from "lit/html.js";
import type { LabelKey } from "../contract/lists.ts";
import type { Policy } from "../contract/policy.ts";
import { formatMoney, formatRate } from "./format.ts";
import { fill, type Texts } from "./texts.ts";

/** An amount as wide as most carts get: the real one is not known when the room is made. */
const WIDE_UNITS = 888_888;
const WIDE_BPS = 888;

export function roomFor(policy: Policy, texts: Texts): TemplateResult {
  const { currency, currencyDigits, rates } = policy;
  const money = formatMoney(WIDE_UNITS * 10 ** currencyDigits, currency, currencyDigits, texts.lang);
  const rate = formatRate(WIDE_BPS, texts.lang);
  const values = { surcharge: money, total: money, rate, brand: "American Express" };
  const line = (text: string, look = "") => html`<i class=${look} data-text=${fill(text, values)}></i>`;
  const label = (key: LabelKey, look?: string) => line(texts.label(key), look);
  const mayAdd = policy.enabled && rates.some(({ status }) => status !== "none");
  return html`<div class="view room" aria-hidden="true">
      <span class="lead"></span>
      <div class="any">
        ${[mayAdd ? "" : policy.notice, ...Object.values(policy.messages)].map((text) => line(text))} ${label("preview")}
        ${label("previewNone")} ${label("expired")}
      </div>
      ${
        mayAdd
          ? html`<div class="wide amounts">
                ${label("base")}${line(money)}${label("surcharge")}${line(money)}${label("total", "total")}
                ${line(money, "total")}
              </div>
              <div class="wide small any">${policy.disclosures.map((text) => line(text))}</div>
              <div class="wide actions">${label("accept", "button accept")}${label("decline", "button")}</div>`
          : ""
      }
    </div>`;
}
