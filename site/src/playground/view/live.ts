/** The real element, what it tells the page, and what a screen reader hears. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Asked } from "../asked.ts";
import { TYPED } from "../sandbox-cards.ts";
import { cardOf } from "./parts.ts";

/** Where the gateway's card form goes, for a card that is typed. */
export const FORM_ID = "playground-card-form";

/** What a press on Pay does, and what the last one came to. */
interface Paying {
  readonly pay: () => void;
  readonly pressed: string;
}

/** @param hasElement undefined while the element's script is loaded @param paying null: there is no card form to type into */
export const liveOf = (
  { live, question }: Asked,
  hasElement: boolean | undefined,
  paying: Paying | null,
): TemplateResult =>
  cardOf(
    "live",
    "What the shopper sees",
    html`${hasElement === false ? html`<p class="missing">The element's script is not here: the notice stands in its place, as on any page.</p>` : nothing}
      <div class="shop">
        ${paying !== null && question.sandbox === TYPED ? html`<div id=${FORM_ID}></div>` : nothing}
        ${live.element}
        ${paying !== null && question.sandbox === TYPED ? payButton(paying) : nothing}
      </div>
      <h3>What a screen reader hears</h3>
      ${live.heard.length === 0 ? html`<p class="quiet">Nothing yet.</p>` : html`<ol class="heard">${live.heard.map((text) => html`<li>${text}</li>`)}</ol>`}
      <h3>What the page is told</h3>
      ${
        live.events.length === 0
          ? html`<p class="quiet">Nothing yet.</p>`
          : html`<ol class="events">${live.events.map(
              ({ name, detail }) =>
                html`<li><details><summary><code>${name}</code> ${statusOf(detail)}</summary><pre>${JSON.stringify(detail, null, 2)}</pre></details></li>`,
            )}</ol>`
      }`,
  );

const payButton = ({ pay, pressed }: Paying) => html`
  <p class="quiet">Type <code>4012 0000 7777 7777</code>, say, any date to come and any security code.</p>
  <button type="button" class="main" @click=${pay}>Pay</button>
  <p role="status">${pressed}</p>`;

/** The status that an event carries, or the code of its trouble. */
function statusOf(detail: unknown): string {
  const { status, code } = detail as { status?: string; code?: string };
  return status ?? code ?? "";
}
