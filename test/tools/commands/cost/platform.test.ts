import { expect, test } from "vitest";
import { billOf, chargeOf, NO_USAGE } from "../../../../tools/commands/cost/platform.ts";

/** The examples of the platform's own pages, which leave their rounding up to whole millions out here. */
test.each([
  ["15 million requests of 7 ms", { requests: 15e6, cpuMs: 7 * 15e6 }, 8],
  ["100 million requests of 7 ms", { requests: 100e6, cpuMs: 7 * 100e6 }, 45.4],
  [
    "an object called 1.5 million times, active for a million seconds",
    { objectRequests: 1.5e6, objectActiveMs: 1e9 },
    5.075,
  ],
  ["33,177,600 GB-s of objects", { objectActiveMs: 259_200_000_000 }, 5 + 32.7776 * 12.5],
])("%s are billed as the platform's page works out", (_, usage, dollars) => {
  expect(billOf({ ...NO_USAGE, ...usage })).toBeCloseTo(dollars, 6);
});

test("nothing that is included is taken off the price at the margin", () => {
  expect(chargeOf({ ...NO_USAGE, requests: 1e6, kvReads: 1e6 })).toBeCloseTo(0.8, 6);
});

test("rate limiters are free", () => {
  expect(chargeOf({ ...NO_USAGE, limiterCalls: 1e9 })).toBe(0);
});
