/** Sums are added and taken apart, whatever keys they have. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { addSums, countOf, sharesOf, totalOf } from "../../../../site/src/status/sums.ts";

const SUMS = {
  "answer:debit:visa": 3,
  "answer:eligible:visa": 5,
  "answer:debit:amex": 2,
  "own:10": 7,
  odd: 1,
  "answer:": 0,
};

test("adds what has the same key", () => {
  expect(addSums([SUMS, { "own:10": 1, "own:25": 2 }])).toMatchObject({
    "own:10": 8,
    "own:25": 2,
    "answer:debit:visa": 3,
  });
  expect(addSums([])).toEqual({});
});

test("tells the values of a series, the most frequent first, by either part of the key", () => {
  expect(sharesOf(SUMS, "answer")).toEqual([
    { value: "debit", count: 5 },
    { value: "eligible", count: 5 },
  ]);
  expect(sharesOf(SUMS, "answer", 1)).toEqual([
    { value: "visa", count: 8 },
    { value: "amex", count: 2 },
  ]);
  expect(sharesOf(SUMS, "answer", 1, ([reason]) => reason === "debit")).toEqual([
    { value: "visa", count: 3 },
    { value: "amex", count: 2 },
  ]);
  expect(sharesOf(SUMS, "answ")).toEqual([]);
  expect(countOf(SUMS, "own", "10")).toBe(7);
  expect(countOf(SUMS, "own", "25")).toBe(0);
});

const anySums = fc.dictionary(fc.stringMatching(/^(answer|own|x)(:[a-z_]{0,5}){0,3}$/), fc.nat(1_000));

test("loses nothing: the shares of a sum of parts are the sums of their shares", () => {
  fc.assert(
    fc.property(fc.array(anySums), (parts) => {
      const whole = totalOf(sharesOf(addSums(parts), "answer"));
      expect(whole).toBe(parts.reduce((sum, part) => sum + totalOf(sharesOf(part, "answer")), 0));
    }),
  );
});
