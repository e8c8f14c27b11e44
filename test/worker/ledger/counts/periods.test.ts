import { expect, test } from "vitest";
import { beginningOf, periodsIn } from "../../../../worker/ledger/counts/periods.ts";

const at = (iso: string) => Date.parse(`2026-11-${iso}Z`);

test.each([
  ["minute", "28T09:30:59.999", "28T09:30:00"],
  ["hour", "28T09:30:59.999", "28T09:00:00"],
  ["day", "28T09:30:59.999", "28T00:00:00"],
  ["day", "28T00:00:00", "28T00:00:00"],
] as const)("the %s of %s begins at %s", (by, moment, beginning) => {
  expect(beginningOf(by, at(moment))).toBe(at(beginning));
});

test.each([
  ["hour", "28T09:30:00", "28T11:00:00", ["28T09:00:00", "28T10:00:00"]],
  ["hour", "28T09:30:00", "28T11:00:01", ["28T09:00:00", "28T10:00:00", "28T11:00:00"]],
  ["day", "27T23:59:00", "28T00:01:00", ["27T00:00:00", "28T00:00:00"]],
  ["minute", "28T09:30:00", "28T09:30:00", []],
  ["minute", "28T09:31:00", "28T09:30:00", []],
] as const)("by %s, from %s to %s", (by, from, to, beginnings) => {
  expect(periodsIn(by, at(from), at(to))).toEqual(beginnings.map(at));
});
