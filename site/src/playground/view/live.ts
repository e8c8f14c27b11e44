/** The real element, what it tells the page, and what a screen reader hears. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Asked } from "../asked.ts";
import { cardOf } from "./parts.ts";

/** @param hasElement undefined while the element's script is loaded */
export const liveOf = ({ live }: Asked, hasElement: boolean | undefined): TemplateResult =>
  cardOf(
    "live",
    "What the shopper sees",
    html`${hasElement === false ? html`<p class="missing">The element's script is not here: the notice stands in its place, as on any page.</p>` : nothing}
      <div class="shop">${live.element}</div>
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

/** The status that an event carries, or the code of its trouble. */
function statusOf(detail: unknown): string {
  const { status, code } = detail as { status?: string; code?: string };
  return status ?? code ?? "";
}
