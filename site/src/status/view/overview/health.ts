/** Is it well? The state, one sentence, and the reasons in words. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Health, HealthReason } from "../../health.ts";
import { addressOf } from "../../route.ts";
import { stateOf, withCode } from "../parts.ts";

const STATE_WORD = { well: "Well", look: "Look at it", trouble: "Trouble" } as const;
/** What is seen at once; the rest unfolds. */
const AT_ONCE = 8;

export function healthOf(health: Health | undefined): TemplateResult {
  if (health === undefined) return html`<section class="health"><p class="sentence">Reading …</p></section>`;
  const { state, sentence, reasons } = health;
  const list = (some: typeof reasons) =>
    html`<ul class="reasons">${some.map((reason) => html`<li class=${reason.state}>${reasonOf(reason)}</li>`)}</ul>`;
  const rest = reasons.slice(AT_ONCE);
  return html`<section class="health ${state}" aria-label="Is it well?">
    <p class="sentence">${stateOf(state, STATE_WORD[state])}<span>${sentence}</span></p>
    ${reasons.length === 0 ? nothing : list(reasons.slice(0, AT_ONCE))}
    ${rest.length === 0 ? nothing : html`<details><summary>${rest.length} more</summary>${list(rest)}</details>`}
  </section>`;
}

const reasonOf = ({ text, view }: HealthReason): unknown =>
  view === undefined ? withCode(text) : html`<a href=${addressOf({ view })}>${withCode(text)}</a>`;
