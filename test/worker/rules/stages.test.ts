import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DueRow } from "../../../worker/rules/freshness.ts";
import { STAGES, stagesDue, type ToldStages, withoutStages } from "../../../worker/rules/stages.ts";
import { addDays } from "../../../worker/surcharge/day.ts";
import { runs } from "../../support/nightly/runs.ts";

const TODAY = "2026-12-01";

const dueIn = (daysLeft: number, id = "us-a", today = TODAY, kind: DueRow["kind"] = "lapse"): DueRow => ({
  id,
  kind,
  on: addDays(today, daysLeft),
  daysLeft,
});

/** The stages told, by row. */
const told = (due: readonly DueRow[], before: ToldStages, today = TODAY) =>
  stagesDue(due, before, today).rows.map(({ id, stage }) => [id, stage]);

describe("stagesDue", () => {
  it.each<[string, number, number | undefined, number | null]>([
    ["nothing yet of a day far away", 61, undefined, null],
    ["the first stage on its day", 60, undefined, 60],
    ["a stage that passed while nobody looked", 45, undefined, 60],
    ["nothing between two stages", 45, 60, null],
    ["the next stage on its day", 30, 60, 30],
    ["the deepest stage alone where several passed", 6, 60, 7],
    ["the last day but one", 1, 7, 1],
    ["the day itself", 0, 1, 0],
    ["a lapse found late", -12, 60, 0],
    ["nothing of a lapse that was told", -12, 0, null],
  ])("tells %s: %i days left, %s told", (_name, daysLeft, before, stage) => {
    const row = dueIn(daysLeft);
    const memory: ToldStages = before === undefined ? {} : { [`us-a ${row.on}`]: before };
    expect(told([row], memory)).toEqual(stage === null ? [] : [["us-a", stage]]);
  });

  it("tells a bar that is to be looked at again like a permission that lapses", () => {
    expect(told([dueIn(30, "us-bar", TODAY, "recheck")], {})).toEqual([["us-bar", 30]]);
  });

  it("begins anew with a row that was renewed, and forgets a day that is over", () => {
    const before = { "us-a 2026-11-30": 0, "us-a 2027-01-15": 60, "us-b 2026-12-05": 7 };
    const due = [dueIn(4, "us-b"), dueIn(50, "us-a")];
    const { rows, told: after } = stagesDue(due, before, TODAY);
    expect(rows.map(({ id, stage }) => [id, stage])).toEqual([["us-a", 60]]);
    expect(after).toEqual({ "us-a 2027-01-15": 60, "us-b 2026-12-05": 7, "us-a 2027-01-20": 60 });
  });

  it("whatever the days on which it runs, tells a stage once at most and never misses the deepest", () => {
    const rows = fc.uniqueArray(
      fc.record({ id: fc.stringMatching(/^us-[a-d]$/), in: fc.integer({ min: 0, max: 90 }) }),
      {
        selector: ({ id }) => id,
        minLength: 1,
      },
    );
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 110 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(rows, days, (rows, days) => {
        const heard: string[] = [];
        let memory: ToldStages = {};
        for (const day of days.toSorted((a, b) => a - b)) {
          const today = addDays(TODAY, day);
          const due = rows
            .map(({ id, in: left }) => dueIn(left - day, id, today))
            .filter(({ daysLeft }) => daysLeft <= 60);
          const result = stagesDue(due, memory, today);
          memory = result.told;
          heard.push(...result.rows.map(({ id, stage }) => `${id} ${stage}`));
          for (const { id, daysLeft } of due)
            expect(heard).toContain(`${id} ${Math.min(...STAGES.filter((stage) => daysLeft <= stage))}`);
        }
        expect(new Set(heard).size).toBe(heard.length);
      }),
      { numRuns: runs(500) },
    );
  });
});

it("what nobody heard of is told again, what was told since is not", () => {
  const row = { ...dueIn(30), stage: 30 };
  const other = { ...dueIn(6, "us-b"), stage: 7 };
  const { told } = stagesDue([dueIn(30), dueIn(6, "us-b"), dueIn(7, "us-c")], {}, TODAY);
  const after = withoutStages({ ...told, [`us-b ${other.on}`]: 1 }, [row, other]);
  expect(after).toEqual({ [`us-b ${other.on}`]: 1, [`us-c ${addDays(TODAY, 7)}`]: 7 });
});
