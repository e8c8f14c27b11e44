/** What became of each candidate over many runs, from Vitest's own reports. */
import { relative, resolve } from "node:path";
import { CANDIDATES, candidatesOf, isBusy } from "./candidates.ts";

/** What is read of Vitest's JSON report. */
export interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

export interface Failure {
  readonly run: number;
  readonly isBusy: boolean;
  readonly file: string;
  readonly test: string;
  readonly message: string;
}

const MOST_CHARACTERS = 1_000;

/** What failed in one run. A candidate of which the report says nothing has failed as well. */
export function failuresOf(run: number, report: Report): Failure[] {
  const failure = (file: string, test: string, message: string) => ({
    run,
    isBusy: isBusy(run),
    file,
    test,
    message: message.slice(0, MOST_CHARACTERS),
  });
  const told = new Map(report.testResults.map((result) => [relative(resolve("."), result.name), result]));
  return candidatesOf(run).flatMap((file) => {
    const result = told.get(file);
    if (result === undefined) return [failure(file, "", "the run told nothing of this file")];
    const failed = result.assertionResults.filter(({ status }) => status === "failed");
    if (failed.length === 0 && result.status === "failed") return [failure(file, "", result.message)];
    return failed.map(({ fullName, failureMessages }) => failure(file, fullName, failureMessages?.join("\n") ?? ""));
  });
}

/** Of each candidate, how often it ran, how often on a busy machine, and in how many of those runs it failed. */
export function tally(times: number, failures: readonly Failure[]) {
  const runs = Array.from({ length: times }, (_, run) => run);
  return CANDIDATES.flatMap(({ why, every, files }) =>
    files.map((file) => {
      const own = runs.filter((run) => run % every === 0);
      const failed = new Set(failures.filter((failure) => failure.file === file).map(({ run }) => run));
      return { file, why, runs: own.length, busyRuns: own.filter(isBusy).length, failedRuns: failed.size };
    }),
  );
}
