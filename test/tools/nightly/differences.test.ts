import { expect, test } from "vitest";
import { differences } from "../../../tools/nightly/differences.ts";

test("files differ by their hash, and where one is missing", () => {
  const one = new Map([
    ["same.js", "a"],
    ["other.js", "b"],
    ["first.js", "c"],
  ]);
  const other = new Map([
    ["same.js", "a"],
    ["other.js", "B"],
    ["second.js", "c"],
  ]);
  expect(differences(one, one)).toEqual([]);
  expect(differences(one, other)).toEqual([
    "first.js is in the first alone",
    "other.js differs",
    "second.js is in the second alone",
  ]);
});
