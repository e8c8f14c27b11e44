/** The quote, claim by claim, and the verdict of the shipped check: as it came, or after a change. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Asked } from "../asked.ts";
import { CHANGE_NAMES, CHANGES, type ChangeName, decodeQuote } from "../tamper.ts";
import { cardOf, jsonOf } from "./parts.ts";

/** @param change called with what is to be changed before the quote is checked again */
export function quoteOf({ reply, change, verdict }: Asked, changeTo: (change: ChangeName) => void): TemplateResult {
  const quote = reply?.answer?.quote;
  if (quote === undefined) return cardOf("quote", "The signed quote", html`<p class="quiet">There is none.</p>`);
  const { header, claims } = decodeQuote(quote);
  const chosen = (event: Event) => changeTo((event.currentTarget as HTMLSelectElement).value as ChangeName);
  return cardOf(
    "quote",
    "The signed quote",
    html`<p class="quiet">Checked in this page by <code>verifyQuote</code> of <code>@card-surcharge/element/verify</code>, with the service's published keys.</p>
      ${verdictOf(verdict)}
      <label class="wide">Change before it is checked
        <select @change=${chosen}>${CHANGE_NAMES.map(
          (name) => html`<option value=${name} ?selected=${name === change}>${CHANGES[name].title}</option>`,
        )}</select></label>
      <details><summary>Header and claims</summary>${jsonOf("Header and claims", { header, claims })}</details>
      <details><summary>As it is sent</summary><div class="scroll code" role="region" aria-label="The quote as it is sent"><pre class="long">${quote}</pre></div></details>`,
  );
}

function verdictOf(verdict: Asked["verdict"]): unknown {
  if (verdict === undefined) return nothing;
  if (verdict.valid)
    return html`<p class="verdict well"><span class="sign" aria-hidden="true">✓</span>Valid: signed for exactly this sale</p>`;
  return html`<p class="verdict trouble"><span class="sign" aria-hidden="true">✕</span>Refused: <code>${verdict.problem}</code></p>
    ${verdict.problems.length > 1 ? html`<p class="quiet">All problems: ${verdict.problems.join(", ")}</p>` : nothing}`;
}
