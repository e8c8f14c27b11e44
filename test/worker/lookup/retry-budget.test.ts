import fc from "fast-check";
import { expect, test } from "vitest";
import { RetryBudget } from "../../../worker/lookup/retry-budget.ts";

test("ten calls pay for one retry", () => {
  const budget = new RetryBudget();
  for (let call = 0; call < 9; call++) budget.earn();
  expect(budget.spend()).toBe(false);
  budget.earn();
  expect(budget.spend()).toBe(true);
  expect(budget.spend()).toBe(false);
});

test("no more than ten retries are ever saved up", () => {
  const budget = new RetryBudget();
  for (let call = 0; call < 10_000; call++) budget.earn();
  const spent = Array.from({ length: 20 }, () => budget.spend()).filter(Boolean);
  expect(spent).toHaveLength(10);
});

test("retries never exceed a tenth of the calls, in whatever order they come", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 500 }), (steps) => {
      const budget = new RetryBudget();
      let calls = 0;
      let retries = 0;
      for (const isCall of steps) {
        if (isCall) {
          budget.earn();
          calls += 1;
        } else if (budget.spend()) retries += 1;
        expect(retries).toBeLessThanOrEqual(calls / 10);
      }
    }),
  );
});
