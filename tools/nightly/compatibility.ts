/** What a night leaves in `docs/figures/compatibility.json`: which programs of others ours was tried with, and how that ended. */
import { findEngines } from "../checkout/engines.mjs";
import { recordFigure } from "../figures/record.ts";
import type { CompatibilityTally } from "./tally.ts";

export interface CompatibilityRow {
  /** Of ours. */
  readonly what: string;
  readonly with: string;
  /** Null where it is not there. */
  readonly version: string | null;
  readonly result: "passed" | "failed" | "not there";
  /** How many passed and failed together. */
  readonly tests: number;
}

export interface CompatibilityFigure {
  readonly rows: readonly CompatibilityRow[];
}

/** A row for each tally, and one for each engine that is not installed. */
export function rowsOf(tallies: readonly CompatibilityTally[], engines = findEngines()): CompatibilityRow[] {
  const missing = engines.filter(({ path }) => path === undefined);
  return [
    ...tallies.map(({ passed, failed, ...row }): CompatibilityRow => {
      return { ...row, result: failed === 0 ? "passed" : "failed", tests: passed + failed };
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
