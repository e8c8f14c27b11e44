/** The head of the page: whose it is, the views, how fresh it is, and what can be done about that. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Freshness } from "../freshness.ts";
import type { Health } from "../health.ts";
import { stateOf, timeOf } from "./parts.ts";

interface Head {
  readonly health: Health | undefined;
  readonly links: readonly { readonly title: string; readonly address: string; readonly isCurrent: boolean }[];
  readonly freshness: Freshness;
  readonly isPaused: boolean;
  readonly pause: () => void;
  readonly refresh: () => void;
  readonly close: () => void;
}

const STATE_WORD = { well: "Well", look: "Look at it", trouble: "Trouble" } as const;

export const headOf = ({ health, links, freshness, isPaused, pause, refresh, close }: Head): TemplateResult => html`
  <header>
    <p class="whose"><b>Status</b> <span>${location.host}</span> ${health === undefined ? nothing : stateOf(health.state, STATE_WORD[health.state])}</p>
    <nav aria-label="Views">${links.map(
      ({ title, address, isCurrent }) =>
        html`<a href=${address} aria-current=${isCurrent ? "page" : nothing}>${title}</a>`,
    )}</nav>
    <div class="doing">
      ${freshOf(freshness)}
      <button type="button" @click=${refresh}>Read now</button>
      <button type="button" aria-pressed=${isPaused ? "true" : "false"} @click=${pause}>Pause</button>
      <button type="button" @click=${close}>Forget key</button>
    </div>
  </header>`;

function freshOf({ readAt, isStale }: Freshness): TemplateResult {
  const clock = readAt === 0 ? undefined : timeOf(readAt, "clock");
  if (!isStale) return html`<span class="quiet">${clock === undefined ? nothing : html`Read at ${clock}`}</span>`;
  return html`<span class="stale">${clock === undefined ? "Not all was read" : html`Not all was read since ${clock}`}</span>`;
}
