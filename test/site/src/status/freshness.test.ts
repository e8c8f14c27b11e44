/** How fresh a view is, while some of what it shows cannot be read. */
import { expect, test } from "vitest";
import type { Failure } from "../../../../site/src/status/client.ts";
import { freshnessOf } from "../../../../site/src/status/freshness.ts";

const failure = (kind: Failure["kind"]): Failure => ({ kind, text: "No.", retryAfterMs: 0 });
const read = (readAt?: number, failed?: Failure) => ({ readAt, failure: failed });

test.each([
  ["nothing was tried yet", [read()], { readAt: 0, isStale: false }],
  ["all was read", [read(50), read(90)], { readAt: 90, isStale: false }],
  ["one fails", [read(50, failure("problem")), read(90)], { readAt: 50, isStale: true }],
  ["two fail", [read(70, failure("problem")), read(50, failure("unreachable"))], { readAt: 50, isStale: true }],
  ["one was never read", [read(undefined, failure("problem")), read(90)], { readAt: 0, isStale: true }],
  ["a deployment does not have one", [read(undefined, failure("absent")), read(90)], { readAt: 90, isStale: false }],
])("%s", (_, polled, freshness) => {
  expect(freshnessOf(polled)).toEqual(freshness);
});

test("another choice does not make it look older, but a failure does", () => {
  expect(freshnessOf([read(58)], 59)).toEqual({ readAt: 59, isStale: false });
  expect(freshnessOf([read(58, failure("problem"))], 59)).toEqual({ readAt: 58, isStale: true });
});
