/** How the documents speak of a rule: what was found, when, and how sure; never that something is permitted by law. */

import type { RuleRow } from "../../../worker/rules/schema.ts";
import { formatPercent } from "../../../worker/surcharge/percent.ts";

/** What kind of answer a row gives: the map's colours, the tables' words. */
export type RowAnswer = "barred" | "percent" | "cost" | "conditions" | "no bar found";

export function rowAnswerOf({ status, basis }: RuleRow): RowAnswer {
  if (status === "prohibited") return "barred";
  if (basis === null) return status === "allowed" ? "no bar found" : "conditions";
  return basis === "cost-of-acceptance" ? "cost" : "percent";
}

/** `2 %` or `2.4 %`: no more digits than needed. */
export function shortPercent(bps: number): string {
  return formatPercent(bps).replace(/\.?0+ %$/, " %");
}

/** The row's limit in words. */
function limitOf({ status, basis, maxBps }: RuleRow): string {
  const percent = shortPercent(maxBps ?? 0);
  return {
    none: status === "allowed" ? "no bar found, and no cap" : "conditions, and no cap",
    fixed: `up to ${percent}`,
    "cost-of-acceptance": "up to the recorded cost",
    both: `up to ${percent} and the recorded cost`,
    either: `up to ${percent}, or the recorded cost where the merchant chose that with proof`,
  }[basis ?? "none"];
}

const PARITY = {
  lowest: "; not above the lowest other brand accepted",
  costlier: "; not above a brand that costs as much or more",
} as const;

function foundBy(row: RuleRow): string {
  if (row.kind === "all_in_price") return "a price shown has to hold every fee that cannot be avoided";
  return row.status === "prohibited" ? "barred" : limitOf(row);
}

/** Such as "no bar found, and no cap; checked 2026-11-22, medium confidence". */
export function sayRow(row: RuleRow): string {
  const parity = row.parity === undefined ? "" : PARITY[row.parity];
  return `${foundBy(row)}${parity}; checked ${row.checkedOn}, ${row.confidence} confidence`;
}
