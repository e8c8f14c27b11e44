/** What a merchant reported of a month: sums by place, currency and brand, and the same as a file. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import { Asked } from "../../asked.ts";
import { formatCount, formatMoney, formatRate, NOT_THERE } from "../../format.ts";
import { lastMonths } from "../../months.ts";
import type { Surroundings } from "../../page.ts";
import { ReportRead, type ReportRowRead, type ReportTotalRead } from "../../read/reports.ts";
import { textsOf } from "../fields.ts";
import { sayFailure } from "../parts.ts";
import { type Column, tableOf } from "../table.ts";

const MONTHS = 24;

export class Reports {
  readonly #around: Surroundings;
  readonly #id: string;
  readonly #asked: Asked<ReportRead>;
  readonly #file: Asked<string>;

  constructor(around: Surroundings, id: string) {
    this.#around = around;
    this.#id = id;
    this.#asked = new Asked<ReportRead>(around.changed);
    this.#file = new Asked<string>(around.changed);
  }

  #path = (month: string, format: "json" | "csv") =>
    `/v1/admin/merchants/${this.#id}/reports?${new URLSearchParams({ month, format })}`;

  readonly #submit = (event: SubmitEvent) => {
    event.preventDefault();
    const { month = "" } = textsOf(event.target as HTMLFormElement);
    if (event.submitter?.getAttribute("value") === "csv") void this.#download(month);
    else void this.#asked.ask(() => this.#around.client.get(this.#path(month, "json"), ReportRead));
  };

  async #download(month: string): Promise<void> {
    this.#file.value = undefined;
    await this.#file.ask(() => this.#around.client.text(this.#path(month, "csv")));
    const text = this.#file.value;
    if (text === undefined) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.download = `${this.#id}-${month}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    this.#around.announce(`The report of ${month} was downloaded.`);
  }

  template(): TemplateResult {
    const failure = this.#asked.failure ?? this.#file.failure;
    return html`
      <form class="filters" @submit=${this.#submit}>
        <label>Month <select name="month">${lastMonths(Date.now(), MONTHS).map((month) => html`<option value=${month}>${month}</option>`)}</select></label>
        <button type="submit" value="json">${this.#asked.isAsking ? "Asking …" : "Show the report"}</button>
        <button type="submit" value="csv">Download as CSV</button>
      </form>
      <div aria-live="polite">${failure === undefined ? nothing : html`<p class="missing">${sayFailure("The report", failure)}</p>`}</div>
      ${this.#asked.value === undefined ? nothing : reportOf(this.#asked.value)}`;
  }
}

type ReportSums = ReportRowRead | ReportTotalRead;

function money(amount: number | null, { currency, currencyDigits }: ReportSums): string {
  return amount === null ? NOT_THERE : formatMoney(amount, currency, currencyDigits ?? 0);
}

function costOf(row: ReportSums): unknown {
  if (row.recordedCost === null) return NOT_THERE;
  const { amount, lowestBps, highestBps } = row.recordedCost;
  const range =
    lowestBps === highestBps ? formatRate(lowestBps) : `${formatRate(lowestBps)} to ${formatRate(highestBps)}`;
  return html`<span title=${range}>${money(amount, row)}</span>`;
}

const SUM_COLUMNS: readonly Column<ReportSums>[] = [
  { title: "Sales", isFigure: true, cell: ({ sales }) => formatCount(sales) },
  { title: "With surcharge", isFigure: true, cell: ({ surchargedSales }) => formatCount(surchargedSales) },
  { title: "Base", isFigure: true, cell: (row) => money(row.base, row) },
  { title: "Surcharge", isFigure: true, cell: (row) => money(row.surcharge, row) },
  { title: "Its tax", isFigure: true, cell: (row) => money(row.surchargeTax, row) },
  { title: "Refunded", isFigure: true, cell: (row) => money(row.refundedSurcharge, row) },
  { title: "Collected", isFigure: true, cell: (row) => money(row.collectedSurcharge, row) },
  { title: "Recorded cost", isFigure: true, cell: costOf },
  { title: "Above cost", isFigure: true, cell: (row) => money(row.collectedMinusCost, row) },
];

const reportOf = ({ month, env, rows, totals }: ReportRead): TemplateResult => html`
  <p class="quiet">${month} (UTC), ${env} quotes, as the merchant's server reported it. Nothing of it was seen by the service.</p>
  ${tableOf<ReportTotalRead>({
    label: `Totals of ${month}`,
    rows: totals,
    empty: "Nothing was reported of this month.",
    columns: [{ title: "Currency", isHead: true, cell: ({ currency }) => currency }, ...SUM_COLUMNS],
  })}
  ${
    rows.length === 0
      ? nothing
      : tableOf<ReportRowRead>({
          label: `By place, currency and brand in ${month}`,
          rows,
          empty: "",
          columns: [
            { title: "Place", isHead: true, cell: ({ place }) => place },
            { title: "Brand", cell: ({ brand }) => brand },
            ...SUM_COLUMNS,
          ],
        })
  }`;
