/** Who changed what, the newest first; refused changes too. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import { Asked } from "../asked.ts";
import { AuditHistory } from "../audit-history.ts";
import { sayEnd, sayField } from "../audit-words.ts";
import { formatCount } from "../format.ts";
import type { Page, Surroundings } from "../page.ts";
import { Polled } from "../polled.ts";
import { type AuditedChangeRead, AuditRead } from "../read/audit.ts";
import { routeOf } from "../route.ts";
import { fieldOf, textsOf } from "../view/fields.ts";
import { sayFailure, shown, stateOf, type Tone, timeOfText } from "../view/parts.ts";
import { type Column, tableOf } from "../view/table.ts";

const EVERY_MS = 120_000;
/** Fields that are shown at once. */
const FIELDS_SHOWN = 4;

export class AuditPage implements Page {
  readonly title = "Audit";
  readonly #around: Surroundings;
  #newest: Polled<AuditRead>;
  #older: Asked<AuditRead>;
  #history = new AuditHistory();
  /** What stands in the history already. */
  #added: AuditRead | undefined;
  #filter: Readonly<Record<string, string>> = {};

  constructor(around: Surroundings) {
    this.#around = around;
    this.#newest = this.#poll();
    this.#older = new Asked<AuditRead>(around.changed);
  }

  #poll(): Polled<AuditRead> {
    return new Polled(() => this.#read(), EVERY_MS, this.#around.changed);
  }

  get polled(): readonly Polled<unknown>[] {
    return [this.#newest];
  }

  #read(cursor?: string) {
    const query = new URLSearchParams({ ...this.#filter, ...(cursor === undefined ? {} : { cursor }) });
    return this.#around.client.get(`/v1/admin/audit?${query}`, AuditRead);
  }

  readonly #submit = (event: SubmitEvent) => {
    event.preventDefault();
    this.#newest.stop();
    this.#filter = textsOf(event.target as HTMLFormElement);
    this.#newest = this.#poll();
    // An answer that is still on its way belongs to the former filter.
    this.#older = new Asked<AuditRead>(this.#around.changed);
    [this.#history, this.#added] = [new AuditHistory(), undefined];
    this.#around.changed();
  };

  async #askOlder(cursor: string): Promise<void> {
    const older = this.#older;
    await older.ask(() => this.#read(cursor));
    const { value } = older;
    if (value === undefined || older !== this.#older) return;
    this.#history.addOlder(value);
    this.#around.announce(`${formatCount(value.changes.length)} older changes.`);
    this.#around.changed();
  }

  template(): TemplateResult {
    return html`
      <h1>Audit</h1>
      <form class="filters" @submit=${this.#submit}>
        ${fieldOf({ name: "by", label: "Who", placeholder: "jo", size: 10 })}
        ${fieldOf({ name: "target", label: "What", placeholder: "merchants/mch_shop", size: 24 })}
        <button type="submit">Filter</button>
      </form>
      ${shown("The audit", this.#newest, (newest) => this.#changes(newest))}
      <p class="quiet"><code>npm run cs -- audit verify</code> proves that nothing was taken out or changed.</p>`;
  }

  #changes(newest: AuditRead): TemplateResult {
    if (newest !== this.#added) this.#history.addNewest(newest);
    this.#added = newest;
    const { changes, cursor } = this.#history;
    const { failure, isAsking } = this.#older;
    return html`
      ${tableOf<AuditedChangeRead>({
        label: "Changes, the newest first",
        rows: changes,
        empty: "Nothing was changed by this name, or of this.",
        columns: COLUMNS,
      })}
      ${failure === undefined ? nothing : html`<p class="missing">${sayFailure("Older changes", failure)}</p>`}
      ${cursor === null ? nothing : html`<p><button type="button" ?disabled=${isAsking} @click=${() => void this.#askOlder(cursor)}>${isAsking ? "Asking …" : "Older"}</button></p>`}`;
  }
}

const TONE: Readonly<Record<string, Tone>> = { done: "well", refused: "off", failed: "trouble", unfinished: "look" };

const COLUMNS: readonly Column<AuditedChangeRead>[] = [
  { title: "When", isHead: true, cell: ({ at }) => timeOfText(at) },
  {
    title: "Who",
    cell: ({ by, limit }) => html`${by}${limit === "all" ? nothing : html` <span class="quiet">(${limit})</span>`}`,
  },
  { title: "Did", cell: ({ operation }) => html`<code>${operation}</code>` },
  { title: "To", cell: ({ target }) => targetOf(target) },
  { title: "What changed", cell: ({ fields }) => fieldsOf(fields) },
  { title: "End", cell: (change) => stateOf(TONE[change.state] ?? "off", sayEnd(change)) },
  { title: "Request", cell: ({ requestId }) => html`<code class="breaks">${requestId}</code>` },
];

function fieldsOf(fields: AuditedChangeRead["fields"]): unknown {
  if (fields.length === 0) return "–";
  const list = (some: typeof fields) => some.map((field) => html`<div>${sayField(field)}</div>`);
  const rest = fields.slice(FIELDS_SHOWN);
  return html`${list(fields.slice(0, FIELDS_SHOWN))}${rest.length === 0 ? nothing : html`<details><summary>${rest.length} more</summary>${list(rest)}</details>`}`;
}

/** A merchant leads to its view. */
function targetOf(target: string): unknown {
  const address = `#/${target}`;
  return routeOf(address).view === "merchant" ? html`<a href=${address}>${target}</a>` : target;
}
