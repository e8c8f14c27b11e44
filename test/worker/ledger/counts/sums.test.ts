import * as fc from "fast-check";
import { expect, test } from "vitest";
import { OTHER_RELEASE } from "../../../../worker/ledger/counts/series.ts";
import {
  addSums,
  countsIn,
  countsOf,
  MAX_RELEASES,
  onlySeries,
  sumOfAll,
  withFewReleases,
} from "../../../../worker/ledger/counts/sums.ts";

const SUMS = fc.dictionary(
  fc.oneof(
    fc.constantFrom("answer:debit:visa", "took:10", OTHER_RELEASE),
    fc.nat(60).map((patch) => `release:1.0.${patch}`),
  ),
  fc.integer({ min: 1, max: 1_000 }),
  { noNullPrototype: true },
);

test("sums add up by key", () => {
  const sums = { "took:10": 1 };
  addSums(sums, { "took:10": 2, "took:25": 3 });
  expect(sums).toEqual({ "took:10": 3, "took:25": 3 });
  expect(sumOfAll([sums, {}, { "took:25": 1 }])).toEqual({ "took:10": 3, "took:25": 4 });
  expect(countsOf({ "took:10": 3, "took:25": 2, "own:10": 2 }, "took")).toBe(5);
  expect(onlySeries({ "took:10": 3, "own:10": 2 }, ["took"])).toEqual({ "took:10": 3 });
});

test("no count goes when releases are put together, and the most frequent stay", () => {
  fc.assert(
    fc.property(fc.array(SUMS), (all) => {
      const sums = sumOfAll(all);
      expect(countsIn(sums)).toBe(all.reduce((count, one) => count + countsIn(one), 0));
      const releases = Object.keys(sums).filter((key) => key.startsWith("release:") && key !== OTHER_RELEASE);
      expect(releases.length).toBeLessThanOrEqual(MAX_RELEASES);
      expect(withFewReleases(sums)).toEqual(sums);
    }),
  );
});
