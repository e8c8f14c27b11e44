/** Prints a decision and the rules behind it as aligned text. */

import { lapsesOn } from "../worker/rules/freshness.ts";
import type { RuleRow } from "../worker/rules/schema.ts";
import { worldDays } from "../worker/surcharge/day.ts";
import type { SurchargeDecision } from "../worker/surcharge/decide.ts";
import { attested } from "../worker/surcharge/merchant-records.ts";
import { formatPercent, formatTaxPercent } from "../worker/surcharge/percent.ts";
import { normalisePlace, placeCode } from "../worker/surcharge/places.ts";
import type { SurchargeProgramme } from "../worker/surcharge/programme.ts";

interface DecisionTable {
  readonly decision: SurchargeDecision;
  /** Every row that matched the card in these places. */
  readonly rows: readonly RuleRow[];
  readonly programme: SurchargeProgramme;
  readonly at: Date;
  /** What was found of tax on the surcharge itself, a line each. */
  readonly tax: readonly string[];
}

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

function capOf({ status, basis, maxBps, parity }: RuleRow): string {
  if (status === "prohibited") return "zero";
  const percent = formatPercent(maxBps ?? 0);
  const cap = {
    none: "none",
    fixed: percent,
    "cost-of-acceptance": "cost",
    both: `${percent} and cost`,
    either: `${percent}, or cost by choice`,
  }[basis ?? "none"];
  return parity === undefined ? cap : `${cap}, parity (${parity})`;
}

/** The decision, what it comes to, and a table of the rules with their caps and sources. */
export function decisionTable({ decision, rows, programme, at, tax }: DecisionTable): string {
  const { currency, currencyDigits: digits, rateBps, cappedBy, surchargeTaxRate } = decision;
  const { baseAmount, surchargeAmount, surchargeTaxAmount, totalAmount } = decision;
  const money = (amount: number | null) =>
    amount === null ? "not asked" : `${formatAmount(amount, digits)} ${currency}  (${amount} minor units)`;
  const days = worldDays(at);
  const asks = (row: RuleRow): string[] =>
    row.requires.map((kind) => `${kind} ${attested(programme, row, kind, days) ? "is recorded" : "is NOT recorded"}`);
  const facts = align([
    ["card", `${decision.brand}/${decision.funding}`],
    ["merchant", `${placeCode(normalisePlace(programme.place))}, ${programme.name}`],
    ["billing", placeCode(decision.billing)],
    ["ship-to", decision.shipTo === null ? "the same" : placeCode(decision.shipTo)],
    ["day", `${days.first} and ${days.last}, both ends of the world's day`],
    ["outcome", `${decision.outcome}, ${decision.reason}`],
    [
      "rate",
      rateBps === 0
        ? formatPercent(0)
        : `${formatPercent(rateBps)}, ${cappedBy === null ? "the merchant's own" : `capped by ${cappedBy}`}`,
    ],
    ["base", money(baseAmount)],
    ["surcharge", money(surchargeAmount)],
    ["tax", `${formatTaxPercent(surchargeTaxRate)}, ${money(surchargeTaxAmount)}`],
    ["total", money(totalAmount)],
    ["rules", decision.rules.version],
  ]);
  const spoke = new Set(decision.rules.ids);
  const [head, ...lines] = align([
    ["", "rule", "place", "status", "cap", "confidence", "lapses on"],
    ...rows.map((row) => [
      spoke.has(row.id) ? "*" : "",
      row.id,
      row.places.length > 1 ? `${row.places[0]} and ${row.places.length - 1} more` : row.places.join(),
      row.status,
      capOf(row),
      row.confidence,
      lapsesOn(row) ?? "never",
    ]),
  ]);
  const table = rows.flatMap((row, index) => [
    lines[index],
    ...[...asks(row), `${row.source} (as of ${row.asOf}, checked ${row.checkedOn})`].map((line) => `     ${line}`),
  ]);
  return [
    decision.explanation,
    "",
    ...facts,
    "",
    ...tax,
    "",
    ...(rows.length === 0 ? ["No rule matches."] : [head, ...table, "", "* spoke in this decision. Not legal advice."]),
  ].join("\n");
}
