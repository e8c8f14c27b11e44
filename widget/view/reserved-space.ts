/**
 * Keeps room for the tallest thing that may be shown, where the page asks for it, so that nothing around the element moves
 * when an answer arrives. It lays out, unseen and unread, what the policy says can be said; the browser does the
 * measuring, at any width.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { Policy } from "../../contract/answers.ts";
import { formatMoney } from "../../contract/format.ts";
import type { LabelKey } from "../../contract/lists.ts";
import { fill, type Texts } from "./texts.ts";

/** Six digits before the point: as wide as most carts get. The real amounts are not known when the room is made. */
const WIDE = 888_888;
const RATE = "8.88\u00a0%";
const NOTES: readonly LabelKey[] = ["preview", "previewNone", "expired", "declined"];
/** The tallest message is among the longest; laying out all of them would take a slow phone several times as long. */
const LONGEST = 8;

export function roomFor(policy: Policy, texts: Texts, hasTax: boolean): TemplateResult {
  const { enabled, rates, notice, messages, disclosures, currency, currencyDigits } = policy;
  const money = formatMoney(WIDE * 10 ** currencyDigits, currency, currencyDigits, texts.lang);
  const brand = rates
    .map(({ brandName }) => brandName)
    .reduce((one, other) => (other.length > one.length ? other : one), "");
  const values = { surcharge: money, tax: money, total: money, rate: RATE, brand };
  const line = (text: string, look = "") => html`<span class=${look} data-text=${fill(text, values)}></span>`;
  const label = (key: LabelKey, look?: string) => line(texts.label(key), look);
  const mayAdd = enabled && rates.some(({ status }) => status !== "none");
  const { eligible, ...others } = messages;
  const said = [notice, ...Object.values(others), ...NOTES.map((key) => texts.label(key))]
    .map((text) => fill(text, values))
    .toSorted((one, other) => other.length - one.length);
  const top = (lines: unknown, look: string) =>
    html`<div class="now"><span class="lead"></span><div class="said ${look}">${lines}</div></div>`;
  return html`<div class="view room" aria-hidden="true">
    <div class="top">
      ${top(
        said.slice(0, LONGEST).map((text) => line(text)),
        "any",
      )}
      ${
        mayAdd
          ? html`<div>
              ${top(html`${line(`${texts.label("credit")} · +${money} (${RATE})`, "headline")} ${line(eligible, "small")} ${label("expired", "small")}`, "")}
              <div class="offer">
                <div class="rows">
                  <div class="amounts">
                    ${label("base")}${line(money)}${label("surcharge")}${line(money)}
                    ${hasTax ? html`${label("surchargeTax")}${line(money)}` : nothing}${label("total", "total")}
                    ${line(money, "total")}
                  </div>
                  <div class="small any">${disclosures.map((text) => line(text))}</div>
                  <div class="actions">${label("accept", "button accept")}${label("decline", "button")}</div>
                </div>
              </div>
            </div>`
          : nothing
      }
    </div>
  </div>`;
}
