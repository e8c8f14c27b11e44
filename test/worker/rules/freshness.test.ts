import { describe, expect, it } from "vitest";
import { compileRules } from "../../../worker/rules/book.ts";
import { inForce, lapsesOn, rulesExpiringWithin } from "../../../worker/rules/freshness.ts";
import { rules } from "../../../worker/rules/index.ts";
import type { RuleRow } from "../../../worker/rules/schema.ts";
import { addDays, worldDays } from "../../../worker/surcharge/day.ts";

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

describe("lapsesOn", () => {
  it.each([
    ["2026-11-22", null, "2027-05-21"],
    ["2026-11-22", "2026-12-31", "2026-12-31"],
    ["2026-11-22", "2027-07-01", "2027-05-21"],
    ["2024-01-01", null, "2024-06-29"],
  ])("of a permission checked on %s with recheck date %s is %s", (checkedOn, recheckOn, day) => {
    expect(lapsesOn({ ...ohio, checkedOn, recheckOn })).toBe(day);
  });

  it("counts 180 days", () => {
    expect(addDays("2026-11-22", 180)).toBe("2027-05-21");
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

describe("rulesExpiringWithin", () => {
  const noon = (day: string) => new Date(`${day}T00:00:00Z`);

  it("warns 30 days ahead, soonest first, and goes on warning once a permission has lapsed", () => {
    expect(rulesExpiringWithin(30, noon("2026-11-22"), rules)).toEqual([]);
    expect(rulesExpiringWithin(30, noon("2026-12-01"), rules)).toEqual([
      { id: "us-mastercard-credit", lapsesOn: "2026-12-31" },
      { id: "us-ok-credit", lapsesOn: "2026-12-31" },
      { id: "us-visa-credit", lapsesOn: "2026-12-31" },
    ]);
    expect(rulesExpiringWithin(30, noon("2027-01-05"), rules).map(({ id }) => id)).toEqual([
      "us-mastercard-credit",
      "us-ok-credit",
      "us-visa-credit",
      "us-ri-credit",
    ]);
  });

  it("does not warn of prohibitions, which do not lapse, nor of rules whose time is over", () => {
    const late = rulesExpiringWithin(30, noon("2030-01-01"), rules).map(({ id }) => id);
    expect(late).toContain("us-oh-credit");
    expect(late).not.toContain("us-ct-all");
    expect(late).not.toContain("au-four-party-before-2026-10");
  });

  it("is empty for a book without rows", () => {
    expect(rulesExpiringWithin(30, noon("2030-01-01"), compileRules([], "none"))).toEqual([]);
  });
});
