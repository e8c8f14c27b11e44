/** Prints an explained decision as aligned text: the same whether a Worker gave it or it was made here. */
import type { Explained, ExplainedRow, ExplainedTax } from "../../../worker/answer/explain-schema.ts";
import { formatPercent, formatTaxPercent } from "../../../worker/surcharge/percent.ts";
import { shown } from "../../cli/tables.mjs";

/** Minor units as a decimal number, without a float: 12500 with 2 digits is "125.00". */
export function formatAmount(amount: number, digits: number): string {
  if (digits === 0) return String(amount);
  const padded = String(amount).padStart(digits + 1, "0");
  return `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/** Columns as wide as their widest cell; the last one is not padded. */
function align(lines: readonly (readonly string[])[]): string[] {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  return lines.map((line) =>
    line.map((cell, column) => (column === line.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join("  "),
  );
}

function factLines({ card, places, days, outcome, reason, surcharge, cappedBy, texts, ...rest }: Explained): string[] {
  const { currency, currencyDigits: digits, rateBps, baseAmount, surchargeAmount, totalAmount } = surcharge;
  const money = (amount: number | null) =>
    amount === null ? "not asked" : `${formatAmount(amount, digits)} ${currency}  (${amount} minor units)`;
  const held = cappedBy === null ? "the merchant's own" : `capped by ${cappedBy}`;
  return align([
    ["card", card === null ? "unknown" : `${card.brand}/${card.funding}`],
    ["merchant", `${places.merchant}, ${shown(rest.merchantName)}`],
    ["billing", shown(places.billing)],
    ["ship-to", places.shipTo === null ? "the same" : shown(places.shipTo)],
    ["day", `${days.first} and ${days.last}, both ends of the world's day`],
    ["outcome", `${outcome}, ${reason}`],
    ["rate", rateBps === 0 ? formatPercent(0) : `${formatPercent(rateBps)}, ${held}`],
    ["base", money(baseAmount)],
    ["surcharge", money(surchargeAmount)],
    ["tax", `${formatTaxPercent(surcharge.surchargeTaxRate)}, ${money(surcharge.surchargeTaxAmount)}`],
    ["total", money(totalAmount)],
    ["message", shown(texts.message)],
    ["disclosure", shown(texts.disclosure)],
    ["rules", shown(rest.rules.version)],
  ]);
}

const TAX_WORDS = {
  yes: "the surcharge itself is taxed",
  no: "the surcharge itself is not taxed",
  unknown: "the sources do not say whether the surcharge itself is taxed",
} as const;

/** A line for each place, then the warnings. */
export function taxLines({ places, warnings }: ExplainedTax): string[] {
  const said = places.map(({ place, finding }) => {
    if (finding === null) return `${shown(place)}: not known whether the surcharge itself is taxed`;
    const { taxed, checkedOn, confidence, source } = finding;
    return `${shown(place)}: ${TAX_WORDS[taxed]} (checked ${checkedOn}, ${confidence} confidence, ${shown(source)})`;
  });
  return [...said, ...warnings.map((warning) => `warning: ${shown(warning)}`)];
}

/** What stands in the way beside the reason that is given. */
function alsoLines({ steps }: Explained): string[] {
  const others = steps.filter(({ decides }) => !decides);
  if (others.length === 0) return [];
  return [
    "It would not be added either because of",
    ...others.map((one) => `  ${one.reason}: ${shown(one.said.join("; "))}`),
    "",
  ];
}

function changeLines({ outcome, toChange }: Explained): string[] {
  if (toChange.length === 0) return outcome === "surcharge" ? [] : ["Nothing that anybody records changes it.", ""];
  const heading = outcome === "surcharge" ? "To change the rate:" : "To change it, all of:";
  return [heading, ...toChange.map(({ say }) => `  - ${shown(say)}`), ""];
}

function ruleLines(rows: readonly ExplainedRow[]): string[] {
  if (rows.length === 0) return ["No rule matches."];
  const [head, ...lines] = align([
    ["", "rule", "place", "status", "cap", "confidence", "lapses on"],
    ...rows.map(({ spoke, id, places, status, limit, confidence, lapsesOn }) => [
      spoke ? "*" : "",
      id,
      places.length > 1 ? `${places[0]} and ${places.length - 1} more` : places.join(),
      status,
      limit,
      confidence,
      lapsesOn ?? "never",
    ]),
  ]);
  const told = rows.flatMap(({ requires, source, asOf, checkedOn, checkedBy }, index) => [
    lines[index] ?? "",
    ...requires.map(({ kind, missing }) =>
      missing === null ? `     ${kind} is recorded` : `     NEEDS ${kind}, ${shown(missing)}`,
    ),
    `     ${shown(source)} (as of ${asOf}, checked ${checkedOn}${checkedBy === null ? "" : ` by ${shown(checkedBy)}`})`,
  ]);
  return [head ?? "", ...told, "", "* spoke in this decision. Not legal advice."];
}

/** The decision, what it comes to, what would change it, and a table of the rules with their caps and sources. */
export const explanationTable = (explained: Explained): string =>
  [
    shown(explained.explanation),
    "",
    ...factLines(explained),
    "",
    ...taxLines(explained.tax),
    "",
    ...alsoLines(explained),
    ...changeLines(explained),
    ...ruleLines(explained.rules.rows),
  ].join("\n");
