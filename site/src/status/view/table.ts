/**
 * A table in a box of its own: it scrolls there and never makes the page wider, and the box has a name. One of many columns
 * becomes a list on a narrow screen, each cell with its title before it; the roles keep it a table to those who listen.
 */
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

/** From so many columns on a table does not fit a telephone. */
const MANY_COLUMNS = 4;

export function tableOf<Row>({ label, columns, rows, empty }: Table<Row>): TemplateResult {
  if (rows.length === 0) return html`<p class="quiet">${empty}</p>`;
  return html`<div class="scroll ${columns.length >= MANY_COLUMNS ? "many" : ""}" role="region" aria-label=${label}>
    <table role="table">
      <caption class="for-ears">${label}</caption>
      <thead role="rowgroup"><tr role="row">${columns.map(
        ({ title, head, isFigure, sorted }) =>
          html`<th scope="col" role="columnheader" class=${isFigure === true ? "figure" : ""} aria-sort=${sorted ?? nothing}>${head ?? title}</th>`,
      )}</tr></thead>
      <tbody role="rowgroup">${rows.map((row) => html`<tr role="row">${columns.map((column) => cellOf(column, row))}</tr>`)}</tbody>
    </table>
  </div>`;
}

function cellOf<Row>({ title, cell, isFigure, isHead }: Column<Row>, row: Row): TemplateResult {
  if (isHead === true) return html`<th scope="row" role="rowheader">${cell(row)}</th>`;
  return html`<td role="cell" data-title=${title} class=${isFigure === true ? "figure" : ""}><div>${cell(row)}</div></td>`;
}

/** Boxes that do scroll can be reached by the keyboard; those that don't are no stop on its way. */
export function letScrollersBeReached(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>(".scroll")) {
    const doesScroll = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
    if (doesScroll) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
