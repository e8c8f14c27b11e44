import { expect, test } from "vitest";
import { Counters, MAX_KEYS } from "../../../../worker/ledger/counts/counters.ts";
import { OTHER_RELEASE } from "../../../../worker/ledger/counts/series.ts";

const VISA = "answer:eligible:visa";
const SERVED = "policy:served";

test("counts add up by minute and merchant, and the whole is everybody's and nobody's together", () => {
  const counters = new Counters();
  counters.add("mch_a", { [VISA]: 1, "took:10": 1 }, 60_000);
  counters.add("mch_a", { [VISA]: 1, "took:25": 1 }, 119_999);
  counters.add("mch_b", { [VISA]: 1 }, 60_000);
  counters.add(null, { [SERVED]: 2 }, 60_001);
  counters.add("mch_b", { [VISA]: 1 }, 120_000);
  expect(counters.take(120_000)).toEqual([
    {
      at: 60_000,
      whole: { [VISA]: 3, "took:10": 1, "took:25": 1, [SERVED]: 2 },
      merchants: { mch_a: { [VISA]: 2, "took:10": 1, "took:25": 1 }, mch_b: { [VISA]: 1 } },
    },
    { at: 120_000, whole: { [VISA]: 1 }, merchants: { mch_b: { [VISA]: 1 } } },
  ]);
  expect(counters.take(120_000)).toEqual([]);
});

test("what is handed in is not changed later", () => {
  const counters = new Counters();
  const sums = Object.freeze({ [VISA]: 1 });
  counters.add("mch_a", sums, 0);
  counters.add("mch_a", sums, 0);
  expect(counters.take(0)[0]?.whole).toEqual({ [VISA]: 2 });
});

test("keys are bounded; what does not fit is dropped and said to be lost, once", () => {
  const counters = new Counters();
  for (let merchant = 0; merchant < MAX_KEYS; merchant++) counters.add(`mch_${merchant}`, { [VISA]: 1 }, 0);
  counters.add("mch_0", { [VISA]: 1, "took:10": 3 }, 0);
  counters.add("mch_late", { [VISA]: 4 }, 60_000);
  expect(counters.lost).toBe(7);
  const minutes = counters.take(60_000);
  expect(minutes.map(({ at, whole }) => ({ at, whole }))).toEqual([
    { at: 0, whole: { [VISA]: MAX_KEYS + 1 } },
    { at: 60_000, whole: { "lost:counts": 7 } },
  ]);
  expect(minutes[1]?.merchants).toEqual({});
  expect(counters.lost).toBe(0);
  counters.add("mch_after", { [VISA]: 1 }, 60_000);
  expect(counters.take(60_000)[0]?.merchants).toEqual({ mch_after: { [VISA]: 1 } });
});

test("of many releases the most frequent are kept apart", () => {
  const counters = new Counters();
  for (let patch = 0; patch < 50; patch++) counters.add("mch_a", { [`release:1.0.${patch}`]: patch + 1 }, 0);
  const [minute] = counters.take(0);
  expect(Object.keys(minute?.whole ?? {})).toHaveLength(21);
  expect(minute?.whole["release:1.0.49"]).toBe(50);
  expect(minute?.merchants["mch_a"]?.[OTHER_RELEASE]).toBe((30 * 31) / 2);
});
