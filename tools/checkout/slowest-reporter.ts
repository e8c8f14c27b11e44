/** Vitest's last lines: which files of tests took longest. With `RECORD_TESTS=1` all of them are recorded as a figure. */
import type { Reporter, TestModule, Vitest } from "vitest/node";
import { recordFigure } from "../figures/record.ts";
import { FIGURE, type FileTime, fileOf, type TestTimes } from "./file-times.ts";

const SHOWN = 10;

/** A module's own time with what was needed to start it. */
function secondsOf(testModule: TestModule): number {
  const { environmentSetupDuration, prepareDuration, collectDuration, setupDuration, duration } =
    testModule.diagnostic();
  const ms = environmentSetupDuration + prepareDuration + collectDuration + setupDuration + duration;
  return Math.round(ms / 100) / 10;
}

const timeOf = (testModule: TestModule): FileTime => ({
  file: fileOf(testModule.moduleId),
  project: testModule.project.name,
  seconds: secondsOf(testModule),
  tests: [...testModule.children.allTests()].length,
});

export default class SlowestReporter implements Reporter {
  #startedAt = 0;
  #workers = 0;

  onInit(vitest: Vitest): void {
    this.#workers = Math.max(...vitest.projects.map(({ config }) => config.maxWorkers));
  }

  onTestRunStart(): void {
    this.#startedAt = performance.now();
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const files = modules.map(timeOf).toSorted((one, other) => other.seconds - one.seconds);
    if (files.length > SHOWN) {
      const rows = files.slice(0, SHOWN).map(({ file, seconds }) => `  ${seconds.toFixed(1).padStart(6)} s  ${file}`);
      console.log(`\nThe slowest files\n${rows.join("\n")}\n`);
    }
    if (process.env["RECORD_TESTS"] !== "1") return;
    const states = modules.flatMap((testModule) =>
      [...testModule.children.allTests()].map((test) => test.result().state),
    );
    const count = (state: string): number => states.filter((one) => one === state).length;
    const data: TestTimes = {
      passed: count("passed"),
      failed: count("failed"),
      skipped: count("skipped"),
      wallSeconds: Math.round((performance.now() - this.#startedAt) / 1000),
      workers: this.#workers,
      files,
    };
    recordFigure(FIGURE, { kind: "measured", command: "npm test -- --record", data });
  }
}
