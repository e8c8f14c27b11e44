import { describe, expect, it } from "vitest";
import { dueRows, inForce, lapsesOn } from "../../../worker/rules/freshness.ts";
import type { BookRow, RuleRow } from "../../../worker/rules/schema.ts";
import { addMonths, worldDays } from "../../../worker/surcharge/day.ts";
import { rules } from "../../support/rules/frozen-book.ts";

const first = rules.rows.find((row) => row.id === "us-oh-credit");
if (first === undefined) throw new Error("us-oh-credit is missing");
const ohio: RuleRow = first;

describe("worldDays", () => {
  it.each([
    ["2026-10-01T00:00:00Z", "2026-09-30", "2026-10-01"],
    ["2026-10-01T09:59:59Z", "2026-09-30", "2026-10-01"],
    ["2026-10-01T10:00:00Z", "2026-09-30", "2026-10-02"],
    ["2026-10-01T12:00:00Z", "2026-10-01", "2026-10-02"],
    ["2026-12-31T12:00:00Z", "2026-12-31", "2027-01-01"],
  ])("at %s are %s and %s", (at, firstDay, last) => {
    expect(worldDays(new Date(at))).toEqual({ first: firstDay, last });
  });
});

describe("addMonths", () => {
  it.each([
    ["2025-11-27", 12, "2026-11-27"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2025-12-31", 2, "2026-02-28"],
    ["2025-12-31", 24, "2027-12-31"],
  ])("%s and %i months is %s", (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });
});

describe("lapsesOn", () => {
  const network = { networks: ["visa"] as RuleRow["networks"], basis: "both" as const, maxBps: 300 };
  const conditions = { status: "conditional" as const };

  it.each<[string, Partial<RuleRow>, string, string | null]>([
    ["a network's rule", network, "2026-11-22", "2027-03-22"],
    ["a network's rule without a figure", { networks: ["jcb"] }, "2026-11-22", "2027-03-22"],
    ["a state's percentage", { ...conditions, basis: "fixed", maxBps: 500 }, "2026-11-22", "2027-03-22"],
    ["a state's cost test", { ...conditions, basis: "cost-of-acceptance" }, "2024-01-01", "2024-04-30"],
    ["a fixed sum", { ...conditions, maxAmount: { amount: 2_000, currency: "USD" } }, "2026-11-22", "2027-03-22"],
    ["conditions without a figure", conditions, "2026-11-22", "2027-05-21"],
    ["no bar found", {}, "2026-11-22", "2027-11-22"],
    ["a bar", { status: "prohibited", maxBps: 0 }, "2026-11-22", null],
    ["a law on all-in prices", { ...conditions, kind: "all_in_price" }, "2026-11-22", null],
  ])("%s checked on its day lapses at its own age", (_, change, checkedOn, day) => {
    expect(lapsesOn({ ...ohio, ...change, checkedOn })).toBe(day);
  });

  it("is the recheck date where that comes first", () => {
    expect(lapsesOn({ ...ohio, checkedOn: "2026-11-22", recheckOn: "2026-12-31" })).toBe("2026-12-31");
    expect(lapsesOn({ ...ohio, status: "prohibited", maxBps: 0, recheckOn: "2026-12-31" })).toBeNull();
  });
});

describe("lapsesOn, of a row with other dates than its age,", () => {
  const checked: BookRow = { ...ohio, checkedOn: "2026-11-22", recheckOn: "2026-12-31" };

  it.each<[string, Partial<BookRow>, string | null]>([
    ["is its age where the recheck date is later", { recheckOn: "2028-01-01" }, "2027-11-22"],
    ["is what an operator extended it to", { extendedTo: "2027-01-30" }, "2027-01-30"],
    ["is what an operator extended it to beyond its age", { recheckOn: null, extendedTo: "2027-12-01" }, "2027-12-01"],
    ["is its own day where an extension is shorter", { extendedTo: "2026-12-30" }, "2026-12-31"],
    ["is never, for a bar that is extended", { status: "prohibited", maxBps: 0, extendedTo: "2027-01-30" }, null],
  ])("%s", (_, change, day) => {
    expect(lapsesOn({ ...checked, ...change })).toBe(day);
  });
});

describe("inForce", () => {
  it.each([
    [null, null, "1900-01-01", true],
    ["2026-10-01", null, "2026-09-30", false],
    ["2026-10-01", null, "2026-10-01", true],
    [null, "2026-09-30", "2026-09-30", true],
    [null, "2026-09-30", "2026-10-01", false],
  ])("from %s to %s on %s is %s", (effectiveFrom, effectiveTo, day, expected) => {
    expect(inForce({ ...ohio, effectiveFrom, effectiveTo }, day)).toBe(expected);
  });
});

describe("dueRows", () => {
  const noon = (day: string) => new Date(`${day}T00:00:00Z`);
  const row = (id: string, change: Partial<RuleRow> = {}): RuleRow => ({ ...ohio, id, ...change });

  it("names what lapses and what is to be checked again, soonest first, with the days that are left", () => {
    const rows = [
      row("us-later"),
      row("us-bar", { status: "prohibited", maxBps: 0, recheckOn: "2026-12-10" }),
      row("us-bar-for-good", { status: "prohibited", maxBps: 0 }),
      row("us-soon", { recheckOn: "2026-12-02" }),
      row("us-past", { recheckOn: "2026-11-29" }),
      row("us-over", { effectiveTo: "2026-11-30", recheckOn: "2026-11-29" }),
    ];
    expect(dueRows(rows, noon("2026-12-01"))).toEqual([
      { id: "us-past", kind: "lapse", on: "2026-11-29", daysLeft: -2 },
      { id: "us-soon", kind: "lapse", on: "2026-12-02", daysLeft: 1 },
      { id: "us-bar", kind: "recheck", on: "2026-12-10", daysLeft: 9 },
      { id: "us-later", kind: "lapse", on: "2027-11-22", daysLeft: 356 },
    ]);
  });

  it("counts from the date at UTC+14, where a lapse begins", () => {
    const rows = [row("us-soon", { recheckOn: "2026-12-31" })];
    expect(dueRows(rows, new Date("2026-12-30T09:59:59Z"))[0]?.daysLeft).toBe(1);
    expect(dueRows(rows, new Date("2026-12-30T10:00:00Z"))[0]?.daysLeft).toBe(0);
  });

  it("names a row on its last day and no longer, and rows of one day by their ids", () => {
    const ending = (id: string, effectiveTo: string) => row(id, { effectiveTo, recheckOn: "2026-12-02" });
    const rows = [
      ending("us-b", "2026-12-01"),
      ending("us-over", "2026-11-30"),
      ending("us-c", "2027-06-30"),
      ending("us-a", "2026-12-02"),
    ];
    for (const some of [rows, rows.toReversed()])
      expect(dueRows(some, noon("2026-12-01")).map(({ id }) => id)).toEqual(["us-a", "us-b", "us-c"]);
  });

  it("is empty for no rows", () => {
    expect(dueRows([], noon("2030-01-01"))).toEqual([]);
  });
});
