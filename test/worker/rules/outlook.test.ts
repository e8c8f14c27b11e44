import { describe, expect, it } from "vitest";
import { compileRules } from "../../../worker/rules/book.ts";
import { lapsesOf } from "../../../worker/rules/lapses.ts";
import { outlookOf } from "../../../worker/rules/outlook.ts";
import type { BookRow } from "../../../worker/rules/schema.ts";
import { rules } from "../../support/rules/frozen-book.ts";

const first = rules.rows.find(({ id }) => id === "us-oh-credit");
if (first === undefined) throw new Error("us-oh-credit is missing");
const ohio: BookRow = first;
const AT = new Date("2026-12-01T00:00:00Z");

const row = (id: string, change: Partial<BookRow> = {}): BookRow => ({
  ...ohio,
  id,
  checkedOn: "2026-11-22",
  recheckOn: null,
  ...change,
});
const bar: Partial<BookRow> = { status: "prohibited", maxBps: 0, basis: null, requires: [] };

describe("the outlook of rules", () => {
  it("is good while nothing is due within 60 days, and says when the next permission lapses", () => {
    const rows = [row("us-a", { recheckOn: "2027-01-31" }), row("us-b")];
    expect(outlookOf(rows, AT)).toEqual({ state: "ok", lapseInDays: 61, due: [] });
  });

  it("warns from 60 days ahead", () => {
    const { state, lapseInDays, due } = outlookOf([row("us-a", { recheckOn: "2027-01-30" }), row("us-b")], AT);
    expect({ state, lapseInDays }).toEqual({ state: "warning", lapseInDays: 60 });
    expect(due).toEqual([{ id: "us-a", kind: "lapse", on: "2027-01-30", daysLeft: 60 }]);
  });

  it("warns of a bar that is to be looked at again, which lapses never", () => {
    expect(outlookOf([row("us-a", { ...bar, recheckOn: "2026-12-31" })], AT)).toEqual({
      state: "warning",
      lapseInDays: null,
      due: [{ id: "us-a", kind: "recheck", on: "2026-12-31", daysLeft: 30 }],
    });
  });

  it("keeps warning of what has lapsed", () => {
    expect(outlookOf([row("us-a", { recheckOn: "2026-11-29" })], AT)).toMatchObject({
      state: "warning",
      lapseInDays: -2,
    });
  });
});

describe("what a merchant's brands lose", () => {
  const book = compileRules(
    [
      row("us-federal", { places: ["US"] }),
      row("us-visa", { places: ["US"], networks: ["visa"], recheckOn: "2027-01-15" }),
      row("us-amex", { places: ["US"], networks: ["amex"], recheckOn: "2027-03-01" }),
      row("us-oh", { places: ["US-OH"], recheckOn: "2026-12-31" }),
      row("us-oh-bar", { ...bar, places: ["US-OH"], recheckOn: "2026-12-05" }),
      row("us-il", { places: ["US-IL"] }),
      row("us-il-phone", { places: ["US-IL"], channels: ["phone"], recheckOn: "2026-12-05" }),
      row("us-il-before", { places: ["US-IL"], effectiveTo: "2026-11-01", recheckOn: "2026-12-05" }),
      row("gb-lapsed", { places: ["GB"], recheckOn: "2026-11-30" }),
    ],
    "test",
  );

  it.each([
    ["the country's first row to lapse", "US-IL", [{ brand: "visa", on: "2027-01-15", daysLeft: 45 }]],
    [
      "the state's, where that is sooner",
      "US-OH",
      [
        { brand: "amex", on: "2026-12-31", daysLeft: 30 },
        { brand: "visa", on: "2026-12-31", daysLeft: 30 },
      ],
    ],
    ["the country's alone where the state is not known", "US", [{ brand: "visa", on: "2027-01-15", daysLeft: 45 }]],
    ["nothing where no rule is", "FR", []],
    ["nothing that is known of no place", null, []],
  ])("is %s: %s", (_name, place, expected) => {
    expect(lapsesOf(["visa", "amex"], place, book, AT)).toEqual(expected);
  });

  it("is told after the day too", () => {
    expect(lapsesOf(["visa"], "GB", book, AT)).toEqual([{ brand: "visa", on: "2026-11-30", daysLeft: -1 }]);
  });
});
