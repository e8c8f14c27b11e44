import { expect, test } from "vitest";
import { RepeatedRefusals } from "../../../worker/doors/repeated-refusals.ts";

const NOW = 1_795_000_000_000;

test("one refusal a minute is recorded, with the number of those that were not", () => {
  const refusals = new RepeatedRefusals();
  expect(refusals.count("ci", NOW)).toBe(0);
  expect([1, 2, 59_999].map((ms) => refusals.count("ci", NOW + ms))).toEqual([null, null, null]);
  expect(refusals.count("ci", NOW + 60_000)).toBe(3);
  expect(refusals.count("ci", NOW + 119_999)).toBeNull();
  expect(refusals.count("ci", NOW + 500_000)).toBe(1);
});

test("each key has its own", () => {
  const refusals = new RepeatedRefusals();
  expect(refusals.count("ci", NOW)).toBe(0);
  expect(refusals.count("jo", NOW)).toBe(0);
});
