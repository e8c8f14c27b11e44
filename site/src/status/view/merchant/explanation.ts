/** The explanation of one decision. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import { formatMoney, formatRate } from "../../format.ts";
import type { ExplainedRowRead, ExplainRead } from "../../read/explain.ts";
import { OUTCOME_TEXT, REASON_TEXT, textOf } from "../../words.ts";
import { stateOf, timeOfText } from "../parts.ts";
import { tableOf } from "../table.ts";

const TONE = { surcharge: "well", none: "off", unknown: "look" } as const;

export function explanationOf(explained: ExplainRead): TemplateResult {
  const { outcome, explanation, texts, steps, limits, rules, toChange, tax, days } = explained;
  const tone = outcome === "surcharge" || outcome === "none" ? TONE[outcome] : TONE.unknown;
  return html`<section class="explanation" aria-label="Explanation">
    <p class="sentence">${stateOf(tone, textOf(OUTCOME_TEXT, outcome))}<span>${explanation}</span></p>
    ${amountsOf(explained)}
    <h3>Reasons, in the order in which they win</h3>
    <ol class="steps">${steps.map(
      ({ reason, decides, said }) =>
        html`<li class=${decides ? "decides" : ""}><b>${textOf(REASON_TEXT, reason)}</b>${decides ? " (decides)" : ""}${said.length === 0 ? nothing : html`<ul>${said.map((text) => html`<li>${text}</li>`)}</ul>`}</li>`,
    )}</ol>
    <h3>Limits of the rate, the lowest first</h3>
    ${tableOf<ExplainRead["limits"][number]>({
      label: "Limits of the rate",
      rows: limits,
      empty: "Nothing gives a rate.",
      columns: [
        { title: "By", isHead: true, cell: ({ by }) => html`<code>${by}</code>` },
        { title: "At most", isFigure: true, cell: ({ rateBps }) => formatRate(rateBps) },
      ],
    })}
    <h3>Rules that matched</h3>
    <p class="quiet">Version <code>${rules.version}</code>, on ${daysOf(days)}.</p>
    ${tableOf<ExplainedRowRead>({ label: "Rules that matched", rows: rules.rows, empty: "No rule speaks about this.", columns: ROW_COLUMNS })}
    ${toChange.length === 0 ? nothing : html`<h3>${outcome === "surcharge" ? "What would change the rate" : "What would change it"}</h3><ul>${toChange.map(({ say }) => html`<li>${say}</li>`)}</ul>`}
    ${tax == null || tax.warnings.length === 0 ? nothing : html`<h3>Tax on the surcharge</h3><ul>${tax.warnings.map((text) => html`<li>${text}</li>`)}</ul>`}
    <h3>What the shopper sees</h3>
    <blockquote lang=${texts.locale} dir=${texts.dir}>${texts.message}${texts.disclosure === null ? nothing : html`<br />${texts.disclosure}`}</blockquote>
  </section>`;
}

/** A day is not the same everywhere: what is dated must hold at both ends of the world. */
const daysOf = ({ first, last }: ExplainRead["days"]) =>
  first === last
    ? timeOfText(first, "day")
    : html`${timeOfText(first, "day")} and ${timeOfText(last, "day")}, both ends of the world's day`;

function amountsOf({ surcharge, cappedBy }: ExplainRead): unknown {
  const { rateBps, surchargeAmount, totalAmount, currency, currencyDigits } = surcharge;
  if (rateBps === 0) return nothing;
  const money = (amount: number) => formatMoney(amount, currency, currencyDigits);
  const added = surchargeAmount === null ? "" : `: ${money(surchargeAmount)}`;
  const total = totalAmount === null ? "" : `, ${money(totalAmount)} in all`;
  return html`<p>${formatRate(rateBps)}${added}${total}${cappedBy === null ? "" : html`, held there by <code>${cappedBy}</code>`}.</p>`;
}

const ROW_COLUMNS = [
  {
    title: "Rule",
    isHead: true,
    cell: ({ id, spoke, places }: ExplainedRowRead) =>
      html`<code>${id}</code> <span class="quiet">${places.join(", ")}${spoke ? "" : ", not decisive"}</span>`,
  },
  { title: "Says", cell: ({ status, limit }: ExplainedRowRead) => `${status}: ${limit}` },
  { title: "Here", cell: ({ said }: ExplainedRowRead) => said.join("; ") || "–" },
  {
    title: "Asks for",
    cell: ({ requires }: ExplainedRowRead) =>
      requires.length === 0
        ? "–"
        : requires.map(
            ({ kind, missing }) =>
              html`<div>${kind.replaceAll("_", " ")}${missing === null ? " is recorded" : `, ${missing}`}</div>`,
          ),
  },
  { title: "Checked", cell: ({ checkedOn }: ExplainedRowRead) => timeOfText(checkedOn, "day") },
  {
    title: "Lapses",
    cell: ({ lapsesOn }: ExplainedRowRead) => (lapsesOn === null ? "never" : timeOfText(lapsesOn, "day")),
  },
  { title: "Confidence", cell: ({ confidence }: ExplainedRowRead) => confidence },
  { title: "Source", cell: ({ source }: ExplainedRowRead) => sourceOf(source) },
];

/** A source is a link only where it is an https address. */
const sourceOf = (source: string) =>
  /^https:\/\/[^\s]+$/.test(source) && URL.canParse(source)
    ? html`<a href=${source} target="_blank" rel="noopener noreferrer">${new URL(source).host}</a>`
    : source;
