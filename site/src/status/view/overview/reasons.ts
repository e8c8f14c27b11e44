/** Why cards were surcharged or not: every reason with its share, and the brand it mostly was. */
import { html, type TemplateResult } from "lit/html.js";
import { formatCount, formatShare } from "../../format.ts";
import type { ReasonShare } from "../../summary.ts";
import { OUTCOME_TEXT, REASON_TEXT, textOf } from "../../words.ts";
import { shareCell } from "../parts.ts";
import { tableOf } from "../table.ts";

const TONE = { surcharge: "accent", none: "plain", unknown: "look" } as const;

export const reasonsOf = (reasons: readonly ReasonShare[]): TemplateResult =>
  tableOf<ReasonShare>({
    label: "Answers by reason",
    rows: reasons,
    empty: "No card was asked about.",
    columns: [
      {
        title: "Reason",
        isHead: true,
        cell: reasonCell,
      },
      { title: "Answers", isFigure: true, cell: ({ count }) => formatCount(count) },
      { title: "Share", cell: ({ share, outcome }) => shareCell(share, TONE[outcome ?? "none"]) },
      { title: "Mostly", cell: mostlyOf },
    ],
  });

/** The most frequent brand with its share of the reason, the others for a pointer. */
function mostlyOf({ brands, count }: ReasonShare): unknown {
  const [first] = brands;
  if (first === undefined) return "–";
  const all = brands.map(({ value, count: own }) => `${value} ${formatCount(own)}`).join(", ");
  return html`<span class="solid" title=${all}>${first.value} ${formatShare(first.count / count)}</span>`;
}

/** The outcome is said too, for a bar's colour alone would say it to nobody. */
const reasonCell = ({ value, outcome }: ReasonShare) => {
  const said = outcome === null ? "" : textOf(OUTCOME_TEXT, outcome);
  return html`<span title=${`${said} (${value})`}>${textOf(REASON_TEXT, value)}</span><span class="for-ears">${said}</span>`;
};
