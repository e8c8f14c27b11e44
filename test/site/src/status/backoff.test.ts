/** The pause before the next look. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { nextPause } from "../../../../site/src/status/backoff.ts";

test.each([
  [30_000, 0, 0, 30_000],
  [30_000, 1, 0, 60_000],
  [30_000, 4, 0, 480_000],
  [30_000, 9, 0, 600_000],
  [900_000, 3, 0, 900_000],
  [30_000, 1, 120_000, 120_000],
])("%i ms, %i failures, asked for %i ms: %i ms", (every, failures, retryAfter, pause) => {
  expect(nextPause(every, failures, retryAfter)).toBe(pause);
});

test("is never shorter for one failure more, nor than what the service asked for", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.nat(5_000), fc.nat(1e6), (every, failures, asked) => {
      expect(nextPause(every, failures + 1, asked)).toBeGreaterThanOrEqual(nextPause(every, failures, asked));
      expect(nextPause(every, failures, asked)).toBeGreaterThanOrEqual(Math.max(every, asked));
    }),
  );
});
