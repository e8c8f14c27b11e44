/** Counts what became of a part's mutants, from Stryker's JSON report, and holds those that live on to the explained ones. Pure. */
import type { ExplainedSurvivor } from "./survivors.ts";

interface Position {
  /** From 1, as is the column. */
  readonly line: number;
  readonly column: number;
}

/** The part of Stryker's report (schema 2) that is read. */
export interface StrykerReport {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string;
        readonly mutants: readonly {
          readonly mutatorName: string;
          readonly replacement?: string;
          readonly location: { readonly start: Position; readonly end: Position };
          readonly status: string;
          readonly statusReason?: string;
        }[];
      }
    >
  >;
}

export interface Survivor {
  readonly file: string;
  readonly line: number;
  readonly mutator: string;
  readonly code: string;
  readonly replacement: string;
  /** No test reached it at all. */
  readonly isUncovered: boolean;
  /** Why nobody could notice it; null where nobody has said so. */
  readonly why: string | null;
}

export interface Tally {
  readonly killed: number;
  readonly survived: number;
  readonly uncovered: number;
  /** Ended by the clock, which a busy machine may have done. Neither killed nor counted in the score. */
  readonly timedOut: number;
  /** With which no test file could be loaded. Not counted in the score. */
  readonly broken: number;
  /** Killed of killed, survived and uncovered; percent, to a tenth. 0 where there is none. */
  readonly scorePercent: number;
  readonly survivors: readonly Survivor[];
  /** Entries for these files that fit no survivor: their code is gone, or their mutant is killed. */
  readonly untrue: readonly ExplainedSurvivor[];
}

/** The text between two positions of a source. */
function textBetween(source: string, start: Position, end: Position): string {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, index) => line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined))
    .join("\n");
}

/** An endless loop that Stryker ended by counting its turns: no clock is in that, so that it counts as killed. */
const isEndless = (reason = "") => reason.startsWith("Hit limit reached");

export function tally(report: StrykerReport, explained: readonly ExplainedSurvivor[]): Tally {
  const counts = { killed: 0, survived: 0, uncovered: 0, timedOut: 0, broken: 0 };
  const survivors: Survivor[] = [];
  const used = new Set<ExplainedSurvivor>();
  for (const [file, { source, mutants }] of Object.entries(report.files))
    for (const { status, statusReason, mutatorName, replacement = "", location } of mutants) {
      if (status === "Killed" || (status === "Timeout" && isEndless(statusReason))) counts.killed++;
      else if (status === "Timeout") counts.timedOut++;
      else if (status === "RuntimeError" || status === "CompileError") counts.broken++;
      else if (status === "Survived" || status === "NoCoverage") {
        const isUncovered = status === "NoCoverage";
        counts[isUncovered ? "uncovered" : "survived"]++;
        const code = textBetween(source, location.start, location.end);
        const entry = explained.find(
          (one) => one.file === file && one.code === code && one.replacement === replacement,
        );
        if (entry !== undefined) used.add(entry);
        const why = entry?.why ?? null;
        survivors.push({ file, line: location.start.line, mutator: mutatorName, code, replacement, isUncovered, why });
      } else throw new Error(`Stryker's report has a mutant of an unknown status: ${status}`);
    }
  const all = counts.killed + counts.survived + counts.uncovered;
  return {
    ...counts,
    scorePercent: all === 0 ? 0 : Math.floor((counts.killed / all) * 1000) / 10,
    survivors,
    untrue: explained.filter((one) => one.file in report.files && !used.has(one)),
  };
}
