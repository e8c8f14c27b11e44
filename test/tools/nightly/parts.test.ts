/** What the night runs is there, and has the time that it may take. */
import { existsSync, globSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PARTS } from "../../../tools/nightly/parts.ts";

const MOST_MINUTES = 90;
const files = globSync("test/**/*.test.ts").map((path) => path.replaceAll("\\", "/"));

describe("the parts of the night", () => {
  test("have names of their own", () => {
    expect(new Set(PARTS.map(({ name }) => name)).size).toBe(PARTS.length);
  });

  test.each(["servers", "computing"])("of the lane of %s take 90 minutes at most", (lane) => {
    const minutes = PARTS.filter((part) => part.lane === lane).map(({ minutes }) => minutes);
    expect(minutes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(MOST_MINUTES);
  });

  test.each(PARTS)("$name has something to run, and its files are there", ({ steps }) => {
    expect(steps.length).toBeGreaterThan(0);
    for (const { tests = [], command = [] } of steps) {
      expect(tests.length + command.length).toBeGreaterThan(0);
      for (const part of tests) expect(files.filter((file) => file.includes(part)).length, part).toBeGreaterThan(0);
      for (const word of command.filter((word) => /^(tools|quality)\//.test(word)))
        expect(existsSync(word), word).toBe(true);
    }
  });
});
