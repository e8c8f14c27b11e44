/** How old the check of a row may be. Apart from the schema of rows, which refuses a recheck date that this makes dead. */
import { addDays } from "../surcharge/day.ts";

/** Days after its check at which a permission lapses. */
const MAX_AGE_DAYS = {
  /** A network's own rule, or a figure: a percentage, a sum or the cost. Networks publish twice a year. */
  figure: 120,
  /** A law with conditions and without a figure. */
  conditions: 180,
  /** No bar was found: absence changes by a new law, which comes with a year's notice or more. */
  open: 365,
} as const;

/** What decides over a row's age: as much of `RuleRow` as is needed here. */
interface Ageing {
  readonly kind?: "card" | "all_in_price" | undefined;
  readonly status: "prohibited" | "conditional" | "allowed";
  readonly networks: "all" | readonly string[];
  readonly basis: string | null;
  readonly maxAmount?: object | undefined;
  /** ISO date. */
  readonly checkedOn: string;
}

/** The first day, as an ISO date, on which the row's age makes it lapse; null for a row that never lapses. */
export function lapsesByAge(row: Ageing): string | null {
  if (row.status === "prohibited" || row.kind === "all_in_price") return null;
  const hasFigure = row.networks !== "all" || row.basis !== null || row.maxAmount !== undefined;
  const days = hasFigure ? MAX_AGE_DAYS.figure : MAX_AGE_DAYS[row.status === "allowed" ? "open" : "conditions"];
  return addDays(row.checkedOn, days);
}
