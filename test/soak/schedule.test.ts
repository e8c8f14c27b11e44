/** The schedule's own logic: a seed tells all of it, every fault has its turn, and pairs are of two places. */
import { expect, test } from "vitest";
import { ALL_FAULTS, nameOf } from "./faults.ts";
import { type Episode, episodes } from "./schedule.ts";

function first(seed: number, count: number): Episode[] {
  const found: Episode[] = [];
  for (const episode of episodes(seed)) {
    if (found.length === count) break;
    found.push(episode);
  }
  return found;
}

test("the same seed gives the same episodes, another one others", () => {
  expect(first(7, 200)).toEqual(first(7, 200));
  expect(first(8, 20)).not.toEqual(first(7, 20));
});

test("each fault comes once by itself before any comes again", () => {
  const alone = first(3, ALL_FAULTS.length);
  expect(alone.every(({ faults }) => faults.length === 1)).toBe(true);
  expect(alone.flatMap(({ faults }) => faults.map(nameOf)).toSorted()).toEqual(ALL_FAULTS.map(nameOf).toSorted());
});

test("then come pairs, at two different places", () => {
  const pairs = first(3, ALL_FAULTS.length + 100).slice(ALL_FAULTS.length);
  for (const { faults } of pairs) expect(new Set(faults.map(({ place }) => place)).size).toBe(2);
});

test("some episodes last longer than a breaker waits at most", () => {
  expect(first(5, 60).filter(({ seconds }) => seconds > 30)).toHaveLength(2);
});
