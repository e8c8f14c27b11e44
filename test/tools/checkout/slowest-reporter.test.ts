/** The last lines of `npm test`: which files took longest. */
import { afterEach, expect, test, vi } from "vitest";
import type { TestModule } from "vitest/node";
import SlowestReporter from "../../../tools/checkout/slowest-reporter.ts";

afterEach(() => vi.restoreAllMocks());

/** A module whose start took 0.4 s and whose tests took the rest. */
const ran = (file: string, seconds: number): TestModule =>
  ({
    moduleId: `${process.cwd()}/${file}`,
    project: { name: "node" },
    diagnostic: () => ({
      environmentSetupDuration: 100,
      prepareDuration: 100,
      collectDuration: 100,
      setupDuration: 100,
      duration: seconds * 1000 - 400,
    }),
    children: { allTests: () => [] },
  }) as unknown as TestModule;

function saidOf(modules: readonly TestModule[]): string {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  new SlowestReporter().onTestRunEnd(modules);
  return log.mock.calls.flat().join("\n");
}

test("names the ten slowest, the slowest first, with what their start took", () => {
  const said = saidOf(Array.from({ length: 12 }, (_, number) => ran(`test/${number}.test.ts`, number + 1)));
  const rows = said.split("\n").filter((line) => line.includes(".test.ts"));
  expect(rows).toHaveLength(10);
  expect(rows[0]).toMatch(/^ +12\.0 s +test\/11\.test\.ts$/);
  expect(rows[9]).toMatch(/^ +3\.0 s +test\/2\.test\.ts$/);
});

test("says nothing of a run of few files, which somebody chose", () => {
  expect(saidOf([ran("test/one.test.ts", 3)])).toBe("");
});
