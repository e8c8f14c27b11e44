import { expect, test } from "vitest";
import { changedMeanwhile, sayChangedMeanwhile } from "../../../tools/cli/changed-meanwhile.mjs";

test.each<[name: string, before: object, now: object, lines: string[]]>([
  ["nothing", { a: 1, updatedAt: 1 }, { a: 1, updatedAt: 2 }, []],
  ["a value", { a: 1, b: "x" }, { a: 2, b: "x" }, ["a was 1, is 2"]],
  [
    "one inside",
    { rates: { visa: 1 } },
    { rates: { visa: 2, amex: 3 } },
    ["rates.visa was 1, is 2", "rates.amex was not set, is 3"],
  ],
  ["one that is gone", { a: "x" }, {}, ["a was x, is not set"]],
  ["an object that is gone", { a: { b: 1 } }, { a: null }, ['a was {"b":1}, is null']],
  ["a list", { list: ["x", "y"] }, { list: ["y", "z"] }, ["list had x", "list has z"]],
  ["the order of a list", { list: ["x", "y"] }, { list: ["y", "x"] }, ["list has another order"]],
  ["a list of objects", { list: [{ a: 1 }] }, { list: [{ a: 1 }, { a: 2 }] }, ['list has {"a":2}']],
  ["a text for the terminal", { a: "x" }, { a: "\u001b[2J" }, ["a was x, is ?[2J"]],
  ["a long text", { a: "x" }, { a: "y".repeat(200) }, [`a was x, is ${"y".repeat(100)}...`]],
])("%s that somebody else changed is told", (_name, before, now, lines) => {
  expect(changedMeanwhile(before, now, ["updatedAt"])).toEqual(lines);
});

test("a person is told what, and what to do", () => {
  expect(sayChangedMeanwhile("mch_a", { a: 1 }, { a: 2 }, [])).toBe(
    "mch_a was changed by somebody else meanwhile, and nothing was written:\n  a was 1, is 2\nrun it again to make your change to what is there now",
  );
  expect(sayChangedMeanwhile("mch_a", { a: 1 }, { a: 1 }, [])).toContain("nothing that is shown: a secret");
});
