/** What of a book lapses, or wants another look, soon: the same answer for `/readyz` and for the daily alarm. */
import { type DueRow, dueRows, WARNING_DAYS } from "./freshness.ts";
import type { BookRow } from "./schema.ts";

/** How many days ahead people are told. */
export const AHEAD_DAYS = Math.max(...WARNING_DAYS);

export interface RulesOutlook {
  readonly state: "ok" | "warning";
  /** Days until the next permission lapses, however far; 0 and less: it has. Null: none ever does. */
  readonly lapseInDays: number | null;
  /** What is due within {@link AHEAD_DAYS}: permissions, and bars that are to be looked at again; soonest first. */
  readonly due: readonly DueRow[];
}

export function outlookOf(rows: readonly BookRow[], at: Date): RulesOutlook {
  const all = dueRows(rows, at);
  const due = all.filter(({ daysLeft }) => daysLeft <= AHEAD_DAYS);
  return {
    state: due.length === 0 ? "ok" : "warning",
    lapseInDays: all.find(({ kind }) => kind === "lapse")?.daysLeft ?? null,
    due,
  };
}
