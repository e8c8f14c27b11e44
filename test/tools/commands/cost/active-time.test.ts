import { expect, test } from "vitest";
import { ActiveTime } from "../../../../tools/commands/cost/active-time.ts";

test("calls at once count once, those of other objects by themselves", () => {
  const active = new ActiveTime(0, 1_000);
  active.keep("one", 0, 100);
  active.keep("one", 50, 120);
  active.keep("one", 60, 80);
  active.keep("other", 60, 80);
  active.keep("one", 200, 210);
  expect(active.total).toBe(120 + 20 + 10);
});

test("what is before or after the window does not count", () => {
  const active = new ActiveTime(100, 200);
  active.keep("early", 0, 120);
  active.keep("late", 190, 900);
  active.keep("never", 300, 400);
  expect(active.total).toBe(20 + 10);
});
