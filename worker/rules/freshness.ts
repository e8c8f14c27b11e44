/** How long a rule may be relied upon. A permission that nobody renewed lapses; a prohibition never does. */
import { addDays, worldDays } from "../surcharge/day.ts";
import type { RuleBook } from "./book.ts";
import type { RuleRow } from "./schema.ts";

/** A permission lapses this many days after somebody last checked it. */
const MAX_AGE_DAYS = 180;

/** The first day, as an ISO date, on which a permission no longer counts: 180 days after its check, or its recheck date. */
export function lapsesOn(row: RuleRow): string {
  const aged = addDays(row.checkedOn, MAX_AGE_DAYS);
  return row.recheckOn !== null && row.recheckOn < aged ? row.recheckOn : aged;
}

/** True where the row is in force on the ISO date `day`; both its ends count. */
export function inForce(row: RuleRow, day: string): boolean {
  return (
    (row.effectiveFrom === null || row.effectiveFrom <= day) && (row.effectiveTo === null || day <= row.effectiveTo)
  );
}

/** The permissions that have lapsed at `at`, or will within `days`, soonest first: for warnings to operators. */
export function rulesExpiringWithin(
  days: number,
  at: Date,
  rules: RuleBook,
): readonly { readonly id: string; readonly lapsesOn: string }[] {
  const { last: today } = worldDays(at);
  const horizon = addDays(today, days);
  return rules.rows
    .filter((row) => row.status !== "prohibited" && (row.effectiveTo === null || row.effectiveTo >= today))
    .map((row) => ({ id: row.id, lapsesOn: lapsesOn(row) }))
    .filter((entry) => entry.lapsesOn <= horizon)
    .toSorted((a, b) => (a.lapsesOn === b.lapsesOn ? (a.id < b.id ? -1 : 1) : a.lapsesOn < b.lapsesOn ? -1 : 1));
}
