import { expect, test } from "vitest";
import { fuzzOptions, secondsEach } from "./options.ts";

const ALL = ["one", "two", "three"].map((name) => ({ name, reads: "", dictionary: [] }));
const options = (...args: string[]) => fuzzOptions(args, ALL);

test("all targets are fuzzed where none is named, named ones alone", () => {
  expect(options()).toEqual({ targets: ALL, minutes: 5, atOnce: 1, isRecorded: false });
  expect(options("three", "one", "--record")).toMatchObject({ targets: [ALL[0], ALL[2]], isRecorded: true });
});

test.each([
  [["four"], "There is no target four. There are: one, two, three."],
  [["--minutes", "0"], "--minutes is 0: it is a number above 0, up to 1440."],
  [["--minutes", "soon"], "--minutes is soon: it is a number above 0, up to 1440."],
  [["--at-once", "3"], "--at-once is 3: it is 1 or 2."],
])("%j is refused", (args, message) => {
  expect(() => options(...args)).toThrow(message);
});

test("the minutes are for all targets together", () => {
  expect(secondsEach(options("--minutes", "60"))).toBe(1_190);
  expect(secondsEach(options("--minutes", "60", "--at-once", "2"))).toBe(1_790);
  expect(secondsEach(options("--minutes", "0.1"))).toBe(1);
});
