/** How long each file of tests took when `npm test -- --record` last ran here: `docs/figures/tests.json`. */
import { relative, sep } from "node:path";
import { readFigure } from "../figures/record.ts";

export interface FileTime {
  /** From the project's folder, with oblique strokes. */
  readonly file: string;
  readonly project: string;
  readonly seconds: number;
  readonly tests: number;
}

export interface TestTimes {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** From the first file's start to the last one's end. */
  readonly wallSeconds: number;
  /** How many files ran at a time. */
  readonly workers: number;
  /** Slowest first. */
  readonly files: readonly FileTime[];
}

export const FIGURE = "tests";

export const fileOf = (moduleId: string): string => relative(process.cwd(), moduleId).split(sep).join("/");

const keyOf = (project: string, file: string): string => `${project} ${file}`;

/**
 * Compares two files for an order in which the slow ones start first, whatever their project, so that no worker is left waiting for
 * one that started late. A file that was never recorded counts as the slowest.
 */
export function slowFirst(times: readonly FileTime[]) {
  const seconds = new Map(times.map((time) => [keyOf(time.project, time.file), time.seconds]));
  const of = ({ project, file }: Pick<FileTime, "project" | "file">): number =>
    seconds.get(keyOf(project, file)) ?? Number.MAX_VALUE;
  return (one: Pick<FileTime, "project" | "file">, other: Pick<FileTime, "project" | "file">): number =>
    of(other) - of(one);
}

export const recordedTimes = (): readonly FileTime[] => readFigure<TestTimes>(FIGURE)?.data.files ?? [];
