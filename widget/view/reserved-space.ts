/**
 * Keeps room for the tallest thing that may be shown, so that nothing around the element moves when an answer arrives.
 * It lays out, unseen and unread, what the policy says can be said; the browser does the measuring, at any width.
 */
import { html, type TemplateResult } from "lit";
import type { Policy } from "../../contract/answers.ts";
import type { LabelKey } from "../../contract/lists.ts";
import { fill, type Texts } from "./texts.ts";

/**
 * An amount and a rate as wide as most carts get; the real ones are not known when the room is made. Written out, because
 * the first use of `Intl` would take longer than all the rest of it.
 */
const MONEY = "US$\u00a0888,888.88";
const RATE = "88.88\u00a0%";
const NOTES: readonly LabelKey[] = ["preview", "previewNone", "expired"];
/** The tallest message is among the longest; laying out all of them would take a slow phone several times as long. */
const LONGEST = 8;
const VALUES = { surcharge: MONEY, total: MONEY, rate: RATE, brand: "American Express" };

export function roomFor(
  { enabled, rates, notice, messages, disclosures }: Policy,
  texts: Texts,
  hasTax: boolean,
): TemplateResult {
  const line = (text: string, look = "") => html`<span class=${look} data-text=${fill(text, VALUES)}></span>`;
  const label = (key: LabelKey, look?: string) => line(texts.label(key), look);
  const mayAdd = enabled && rates.some(({ status }) => status !== "none");
  const said = [mayAdd ? "" : notice, ...Object.values(messages), ...NOTES.map((key) => texts.label(key))]
    .map((text) => fill(text, VALUES))
    .toSorted((one, other) => other.length - one.length);
  return html`<div class="view room" aria-hidden="true">
      <span class="lead"></span>
      <div class="any">${said.slice(0, LONGEST).map((text) => line(text))}</div>
      ${
        mayAdd
          ? html`<div class="wide amounts">
                ${label("base")}${line(MONEY)}${label("surcharge")}${line(MONEY)}
                ${hasTax ? html`${label("surchargeTax")}${line(MONEY)}` : ""} ${label("total", "total")}
                ${line(MONEY, "total")}
              </div>
              <div class="wide small any">${disclosures.map((text) => line(text))}</div>
              <div class="wide actions">${label("accept", "button accept")}${label("decline", "button")}</div>`
          : ""
      }
    </div>`;
}
