import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareVersions,
  movingVersions,
  nextVersion,
  numbersOf,
  pinnedVersion,
  STEPS,
} from "../../../tools/release/versions.ts";

const released = (...versions: string[]) => versions.map((version) => ({ version }));
const version = fc
  .tuple(fc.nat({ max: 9998 }), fc.nat({ max: 9998 }), fc.nat({ max: 999_998 }))
  .map((numbers) => numbers.join("."));

test.each(["", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.3-rc.1", "v1.2.3", "1.2.x", "../1.2.3"])(
  "%s is no version",
  (text) => {
    expect(numbersOf(text)).toBeNull();
    expect(() => nextVersion(text, "patch")).toThrow(RangeError);
  },
);

test("the next of each step is newer, and is a version", () => {
  expect(STEPS.map((step) => nextVersion("1.9.10", step))).toEqual(["2.0.0", "1.10.0", "1.9.11"]);
  fc.assert(
    fc.property(version, fc.constantFrom(...STEPS), (from, step) => {
      expect(compareVersions(nextVersion(from, step), from)).toBeGreaterThan(0);
    }),
  );
});

test("versions are compared by their numbers, not as texts", () => {
  expect(["1.10.0", "1.2.0", "0.9.9", "1.2.10"].toSorted(compareVersions)).toEqual([
    "0.9.9",
    "1.2.0",
    "1.2.10",
    "1.10.0",
  ]);
});

describe("a page is to name", () => {
  test("the version that is being worked on, as long as nothing was released", () => {
    expect(pinnedVersion([], "1.0.0")).toBe("1.0.0");
  });

  test("the newest release after that, in whichever order they were made", () => {
    expect(pinnedVersion(released("1.9.0", "1.10.0", "1.9.1"), "1.11.0")).toBe("1.10.0");
  });
});

describe("the address of a major version leads to", () => {
  test("its newest release, and not to what is being worked on", () => {
    expect([...movingVersions(released("1.9.0", "2.0.0", "1.10.0"), "2.1.0")]).toEqual([
      ["1", "1.10.0"],
      ["2", "2.0.0"],
    ]);
  });

  test("what is being worked on, as long as none of it was released", () => {
    expect(movingVersions(released("1.9.0"), "2.0.0").get("2")).toBe("2.0.0");
  });
});
