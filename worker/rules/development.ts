/**
 * The book of a development build: a pack that never changes, which somebody always checked today. So what a build
 * decides does not change with the law, a renewal or the calendar. In no other build.
 */
import { worldDays } from "../surcharge/day.ts";
import { compileRules, type RuleBook } from "./book.ts";
import frozen from "./packs/1.json" with { type: "json" };
import { RuleRows } from "./schema.ts";

/** The book as of `at`: every permission is fresh. */
export function developmentBook(at: Date): RuleBook {
  const checkedOn = worldDays(at).first;
  const rows = RuleRows.parse(frozen.rows.map((row) => ({ ...row, checkedOn, recheckOn: null })));
  return compileRules(rows, frozen.version);
}
