/** All merchants: what each did in the last 24 hours, and what wants a look. */
import { html, type TemplateResult } from "lit/html.js";
import type { Activity } from "../activity.ts";
import { formatCount, formatShare } from "../format.ts";
import {
  KINDS,
  type Kind,
  type ListedMerchant,
  listMerchants,
  type Sort,
  showMerchants,
  type Wish,
} from "../merchant-rows.ts";
import { KnownWarnings, readActivities, readMerchants } from "../merchant-source.ts";
import type { Page, Surroundings } from "../page.ts";
import { Polled } from "../polled.ts";
import type { MerchantRow } from "../read/merchants.ts";
import { remember } from "../remember.ts";
import { addressOf } from "../route.ts";
import { failureOf, stateOf } from "../view/parts.ts";
import { type Column, tableOf } from "../view/table.ts";

const NONE: ReadonlyMap<string, Activity> = new Map();
const MINUTE_MS = 60_000;
const KIND_TEXT: Readonly<Record<Kind, string>> = {
  all: "All merchants",
  warned: "With something to look at",
  off: "Switched off",
  live: "Live",
  test: "Test",
};

export class MerchantsPage implements Page {
  readonly title = "Merchants";
  readonly #list: Polled<readonly MerchantRow[]>;
  readonly #activities: Polled<ReadonlyMap<string, Activity>>;
  readonly #known: KnownWarnings;
  readonly #changed: () => void;
  /** What has arrived of a list that is still being read for the first time. */
  #arrived: readonly MerchantRow[] = [];
  #wish: Wish = { search: "", kind: "all", sort: "answers", page: 0 };

  constructor({ client, changed }: Surroundings) {
    this.#changed = changed;
    this.#list = new Polled(
      () =>
        readMerchants(client, (merchants) => {
          this.#arrived = merchants;
          changed();
        }),
      10 * MINUTE_MS,
      changed,
    );
    this.#activities = new Polled(() => readActivities(client, Date.now()), 15 * MINUTE_MS, changed);
    this.#known = new KnownWarnings(client, changed);
  }

  /** Worked out once for the same things read: there may be thousands. */
  readonly #listed = remember(listMerchants);
  readonly #shown = remember(showMerchants);

  get polled(): readonly Polled<unknown>[] {
    return [this.#list, this.#activities];
  }

  #want(wish: Partial<Wish>): void {
    this.#wish = { ...this.#wish, page: 0, ...wish };
    this.#changed();
  }

  template(): TemplateResult {
    const merchants = this.#list.value ?? this.#arrived;
    const listed = this.#listed(merchants, this.#activities.value ?? NONE, this.#known.warnings);
    const shown = this.#shown(listed, this.#wish);
    this.#known.want(shown.rows);
    const isReading = this.#list.value === undefined && this.#list.failure === undefined;
    return html`
      <h1>Merchants</h1>
      ${failureOf("Merchants", this.#list)} ${failureOf("What merchants did", this.#activities)}
      <form class="filters" role="search" @submit=${(event: Event) => event.preventDefault()}>
        <label>Search <input type="search" autocomplete="off" spellcheck="false" placeholder="name, id, place or gateway"
          .value=${this.#wish.search} @input=${(event: Event) => this.#want({ search: (event.target as HTMLInputElement).value })} /></label>
        <label>Show <select @change=${(event: Event) => this.#want({ kind: (event.target as HTMLSelectElement).value as Kind })}>
          ${KINDS.map((kind) => html`<option value=${kind} ?selected=${kind === this.#wish.kind}>${KIND_TEXT[kind]}</option>`)}
        </select></label>
        <p class="quiet" role="status">${formatCount(shown.found)} of ${formatCount(merchants.length)}${isReading ? ", still reading …" : ""}</p>
      </form>
      ${tableOf<ListedMerchant>({
        label: "Merchants",
        rows: shown.rows,
        empty: isReading ? "Reading …" : "No merchant fits.",
        columns: this.#columns(),
      })}
      <nav class="pages" aria-label="Pages of merchants">
        <button type="button" ?disabled=${shown.page === 0} @click=${() => this.#want({ page: shown.page - 1 })}>Previous</button>
        <span>Page ${formatCount(shown.page + 1)} of ${formatCount(shown.pages)}</span>
        <button type="button" ?disabled=${shown.page + 1 >= shown.pages} @click=${() => this.#want({ page: shown.page + 1 })}>Next</button>
      </nav>
      <p class="quiet">Answers and shares are of the last 24 hours, of the 200 busiest merchants. A merchant's own warnings are read when it comes onto the screen; the filter knows those that were read.</p>`;
  }

  #sortBy(sort: Sort, title: string): Pick<Column<ListedMerchant>, "title" | "head" | "sorted"> {
    const head = html`<button type="button" class="sort" @click=${() => this.#want({ sort })}>${title}</button>`;
    const sorted = sort === "name" ? "ascending" : "descending";
    return this.#wish.sort === sort ? { title, head, sorted } : { title, head };
  }

  #columns(): readonly Column<ListedMerchant>[] {
    return [
      {
        ...this.#sortBy("name", "Merchant"),
        isHead: true,
        cell: ({ id, name }) =>
          html`<a href=${addressOf({ view: "merchant", id })}><bdi>${name}</bdi></a> <code>${id}</code>`,
      },
      {
        title: "State",
        cell: ({ enabled, mode }) => (enabled ? stateOf("well", mode) : stateOf("off", `${mode}, off`)),
      },
      { title: "Place", cell: ({ place }) => html`<span class="solid">${place ?? "–"}</span>` },
      { title: "Gateway", cell: ({ gateway }) => gateway },
      {
        ...this.#sortBy("answers", "Answers"),
        isFigure: true,
        cell: ({ answers }) => (answers === null ? "–" : formatCount(answers)),
      },
      { ...this.#sortBy("unknown", "Unknown"), isFigure: true, cell: ({ unknownShare }) => formatShare(unknownShare) },
      { ...this.#sortBy("warnings", "To look at"), cell: (merchant) => this.#warnings(merchant) },
    ];
  }

  #warnings(merchant: ListedMerchant): unknown {
    const [first, ...rest] = merchant.warnings;
    if (first === undefined) return this.#known.isUnread(merchant) ? html`<span class="quiet">…</span>` : "–";
    return html`<span class="warning" title=${merchant.warnings.join("\n")}>${first}${rest.length > 0 ? html` <b>and ${rest.length} more</b>` : ""}</span>`;
  }
}
