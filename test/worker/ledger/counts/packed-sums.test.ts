import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  addPacked,
  type NamedSums,
  packSums,
  SumsPacker,
  unpackOne,
  unpackSums,
  WHOLE,
} from "../../../../worker/ledger/counts/packed-sums.ts";

const KEY = fc.constantFrom(
  "answer:eligible:visa",
  "answer:debit:visa",
  "took:10",
  "place:US-IL:none",
  "source:ticket",
);
const NAMED = fc.uniqueArray(
  fc.tuple(
    fc.oneof(fc.constant(WHOLE), fc.stringMatching(/^mch_[0-9A-Za-z_-]{1,9}$/)),
    fc.dictionary(KEY, fc.integer({ min: 1, max: 2 ** 40 }), { noNullPrototype: true }),
  ),
  { selector: ([id]) => id },
);

test("what is packed is unpacked, in the same order, and takes each key once", () => {
  fc.assert(
    fc.property(NAMED, (all: readonly NamedSums[]) => {
      const text = packSums(all);
      expect(unpackSums(text)).toEqual(all);
      const twice = new Map();
      for (const _ of [1, 2]) addPacked(twice, text);
      const doubled = (sums: object) =>
        Object.fromEntries(Object.entries(sums).map(([key, count]) => [key, 2 * count]));
      const counted = all.filter(([, sums]) => Object.keys(sums).length > 0);
      expect([...twice]).toEqual(counted.map(([id, sums]) => [id, doubled(sums)]));
      for (const key of ["answer:eligible:visa", "took:10"]) expect(text.split(key).length).toBeLessThanOrEqual(2);
    }),
  );
});

test("one merchant is read out of what SQLite finds of it", () => {
  const { keys, sums } = JSON.parse(packSums([["mch_a", { "took:10": 2, "took:25": 1 }]]));
  expect(unpackOne(JSON.stringify([keys, sums.mch_a]))).toEqual({ "took:10": 2, "took:25": 1 });
  expect(unpackOne(JSON.stringify([keys, null]))).toBeNull();
});

test("the length that is said is that of the text, give or take its frame", () => {
  const packer = new SumsPacker();
  for (let merchant = 0; merchant < 500; merchant++)
    packer.add([`mch_${merchant}`, { "took:10": merchant, "took:25": 1 }]);
  expect(Math.abs(packer.text().length - packer.length)).toBeLessThan(30);
});
