/** Tests that might fail by chance, run again and again. */
import { figure, number, sum } from "../figure.ts";

export interface FlakyData {
  readonly times: number;
  readonly busyProcesses: number;
  readonly candidates: readonly {
    readonly file: string;
    readonly why: string;
    readonly runs: number;
    readonly busyRuns: number;
    readonly failedRuns: number;
  }[];
  readonly failures: readonly { readonly run: number; readonly file: string; readonly test: string }[];
}

export const FLAKY = figure<FlakyData>({
  name: "flaky",
  title: "Tests that might fail by chance",
  command: "test:flaky -- --times 100 --record",
  minutes: 60,
  tell: ({ times, busyProcesses, candidates, failures }) => {
    const of = (rows: FlakyData["candidates"], key: "runs" | "busyRuns" | "failedRuns") =>
      sum(rows.map((row) => row[key]));
    const reasons = [...new Set(candidates.map(({ why }) => why))];
    const failed = failures.map(({ file, test }) => (test === "" ? `\`${file}\`` : `\`${file}\`, ${test}`));
    const byName = [...new Set(failed)].map((name) => `${name} (${failed.filter((one) => one === name).length})`);
    return {
      says: `The ${number(candidates.length)} files of tests that wait for something real, all in the first of ${number(times)} runs and the costly ones in some, failed in **${number(of(candidates, "failedRuns"))} of ${number(of(candidates, "runs"))} runs of a file**. Every second time ${number(busyProcesses)} busy processes took the machine from them.${byName.length === 0 ? "" : ` What failed, and how often: ${byName.join("; ")}.`}`,
      table: [
        ["what they wait for", "files", "runs of a file", "of these busy", "failed"],
        ...reasons.map((reason) => {
          const rows = candidates.filter(({ why }) => why === reason);
          const counts = (["runs", "busyRuns", "failedRuns"] as const).map((key) => number(of(rows, key)));
          return [reason, number(rows.length), ...counts];
        }),
      ],
      plots: [],
      conditions: [],
    };
  },
});
