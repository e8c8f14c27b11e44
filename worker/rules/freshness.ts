/**
 * How long a rule may be relied upon. A permission that nobody renewed lapses; a bar, and a duty that only asks for more,
 * never does. How soon depends on what the row rests on: what changes often is looked at often.
 */
import { worldDays } from "../surcharge/day.ts";
import { lapsesByAge } from "./ages.ts";
import type { BookRow, RuleRow } from "./schema.ts";

/** Days ahead at which a lapse is told. */
export const WARNING_DAYS = [60, 30, 14, 7, 1] as const;

/**
 * The first day, as an ISO date, on which a permission no longer counts: by its age or its recheck date, or later where
 * an operator has extended it. Null: never.
 */
export function lapsesOn(row: BookRow): string | null {
  const aged = lapsesByAge(row);
  if (aged === null) return null;
  const own = row.recheckOn !== null && row.recheckOn < aged ? row.recheckOn : aged;
  return row.extendedTo !== undefined && row.extendedTo > own ? row.extendedTo : own;
}

/** True where the row is in force on the ISO date `day`; both its ends count. */
export function inForce(row: RuleRow, day: string): boolean {
  return (
    (row.effectiveFrom === null || row.effectiveFrom <= day) && (row.effectiveTo === null || day <= row.effectiveTo)
  );
}

/** A day on which somebody should have looked at a row again. */
export interface DueRow {
  readonly id: string;
  /** `lapse`: a permission ends. `recheck`: a bar or a duty may have changed; it stays in force. */
  readonly kind: "lapse" | "recheck";
  /** ISO date. */
  readonly on: string;
  /** Days from the last date on earth at the time of asking; 0 and less: it is due. */
  readonly daysLeft: number;
}

/** What is due of `rows`, soonest first. A row whose time is over is left out, and one that starts later is not. */
export function dueRows(rows: readonly BookRow[], at: Date): readonly DueRow[] {
  const { last: today } = worldDays(at);
  return rows
    .filter(({ effectiveTo }) => effectiveTo === null || effectiveTo >= today)
    .flatMap((row): DueRow[] => {
      const lapse = lapsesOn(row);
      const on = lapse ?? row.recheckOn;
      if (on === null) return [];
      return [{ id: row.id, kind: lapse === null ? "recheck" : "lapse", on, daysLeft: daysBetween(today, on) }];
    })
    .toSorted((a, b) => a.daysLeft - b.daysLeft || (a.id < b.id ? -1 : 1));
}

const DAY_MS = 86_400_000;
/** Whole days from one ISO date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
