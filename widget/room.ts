/**
 * Keeps room for the tallest thing that may be shown, so that nothing around the element moves when an answer arrives.
 * It lays out, unseen and unread, what the policy says can be said; the browser does the measuring, at any width.
 */
import { html, type TemplateResult } from "lit/html.js";
import type { Policy } from "../contract/policy.ts";
import { formatMoney, formatRate } from "./format.ts";
import { fill, type Texts } from "./texts.ts";

/** An amount as wide as most carts get: the real one is not known when the room is made. */
const WIDE_UNITS = 888_888;

const line = (text: string) => html`<i data-text=${text}></i>`;

export function roomFor(policy: Policy, texts: Texts): TemplateResult {
  const amount = formatMoney(
    WIDE_UNITS * 10 ** policy.currencyDigits,
    policy.currency,
    policy.currencyDigits,
    texts.lang,
  );
  const rate = formatRate(Math.max(300, ...policy.rates.map(({ rateBps }) => rateBps ?? 0)), texts.lang);
  const values = { surcharge: amount, total: amount, base: amount, rate, brand: "American Express", funding: "" };
  const filled = (text: string) => line(fill(text, values));
  const mayAdd = policy.enabled && policy.rates.some(({ status }) => status !== "none");
  const messages = [...new Set(Object.values(policy.messages))].map(filled);
  const label = (key: Parameters<Texts["label"]>[0]) => filled(texts.label(key));
  return html`<div class="room" aria-hidden="true">
      <span class="lead"><i class="mark"></i></span>
      <div class="words stack">${messages}${(["preview", "previewNone", "expired"] as const).map(label)}</div>
      ${
        mayAdd
          ? html`<div class="wide">
                ${(["base", "surcharge", "total"] as const).map((key) => html`<i class=${key}>${label(key)}</i>`)}
              </div>
              <div class="wide stack disclosure">${policy.disclosures.map(filled)}</div>
              <div class="wide done">${label("accepted")}</div>
              <div class="wide actions">
                ${(["accept", "decline"] as const).map((key) => html`<i class="button ${key}">${label(key)}</i>`)}
              </div>`
          : ""
      }
    </div>
    <div class="room" aria-hidden="true"><div class="wide">${line(policy.notice)}</div></div>`;
}
