/** The short way to a merchant's figures says what the long one does. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { REASONS } from "../../../../contract/lists.ts";
import { activityOf } from "../../../../site/src/status/activity.ts";
import { summarise } from "../../../../site/src/status/summary.ts";

const KEYS = [...REASONS, "tomorrow"].flatMap((reason) => [
  `answer:${reason}:visa`,
  `answer:${reason}:unknown`,
  `place:${reason}`,
]);

test("as the summary does, for any sums", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...KEYS), fc.integer({ min: 1, max: 9_999 })), (sums) => {
      const { answers, surcharges, unknown, unknownShare } = summarise(sums);
      expect(activityOf(sums)).toEqual({ answers, surcharges, unknown, unknownShare });
    }),
  );
});
