import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { needs } from "../support/node/needs.ts";
import { forOlderLibc, isOlderLibc } from "./older-libc.ts";

const ADDON = "quality/node_modules/@jazzer.js/fuzzer/prebuilds/fuzzer-linux-x64.node";

test.each([
  ["2.36", true],
  ["2.38", false],
  ["2.41", false],
  // macOS, and Linux with musl.
  [undefined, false],
])("glibc %s is older than what the fuzzer asks for: %s", (version, isOlder) => {
  expect(isOlderLibc(version)).toBe(isOlder);
});

test("no other build is changed", () => {
  expect(() => forOlderLibc(Buffer.from("\0__isoc23_strtol\0"))).toThrow("needs glibc 2.38");
});

test("the known build keeps its length, and asks for the old names", needs("Linux", "the packages of quality/"), () => {
  const addon = readFileSync(ADDON);
  const changed = Buffer.from(forOlderLibc(addon));
  expect(changed.length).toBe(addon.length);
  expect(changed.includes("\0__isoc23_strtol")).toBe(false);
  expect(changed.includes("\0strtol\0")).toBe(true);
});
