/** Which stages of a day that draws nearer have still to be told. Pure: what was told and the day come from outside. */
import { type DueRow, WARNING_DAYS } from "./freshness.ts";

/** Days ahead at which a person is told, and the day itself. */
export const STAGES: readonly number[] = [...WARNING_DAYS, 0];

/** The deepest stage told so far, by row and day: `us-visa-credit 2026-12-31`. A renewed row has another day. */
export type ToldStages = Readonly<Record<string, number>>;

export interface StagedRow extends DueRow {
  /** Days ahead: one of {@link STAGES}. */
  readonly stage: number;
}

const keyOf = ({ id, on }: Pick<DueRow, "id" | "on">) => `${id} ${on}`;

/** The deepest stage that `daysLeft` has reached; undefined where it has reached none. */
const stageOf = (daysLeft: number): number | undefined => STAGES.findLast((stage) => daysLeft <= stage);

/**
 * What is to be told of `due` on the ISO date `today`, and what has been told once it is. Each row's deepest stage alone:
 * a day on which nobody looked is caught up on the next, and a stage is never told twice.
 */
export function stagesDue(
  due: readonly DueRow[],
  told: ToldStages,
  today: string,
): { readonly rows: readonly StagedRow[]; readonly told: ToldStages } {
  const rows = due.flatMap((row): StagedRow[] => {
    const stage = stageOf(row.daysLeft);
    return stage !== undefined && stage < (told[keyOf(row)] ?? Number.POSITIVE_INFINITY) ? [{ ...row, stage }] : [];
  });
  const known = new Set(due.map(keyOf));
  // A day that was moved may come back with an older pack; one that is over and renewed does not.
  const kept = Object.entries(told).filter(([key]) => known.has(key) || key.slice(-today.length) > today);
  return { rows, told: Object.fromEntries([...kept, ...rows.map((row) => [keyOf(row), row.stage] as const)]) };
}

/** What was told, without these rows' stages: nobody heard of them. A stage that was told later stays. */
export function withoutStages(told: ToldStages, rows: readonly StagedRow[]): ToldStages {
  const unheard = new Map(rows.map((row) => [keyOf(row), row.stage] as const));
  return Object.fromEntries(Object.entries(told).filter(([key, stage]) => unheard.get(key) !== stage));
}
