import { describe, expect, test } from "vitest";
import type { TestModule } from "vitest/node";
import { shortfalls, sumOf, type Tally, tallyOf } from "../../../tools/nightly/tally.ts";

const MONEY = "test/contract/money.test.ts";

interface Made {
  readonly name: string;
  readonly state: string;
  readonly cases?: readonly number[];
  readonly compatibility?: { what: string; with: string; version: string };
}

/** As Vitest tells a reporter of a file. */
const moduleOf = (file: string, tests: readonly Made[], errors: readonly object[] = []) => {
  const allTests = () =>
    tests.map(({ name, state, ...meta }) => ({
      name,
      result: () => ({ state }),
      meta: () => meta,
      diagnostic: () => ({ duration: 1_540 }),
    }));
  return { relativeModuleId: file, errors: () => errors, children: { allTests } } as unknown as TestModule;
};

const triedTimes = (cases: number): Tally => ({
  passed: 1,
  failed: 0,
  skipped: 0,
  properties: [{ file: MONEY, test: "holds", cases, seconds: 1 }],
  compatibility: [],
});

describe("a run's tally", () => {
  test("counts tests by their end, and a file that could not be read as a failure", () => {
    const tests = ["passed", "passed", "failed", "skipped"].map((state) => ({ name: state, state }));
    expect(tallyOf([moduleOf("a.test.ts", tests), moduleOf("b.test.ts", [], [{}])])).toEqual({
      passed: 2,
      failed: 2,
      skipped: 1,
      properties: [],
      compatibility: [],
    });
  });

  test("says with which program of others how many passed and failed", () => {
    const firefox = { what: "element", with: "Firefox", version: "153.8.0" };
    const node = { what: "verify", with: "Node", version: "22.23.3" };
    const tests = [
      { name: "a", state: "passed", compatibility: firefox },
      { name: "b", state: "failed", compatibility: { ...firefox } },
      { name: "c", state: "passed", compatibility: node },
      { name: "d", state: "skipped", compatibility: node },
    ];
    expect(tallyOf([moduleOf("a.test.ts", tests)]).compatibility).toEqual([
      { ...firefox, passed: 1, failed: 1 },
      { ...node, passed: 1, failed: 0 },
    ]);
  });

  test("says of a test how often its least tried property was tried", () => {
    const tests = [{ name: "holds", state: "passed", cases: [100, 70] }];
    expect(tallyOf([moduleOf(MONEY, tests)]).properties).toEqual([
      { file: MONEY, test: "holds", cases: 70, seconds: 1.5 },
    ]);
  });

  test("is added to others", () => {
    expect(sumOf([triedTimes(1), triedTimes(2)])).toMatchObject({
      passed: 2,
      properties: [{ cases: 1 }, { cases: 2 }],
    });
  });
});

describe("too few cases", () => {
  test.each([
    [1_000_000, 1, []],
    [999_999, 1, [`${MONEY}, "holds": 999999 cases instead of 1000000`]],
    [1_000, 0.001, []],
    [2_000, 1, [`${MONEY}, "holds": 2000 cases instead of 1000000`]],
  ])("%d at a share of %d", (cases, share, expected) => {
    expect(shortfalls(triedTimes(cases), [MONEY], share)).toEqual(expected);
  });

  test("are none at all where a file tried nothing", () => {
    expect(shortfalls(triedTimes(1_000_000), [MONEY, "test/contract/shares.test.ts"], 1)).toEqual([
      "test/contract/shares.test.ts: no property was tried",
    ]);
  });
});
