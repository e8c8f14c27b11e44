/** The arithmetic of mutation scores, and that the tables name what there is. */
import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PARTS } from "./parts.ts";
import { EXPLAINED } from "./survivors.ts";
import { type StrykerReport, tally } from "./tally.ts";

const at = (line: number, column: number, endColumn: number) => ({
  start: { line, column },
  end: { line, column: endColumn },
});
const SOURCE = "const a = 1;\nconst b = a > 0;\n";

function reportOf(...statuses: (readonly [status: string, statusReason?: string])[]): StrykerReport {
  const mutants = statuses.map(([status, statusReason]) => ({
    mutatorName: "EqualityOperator",
    replacement: "a >= 0",
    location: at(2, 11, 16),
    status,
    ...(statusReason === undefined ? {} : { statusReason }),
  }));
  return { files: { "contract/some.ts": { source: SOURCE, mutants } } };
}

describe("the score", () => {
  test("is killed of all that a test could have noticed, rounded down", () => {
    const report = reportOf(["Killed"], ["Killed"], ["Survived"]);
    expect(tally(report, [])).toMatchObject({ killed: 2, survived: 1, uncovered: 0, scorePercent: 66.6 });
  });

  test("counts what no test reaches as alive", () => {
    expect(tally(reportOf(["Killed"], ["NoCoverage"]), [])).toMatchObject({ uncovered: 1, scorePercent: 50 });
  });

  test("takes no mutant as killed that the clock ended, but an endless one whose turns were counted", () => {
    const report = reportOf(["Survived"], ["Timeout"], ["Timeout", "Hit limit reached (501/500)"], ["RuntimeError"]);
    expect(tally(report, [])).toMatchObject({ killed: 1, survived: 1, timedOut: 1, broken: 1, scorePercent: 50 });
  });

  test("is 0 where nothing was mutated", () => {
    expect(tally({ files: {} }, []).scorePercent).toBe(0);
  });

  test("is not made of a report with a status that nobody knows", () => {
    expect(() => tally(reportOf(["Pending"]), [])).toThrow("Pending");
  });
});

describe("a mutant that lives on", () => {
  const explained = { file: "contract/some.ts", code: "a > 0", replacement: "a >= 0", why: "a is never 0" };

  test("is told with its place, its code, and why it may", () => {
    expect(tally(reportOf(["Survived"]), [explained])).toMatchObject({
      survivors: [{ file: "contract/some.ts", line: 2, code: "a > 0", replacement: "a >= 0", why: "a is never 0" }],
      untrue: [],
    });
  });

  test.each(["file", "code", "replacement"] as const)("is explained by no entry with another %s", (member) => {
    expect(tally(reportOf(["Survived"]), [{ ...explained, [member]: "other" }]).survivors[0]?.why).toBeNull();
  });

  test("makes an entry untrue once it is killed", () => {
    expect(tally(reportOf(["Killed"]), [explained]).untrue).toEqual([explained]);
  });

  test("of a file that was not mutated makes no entry untrue", () => {
    expect(tally(reportOf(["Killed"]), [{ ...explained, file: "contract/other.ts" }]).untrue).toEqual([]);
  });

  test("is read over several lines", () => {
    const source = "f(\n  a,\n  b);";
    const location = { start: { line: 1, column: 2 }, end: { line: 3, column: 5 } };
    const mutants = [{ mutatorName: "ArrayDeclaration", location, status: "Survived" }];
    expect(tally({ files: { "a.ts": { source, mutants } } }, []).survivors[0]?.code).toBe("(\n  a,\n  b)");
  });
});

test.each(PARTS)("$name: each of its globs finds something", ({ sources, tests }) => {
  for (const glob of [...sources, ...tests]) expect(globSync(glob), glob).not.toEqual([]);
});

test("a part has its name alone", () => {
  expect(new Set(PARTS.map(({ name }) => name)).size).toBe(PARTS.length);
});

test("each explained survivor stands in a file of a part, and its code in that file", () => {
  const mutated = new Set(PARTS.flatMap(({ sources }) => globSync([...sources])));
  for (const { file, code } of EXPLAINED) {
    expect(mutated.has(file), file).toBe(true);
    expect(readFileSync(file, "utf8"), file).toContain(code);
  }
});
