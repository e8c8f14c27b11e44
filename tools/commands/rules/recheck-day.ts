/**
 * The day by which a renewed row is looked at again, where the person names none: as late as its age allows, give or take
 * six weeks, in the emptiest of those weeks, so that the rows do not all lapse together. The same rows and the same check
 * date give the same day.
 */
import { lapsesByAge } from "../../../worker/rules/ages.ts";
import { lapsesOn } from "../../../worker/rules/freshness.ts";
import type { BookRow } from "../../../worker/rules/schema.ts";
import { addDays } from "../../../worker/surcharge/day.ts";

const WEEKS = 6;
const DAYS_A_WEEK = 7;
/** No day takes more than this share of the permissions. */
const MOST_OF_ALL = 1 / 4;
/** For what never lapses: a bar is looked at again within a year. */
const BAR_DAYS = 365;

export interface RecheckDay {
  /** ISO date. */
  readonly on: string;
  /** The other permissions that lapse on that day, and within its week. */
  readonly alsoThatDay: number;
  readonly alsoThatWeek: number;
}

/**
 * @param row with its new `checkedOn`
 * @param rows every row of the book; `row` itself, as it was, is not counted
 */
export function chooseRecheckDay(row: BookRow, rows: readonly BookRow[]): RecheckDay {
  const lapses = rows.flatMap((other) => (other.id === row.id ? [] : (lapsesOn(other) ?? [])));
  const most = Math.floor((lapses.length + 1) * MOST_OF_ALL);
  const last = lapsesByAge(row) ?? addDays(row.checkedOn, BAR_DAYS);
  const countOn = (day: string) => lapses.filter((one) => one === day).length;
  const weeks = Array.from({ length: WEEKS }, (_, week) => {
    const days = Array.from({ length: DAYS_A_WEEK }, (_, day) => addDays(last, -week * DAYS_A_WEEK - day));
    return { days, count: days.reduce((sum, day) => sum + countOn(day), 0) };
  });
  const options = weeks.flatMap(({ days, count }) =>
    days.map((on) => ({ on, alsoThatDay: countOn(on), alsoThatWeek: count })),
  );
  // A later day stands first among equals.
  const [best] = options
    .filter(({ alsoThatDay }) => alsoThatDay + 1 <= Math.max(1, most))
    .toSorted((a, b) => a.alsoThatWeek - b.alsoThatWeek || a.alsoThatDay - b.alsoThatDay || (a.on > b.on ? -1 : 1));
  return best ?? { on: last, alsoThatDay: countOn(last), alsoThatWeek: weeks[0]?.count ?? 0 };
}
