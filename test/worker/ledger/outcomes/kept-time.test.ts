import { describe, expect, test } from "vitest";
import { keptSince, monthOf, monthProblem, timeProblem } from "../../../../worker/ledger/outcomes/kept-time.ts";

const at = (text: string) => Date.parse(text);
const NOW = at("2026-11-28T10:00:00Z");

test("a month is one of UTC", () => {
  expect(monthOf(at("2026-11-30T23:59:59.999Z"))).toBe("2026-11");
  expect(monthOf(at("2026-12-01T00:30:00+01:00"))).toBe("2026-11");
});

test("seven years are kept, in whole months", () => {
  expect(keptSince(NOW)).toBe(at("2019-11-01T00:00:00Z"));
  expect(keptSince(at("2024-02-29T12:00:00Z"))).toBe(at("2017-02-01T00:00:00Z"));
});

describe("a report", () => {
  test.each(["2026-11", "2026-01", "2019-11"])("there is one of %s", (month) => {
    expect(monthProblem(month, NOW)).toBeNull();
  });

  test.each(["2026-12", "2027-01", "2019-10", "0000-01"])(
    "there is none of %s, and it says of which there are",
    (month) => {
      expect(monthProblem(month, NOW)).toContain("from 2019-11 to 2026-11");
    },
  );
});

describe("what happened to a quote", () => {
  test.each([
    ["2026-11-28T10:00:00Z", "2026-11-28T09:59:00Z"],
    ["2026-11-28T10:04:59Z", "2026-11-28T10:00:00Z"],
    ["2026-11-28T09:56:00Z", "2026-11-28T10:00:00Z"],
    ["2026-11-28T10:00:00Z", "2019-11-01T00:00:00Z"],
  ])("can be at %s, of one issued at %s", (happened, issued) => {
    expect(timeProblem({ at: at(happened), issuedAt: at(issued), now: NOW })).toBeNull();
  });

  test.each([
    ["2026-11-28T10:05:01Z", "2026-11-28T10:00:00Z", "in the future"],
    ["2026-11-28T09:54:59Z", "2026-11-28T10:00:00Z", "before the quote was issued"],
    ["2026-11-28T10:00:00Z", "2019-10-31T23:59:59Z", "7 years"],
    ["2019-10-31T23:59:59Z", "2019-10-31T23:00:00Z", "7 years"],
  ])("cannot be at %s, of one issued at %s: %s", (happened, issued, word) => {
    expect(timeProblem({ at: at(happened), issuedAt: at(issued), now: NOW })).toContain(word);
  });
});
