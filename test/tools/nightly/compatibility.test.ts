import { expect, test } from "vitest";
import { rowsOf } from "../../../tools/nightly/compatibility.ts";

test("a failure is one, and an engine that is not installed is not there", () => {
  const engines = [
    { name: "Chromium", path: "/usr/bin/chromium", missing: "" },
    { name: "Firefox", path: undefined, missing: "no firefox" },
  ] as const;
  const tallies = [
    { what: "element", with: "Chromium", version: "156.0", passed: 30, failed: 0 },
    { what: "verify", with: "Node", version: "20.20.2", passed: 0, failed: 1 },
  ];
  expect(rowsOf(tallies, [...engines])).toEqual([
    { what: "element", with: "Chromium", version: "156.0", result: "passed", tests: 30 },
    { what: "verify", with: "Node", version: "20.20.2", result: "failed", tests: 1 },
    { what: "element", with: "Firefox", version: null, result: "not there", tests: 0 },
  ]);
});
