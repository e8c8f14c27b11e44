/** The head of the page: whose it is, the views, how fresh it is, and what can be done about that. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Health } from "../health.ts";
import { stateOf, timeOf } from "./parts.ts";

interface Head {
  readonly health: Health | undefined;
  readonly links: readonly { readonly title: string; readonly address: string; readonly isCurrent: boolean }[];
  /** Milliseconds since 1970; 0: nothing was read yet. */
  readonly readAt: number;
  readonly isPaused: boolean;
  readonly pause: () => void;
  readonly refresh: () => void;
  readonly close: () => void;
}

const STATE_WORD = { well: "Well", look: "Look at it", trouble: "Trouble" } as const;

export const headOf = ({ health, links, readAt, isPaused, pause, refresh, close }: Head): TemplateResult => html`
  <header>
    <p class="whose"><b>Status</b> <span>${location.host}</span> ${health === undefined ? nothing : stateOf(health.state, STATE_WORD[health.state])}</p>
    <nav aria-label="Views">${links.map(
      ({ title, address, isCurrent }) =>
        html`<a href=${address} aria-current=${isCurrent ? "page" : nothing}>${title}</a>`,
    )}</nav>
    <div class="doing">
      <span class="quiet">${readAt === 0 ? "" : html`Read at ${timeOf(readAt, "clock")}`}</span>
      <button type="button" @click=${refresh}>Read now</button>
      <button type="button" aria-pressed=${isPaused ? "true" : "false"} @click=${pause}>Pause</button>
      <button type="button" @click=${close}>Forget key</button>
    </div>
  </header>`;
