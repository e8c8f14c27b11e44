/** The rows that spoke, as the quote's pack has them. */
import { html, type TemplateResult } from "lit/html.js";
import type { Asked } from "../asked.ts";
import type { RuleRow } from "../service.ts";
import { cardOf } from "./parts.ts";

export const rulesOf = ({ reply, rows }: Asked): TemplateResult =>
  cardOf("rules", "The rules that spoke", inside(reply, rows));

function inside(reply: Asked["reply"], rows: Asked["rows"]): TemplateResult {
  if (reply?.answer == null) return html`<p class="quiet">No answer, no rules.</p>`;
  if (rows === undefined) return html`<p class="quiet">Reading …</p>`;
  if (rows === null) return html`<p class="missing">The quote's rule pack could not be read.</p>`;
  if (rows.length === 0) return html`<p class="quiet">None: the answer was clear before any rule was asked.</p>`;
  return html`<ul class="rows">${rows.map(rowOf)}</ul>`;
}

const rowOf = ({
  id,
  status,
  places,
  maxBps,
  conditions,
  source,
  checkedOn,
  asOf,
  confidence,
}: RuleRow): TemplateResult => html`<li>
  <p><code>${id}</code> <b>${status}</b>${maxBps === null ? "" : `, at most ${maxBps} basis points`}, in ${places.join(", ")}</p>
  <p>${conditions}</p>
  <p class="quiet"><a href=${source} rel="noreferrer">Source</a> of ${asOf}, checked on ${checkedOn}, confidence ${confidence}</p>
</li>`;
