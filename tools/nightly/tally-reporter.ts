/** Vitest's reporter at night: writes the run's tally to the file that `NIGHTLY_TALLY` names. */
import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";
import { tallyOf } from "./tally.ts";

export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const path = process.env["NIGHTLY_TALLY"];
    if (path !== undefined) writeFileSync(path, JSON.stringify(tallyOf(modules)));
  }
}
