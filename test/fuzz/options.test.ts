import { expect, test } from "vitest";
import { fuzzOptions, secondsOf } from "./options.ts";

const ALL = ["one", "two", "three"].map((name) => ({ name, reads: "", share: 1, dictionary: [] }));
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

const TARGETS = [1, 2, 1, 0.5].map((share, at) => ({ name: String(at), reads: "", share, dictionary: [] }));

test.each([
  [60, 1, [780, 1_580, 780, 380]],
  // In one lane the second and the last, in the other the rest: of equal length but for half a share.
  [60, 2, [1_420, 2_860, 1_420, 700]],
  [0.1, 1, [1, 1, 1, 1]],
])("%d minutes, with %d at once, are for all targets together, by their shares", (minutes, atOnce, seconds) => {
  const shared = secondsOf({ targets: TARGETS, minutes, atOnce });
  expect(TARGETS.map((target) => shared.get(target))).toEqual(seconds);
});

test("one target alone has all of the time", () => {
  expect([...secondsOf({ targets: TARGETS.slice(3), minutes: 1, atOnce: 2 }).values()]).toEqual([40]);
});
