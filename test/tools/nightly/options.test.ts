import { expect, test } from "vitest";
import { nightlyOptions } from "../../../tools/nightly/options.ts";
import { PARTS } from "../../../tools/nightly/parts.ts";

const namesOf = (...args: string[]) => nightlyOptions(args, PARTS).parts.map(({ name }) => name);

test("all parts run where none is named", () => {
  expect(nightlyOptions([], PARTS)).toEqual({ parts: PARTS, isList: false, isRecorded: false, share: 1 });
});

test("named parts run alone, in the order of the night", () => {
  expect(namesOf("--part", "reading")).toEqual(["reading"]);
  expect(namesOf("--part", "generated", "--part", "build")).toEqual(["build", "generated"]);
});

test.each([
  [["--part", "nothing"], "There is no part nothing. There are: fuzz, "],
  [["--share", "0"], "--share is 0: it is a number above 0, up to 1."],
  [["--share", "2"], "--share is 2: it is a number above 0, up to 1."],
  [["--share", "half"], "--share is half: it is a number above 0, up to 1."],
  [["--shard", "1"], "Unknown option '--shard'"],
])("%j is refused", (args, message) => {
  expect(() => nightlyOptions(args, PARTS)).toThrow(message);
});
