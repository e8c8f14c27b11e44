/** Rules that lapse, and card programmes. */
import { html, type TemplateResult } from "lit/html.js";
import { formatCount, formatDays } from "../../format.ts";
import type { ProgramRead } from "../../read/readiness.ts";
import type { RulesRead } from "../../read/rules.ts";
import { DUE_TEXT, textOf } from "../../words.ts";
import { stateOf, timeOfText } from "../parts.ts";
import { tableOf } from "../table.ts";

const SOON_DAYS = 7;
const NEAR_DAYS = 30;

type Due = RulesRead["due"][number];

export function rulesOf({ inForce, candidate, due, trouble }: RulesRead): TemplateResult {
  return html`
    <p class="quiet">Version <code>${inForce.version}</code>, ${formatCount(inForce.rows)} rows, ${inForce.origin.replaceAll("_", " ")}.</p>
    ${trouble == null ? "" : html`<p class="missing">The stored pack is not in force: it is ${trouble}.</p>`}
    ${
      candidate == null
        ? ""
        : html`<p class="quiet">Candidate <code>${candidate.version}</code>: of ${formatCount(candidate.decided)} decisions ${formatCount(candidate.wider)} wider, ${formatCount(candidate.narrower)} narrower, ${formatCount(candidate.otherReason)} for another reason.</p>`
    }
    ${tableOf<Due>({
      label: "Rules that are due within 60 days",
      rows: due,
      empty: "Nothing lapses within 60 days.",
      columns: [
        { title: "Row", isHead: true, cell: ({ id }) => html`<code>${id}</code>` },
        { title: "What", cell: ({ kind }) => textOf(DUE_TEXT, kind) },
        { title: "On", cell: ({ on }) => timeOfText(on, "day") },
        { title: "Left", cell: ({ daysLeft }) => stateOf(toneOf(daysLeft), formatDays(daysLeft)) },
      ],
    })}`;
}

const toneOf = (days: number) => (days <= SOON_DAYS ? "trouble" : days <= NEAR_DAYS ? "look" : "off");

export const programsOf = (programs: readonly ProgramRead[]): TemplateResult =>
  tableOf<ProgramRead>({
    label: "Card programmes",
    rows: programs,
    empty: "No card programme is mirrored.",
    columns: [
      { title: "Programme", isHead: true, cell: ({ program }) => program },
      { title: "State", cell: ({ state }) => stateOf(state === "ready" ? "well" : "look", state) },
      { title: "BINs", isFigure: true, cell: ({ bins }) => formatCount(bins) },
      { title: "Last good pull", cell: ({ pulledAt }) => timeOfText(pulledAt) },
      { title: "Last failure", cell: ({ failure }) => (failure == null ? "–" : failure.problem.replaceAll("_", " ")) },
    ],
  });
