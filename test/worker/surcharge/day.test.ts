import { expect, test } from "vitest";
import { addDays, addMonths, worldDays } from "../../../worker/surcharge/day.ts";

const DAY_MS = 86_400_000;

test("any of many days is the same date whenever it is asked for", () => {
  const numbers = Array.from({ length: 3_000 }, (_, index) => index * 7 - 5_000);
  for (const time of ["first", "second"])
    for (const number of numbers)
      expect(addDays("1970-01-01", number), time).toBe(new Date(number * DAY_MS).toISOString().slice(0, 10));
});

test.each([
  ["2026-01-31", 1, "2026-02-28"],
  ["2024-01-31", 1, "2024-02-29"],
  ["2026-11-30", 3, "2027-02-28"],
  ["2026-05-15", -12, "2025-05-15"],
])("%s and %i months are %s", (day, months, later) => {
  expect(addMonths(day, months)).toBe(later);
});

test.each([
  ["2026-03-01T09:59:59.999Z", "2026-02-28", "2026-03-01"],
  ["2026-03-01T10:00:00.000Z", "2026-02-28", "2026-03-02"],
  ["2026-03-01T11:59:59.999Z", "2026-02-28", "2026-03-02"],
  ["2026-03-01T12:00:00.000Z", "2026-03-01", "2026-03-02"],
])("at %s it is from %s to %s on earth", (at, first, last) => {
  expect(worldDays(new Date(at))).toEqual({ first, last });
});

test("what is no date is none the second time either", () => {
  for (const time of ["first", "second"]) expect(() => addDays("2026-13-01", 1), time).toThrow(RangeError);
});
