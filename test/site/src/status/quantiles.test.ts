/** Quantiles out of buckets are upper bounds, and never below what was measured. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { quantilesOf } from "../../../../site/src/status/quantiles.ts";

const BOUNDS = [10, 25, 50, 100, 200, 400, 800, 1_600, 3_200];

test.each<[name: string, sums: Record<string, number>, p50: object | null, p99: object | null]>([
  ["nothing", {}, null, null],
  ["one answer", { "took:25": 1 }, { ms: 25, isOver: false }, { ms: 25, isOver: false }],
  ["half and half", { "took:10": 5, "took:400": 5 }, { ms: 10, isOver: false }, { ms: 400, isOver: false }],
  ["the last bound passed by all", { "took:more": 3 }, { ms: 3_200, isOver: true }, { ms: 3_200, isOver: true }],
  ["by one of a hundred", { "took:10": 99, "took:more": 1 }, { ms: 10, isOver: false }, { ms: 10, isOver: false }],
  ["by two of a hundred", { "took:10": 98, "took:more": 2 }, { ms: 10, isOver: false }, { ms: 3_200, isOver: true }],
  ["other series beside it", { "own:10": 9, "took:800": 1 }, { ms: 800, isOver: false }, { ms: 800, isOver: false }],
])("of %s", (_, sums, p50, p99) => {
  expect(quantilesOf(sums, "took")).toMatchObject({ p50, p99 });
});

test("the bound is that of the answer at the rank, in any order and number", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1 }), (times) => {
      const sums: Record<string, number> = {};
      for (const ms of times) {
        const key = `own:${BOUNDS.find((bound) => ms <= bound) ?? "more"}`;
        sums[key] = (sums[key] ?? 0) + 1;
      }
      const { p95, count } = quantilesOf(sums, "own");
      const real = times.toSorted((a, b) => a - b)[Math.ceil(0.95 * times.length) - 1] ?? 0;
      expect(count).toBe(times.length);
      expect(p95).toEqual(
        real > 3_200 ? { ms: 3_200, isOver: true } : { ms: BOUNDS.find((bound) => real <= bound), isOver: false },
      );
    }),
  );
});
