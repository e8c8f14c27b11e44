/** Rows by the id that a person types. */
import type { RuleRow } from "../../../worker/rules/schema.ts";
import { ToolError } from "../../cli/tool-error.mjs";

/** The least number of letters to add, take away or change. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const changed = (previous[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      row.push(Math.min((row[j] ?? 0) + 1, (previous[j + 1] ?? 0) + 1, changed));
    }
    previous = row;
  }
  return previous.at(-1) ?? 0;
}

const MOST_NAMED = 3;

/** The nearest of `ids` to what was typed, nearest first. */
function closeIds(typed: string, ids: readonly string[]): readonly string[] {
  return ids
    .map((id) => ({ id, away: distance(typed, id) }))
    .toSorted((a, b) => a.away - b.away || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_NAMED)
    .map(({ id }) => id);
}

/** @throws ToolError naming ids that are close */
export function rowNamed(id: string, rows: readonly RuleRow[]): RuleRow {
  const row = rows.find((one) => one.id === id);
  if (row !== undefined) return row;
  const close = closeIds(
    id,
    rows.map((one) => one.id),
  );
  throw new ToolError(`there is no row of this id: close to it are ${close.join(", ")}`);
}
