/** What a night leaves in `docs/figures/compatibility.json`: which programs of others ours was tried with, and how that ended. */
import { spawnSync } from "node:child_process";
import { findEngines } from "../checkout/engines.mjs";
import { recordFigure } from "../figures/record.ts";
import type { CompatibilityTally } from "./tally.ts";

export interface CompatibilityRow {
  /** Of ours. */
  readonly what: string;
  readonly with: string;
  /** Null where it is not there, or does not say. */
  readonly version: string | null;
  readonly result: "passed" | "failed" | "not there";
  /** How many passed and failed together. */
  readonly tests: number;
}

export interface CompatibilityFigure {
  readonly rows: readonly CompatibilityRow[];
}

/** The first number with points in what a program says of itself. */
const versionOf = (path: string): string | null =>
  /\d+(\.\d+)+/.exec(spawnSync(path, ["--version"], { encoding: "utf8" }).stdout ?? "")?.[0] ?? null;

/** A row for each tally, with an engine's own version, and one for each engine that is not installed. */
export function rowsOf(
  tallies: readonly CompatibilityTally[],
  engines = findEngines(),
  tellVersion: (path: string) => string | null = versionOf,
): CompatibilityRow[] {
  const missing = engines.filter(({ path }) => path === undefined);
  return [
    ...tallies.map(({ passed, failed, version, ...row }): CompatibilityRow => {
      const path = engines.find(({ name }) => name === row.with)?.path;
      const known = version ?? (path === undefined ? null : tellVersion(path));
      return { ...row, version: known, result: failed === 0 ? "passed" : "failed", tests: passed + failed };
    }),
    ...missing.map(({ name }): CompatibilityRow => {
      return { what: "element", with: name, version: null, result: "not there", tests: 0 };
    }),
  ];
}

/** Over what was there. */
export function recordCompatibility(tallies: readonly CompatibilityTally[]): void {
  const data: CompatibilityFigure = { rows: rowsOf(tallies) };
  recordFigure("compatibility", {
    kind: "measured",
    command: "npm run test:nightly -- --part compatibility --record",
    data,
  });
}
