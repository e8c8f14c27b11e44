import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseRecheckDay } from "../../../../tools/commands/rules/recheck-day.ts";
import { lapsesByAge } from "../../../../worker/rules/ages.ts";
import { lapsesOn } from "../../../../worker/rules/freshness.ts";
import type { BookRow } from "../../../../worker/rules/schema.ts";
import { addDays } from "../../../../worker/surcharge/day.ts";
import { runs } from "../../../support/nightly/runs.ts";
import { rules } from "../../../support/rules/frozen-book.ts";

const first = rules.rows.find(({ id }) => id === "us-visa-credit");
if (first === undefined) throw new Error("us-visa-credit is missing");
const visa: BookRow = { ...first, checkedOn: "2026-11-28", recheckOn: null };
const lapsing = (days: readonly string[]): BookRow[] =>
  days.map((recheckOn, at) => ({ ...visa, id: `us-other-${at}`, recheckOn }));

describe("chooseRecheckDay", () => {
  it("is the last day that the age allows where nothing else lapses", () => {
    expect(chooseRecheckDay(visa, [visa])).toEqual({ on: "2027-03-28", alsoThatDay: 0, alsoThatWeek: 0 });
  });

  it("avoids the weeks that others have", () => {
    const { on, alsoThatWeek } = chooseRecheckDay(visa, lapsing(["2027-03-28", "2027-03-23", "2027-03-20"]));
    expect([on, alsoThatWeek]).toEqual(["2027-03-14", 0]);
  });

  it("renewing every row one after the other puts less than a quarter on any day, and in at most six weeks", () => {
    let rows: readonly BookRow[] = rules.rows.map((row) => ({ ...row, recheckOn: null }));
    for (const { id } of rows) {
      const row = rows.find((one) => one.id === id);
      if (row === undefined || lapsesByAge(row) === null) continue;
      const fresh = { ...row, checkedOn: "2026-11-28" };
      const { on } = chooseRecheckDay(fresh, rows);
      rows = rows.map((one) => (one.id === id ? { ...fresh, recheckOn: on } : one));
    }
    const days = rows.flatMap((row) => lapsesOn(row) ?? []);
    const most = Math.max(...[...new Set(days)].map((day) => days.filter((one) => one === day).length));
    expect(most).toBeLessThan(days.length / 10);
  });

  it("is after the check, within the age, and never on a day that has a quarter already if there is another", () => {
    const anyDay = fc.integer({ min: 60, max: 120 }).map((days) => addDays(visa.checkedOn, days));
    fc.assert(
      fc.property(fc.array(anyDay, { maxLength: 60 }), (days) => {
        const others = lapsing(days);
        const { on, alsoThatDay } = chooseRecheckDay(visa, others);
        expect(on > visa.checkedOn && on <= (lapsesByAge(visa) ?? "")).toBe(true);
        expect(alsoThatDay).toBe(others.filter((row) => lapsesOn(row) === on).length);
        expect(alsoThatDay + 1).toBeLessThanOrEqual(Math.max(1, (others.length + 1) / 4));
        expect(chooseRecheckDay(visa, others)).toEqual(chooseRecheckDay(visa, others.toReversed()));
      }),
      { numRuns: runs(200) },
    );
  });
});
