/**
 * Before every test of the night: how many cases its properties are tried, by the table in `cases.ts`, and how many they were, kept
 * beside the test for `tools/nightly/tally-reporter.ts`. Runs wherever tests run: in Node, in workerd and in pages.
 */
import fc, { type RunDetails } from "fast-check";
import { beforeEach, inject, type TestContext, vi } from "vitest";
import { casesFor } from "./cases.ts";

const HOUR_MS = 3_600_000;
vi.setConfig({ testTimeout: HOUR_MS });

beforeEach(({ task }: TestContext) => {
  const keep = (details: RunDetails<unknown>): void => {
    task.meta.cases = [...(task.meta.cases ?? []), details.numRuns];
    if (details.failed) throw new Error(fc.defaultReportMessage(details) ?? "a property does not hold");
  };
  const numRuns = casesFor(task.file.name, task.name, inject("nightlyShare"));
  fc.configureGlobal({ numRuns, reporter: keep });
});
