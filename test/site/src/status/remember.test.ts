/** A function that keeps its last result. */
import { expect, test, vi } from "vitest";
import { remember } from "../../../../site/src/status/remember.ts";

test("works once for the same things, and again for others of the same look", () => {
  const work = vi.fn((one: object, two: number) => ({ one, two }));
  const remembered = remember(work);
  const given = {};
  expect(remembered(given, 1)).toBe(remembered(given, 1));
  expect(work).toHaveBeenCalledTimes(1);
  expect(remembered({}, 1)).not.toBe(remembered(given, 1));
  remembered(given, 2);
  expect(work).toHaveBeenCalledTimes(4);
});
