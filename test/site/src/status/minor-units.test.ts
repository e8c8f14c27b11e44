/** An amount as it is typed. */
import { expect, test } from "vitest";
import { minorUnits } from "../../../../site/src/status/minor-units.ts";

test.each<[text: string, digits: number, amount: number | null]>([
  ["125", 2, 12_500],
  ["125.00", 2, 12_500],
  [" 125,5 ", 2, 12_550],
  ["0.07", 2, 7],
  ["125", 0, 125],
  ["1.234", 3, 1_234],
  ["125.5", 0, null],
  ["125.005", 2, null],
  ["1,000.00", 2, null],
  ["-1", 2, null],
  ["1e3", 2, null],
  ["", 2, null],
  ["9999999999.99", 2, 999_999_999_999],
  ["10000000000.00", 2, null],
])("%s with %i digits is %s", (text, digits, amount) => {
  expect(minorUnits(text, digits)).toBe(amount);
});
