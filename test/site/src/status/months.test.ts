/** Months of UTC. */
import { expect, test } from "vitest";
import { lastMonths } from "../../../../site/src/status/months.ts";

test("the newest first, over the turn of the year, on the last day of a long month too", () => {
  expect(lastMonths(Date.parse("2027-01-31T23:59:59Z"), 3)).toEqual(["2027-01", "2026-12", "2026-11"]);
  expect(lastMonths(Date.parse("2027-03-31T00:00:00Z"), 2)).toEqual(["2027-03", "2027-02"]);
});
