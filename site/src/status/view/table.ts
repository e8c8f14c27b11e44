/** A table in a box of its own: it scrolls there and never makes the page wider, and the box has a name. */
import { html, nothing, type TemplateResult } from "lit/html.js";

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => unknown;
  /** A figure: to the end of its column, digits below digits. */
  readonly isFigure?: boolean;
  /** It names the row. */
  readonly isHead?: boolean;
  /** What stands in the title's place, such as a button that sorts. */
  readonly head?: unknown;
  readonly sorted?: "ascending" | "descending";
}

interface Table<Row> {
  /** Names the box and the table. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Said in place of a table without rows. */
  readonly empty: string;
}

export function tableOf<Row>({ label, columns, rows, empty }: Table<Row>): TemplateResult {
  if (rows.length === 0) return html`<p class="quiet">${empty}</p>`;
  return html`<div class="scroll" role="region" aria-label=${label}>
    <table>
      <caption class="for-ears">${label}</caption>
      <thead><tr>${columns.map(
        ({ title, head, isFigure, sorted }) =>
          html`<th scope="col" class=${isFigure === true ? "figure" : ""} aria-sort=${sorted ?? nothing}>${head ?? title}</th>`,
      )}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${columns.map((column) => cellOf(column, row))}</tr>`)}</tbody>
    </table>
  </div>`;
}

function cellOf<Row>({ cell, isFigure, isHead }: Column<Row>, row: Row): TemplateResult {
  if (isHead === true) return html`<th scope="row">${cell(row)}</th>`;
  return html`<td class=${isFigure === true ? "figure" : ""}>${cell(row)}</td>`;
}

/** Boxes that do scroll can be reached by the keyboard; those that don't are no stop on its way. */
export function letScrollersBeReached(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>(".scroll")) {
    const doesScroll = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
    if (doesScroll) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
