/** The candidates that are run again and again, and what is counted of their runs. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { AT_NIGHT } from "../support/nightly/at-night.ts";
import { CANDIDATES, candidatesOf, isBusy } from "./candidates.ts";
import { failuresOf, type Report, tally } from "./tally.ts";

const all = CANDIDATES.flatMap(({ files }) => files);
const [first = "", second = ""] = candidatesOf(1);

const report = (results: Report["testResults"]): Report => ({
  testResults: candidatesOf(1).map(
    (file) =>
      results.find(({ name }) => name === file) ?? { name: file, status: "passed", message: "", assertionResults: [] },
  ),
});
const placed = ({ testResults }: Report): Report => ({
  testResults: testResults.map((result) => ({ ...result, name: resolve(result.name) })),
});

test("each candidate is a test of the day, named once", () => {
  expect(all.filter((file) => !existsSync(file))).toEqual([]);
  expect(all.filter((file) => AT_NIGHT.includes(file))).toEqual([]);
  expect(new Set(all).size).toBe(all.length);
  expect(CANDIDATES.filter(({ every }) => every % 2 === 0)).toEqual([]);
});

test("the first run has all of them, and each meets a busy machine", () => {
  expect(candidatesOf(0)).toEqual(all);
  for (const { file, runs, busyRuns } of tally(100, [])) {
    expect(busyRuns, file).toBe(runs / 2);
    expect(runs, file).toBeGreaterThanOrEqual(4);
  }
});

test("a failure is kept with its message, also one outside of any test", () => {
  const failed = { fullName: "a > b", status: "failed", failureMessages: ["expected 1 to be 2"] };
  const given = report([
    { name: first, status: "failed", message: "", assertionResults: [{ fullName: "a > c", status: "passed" }, failed] },
    { name: second, status: "failed", message: "no server", assertionResults: [] },
  ]);
  const failures = failuresOf(1, placed(given));
  expect(failures).toEqual([
    { run: 1, isBusy: isBusy(1), file: first, test: "a > b", message: "expected 1 to be 2" },
    { run: 1, isBusy: isBusy(1), file: second, test: "", message: "no server" },
  ]);
  const failedRuns = Object.fromEntries(tally(2, failures).map((row) => [row.file, row.failedRuns]));
  expect(failedRuns).toMatchObject({ [first]: 1, [second]: 1, "test/tools/local/ready.test.ts": 0 });
});

test("a run that ends without a report has failed in every candidate", () => {
  expect(failuresOf(1, { testResults: [] }).map(({ file }) => file)).toEqual(candidatesOf(1));
});
