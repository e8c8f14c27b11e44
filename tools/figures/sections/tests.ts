/** How well the tests hold: changed code, many cases, other programs' versions, and what they take. */
import { PARTS } from "../../../test/mutants/parts.ts";
import type { TestTimes } from "../../checkout/file-times.ts";
import { figure, number, percent, seconds, sum } from "../figure.ts";

interface MutantsPart {
  readonly name: string;
  readonly killed: number;
  readonly survived: number;
  readonly uncovered: number;
  readonly timedOut: number;
  readonly scorePercent: number;
  readonly survivors: readonly { readonly why: string | null }[];
}

export interface MutantsData {
  readonly aimPercent: number;
  readonly parts: readonly MutantsPart[];
}

/** The parts that nobody recorded yet, as a sentence. */
function missingOf(parts: readonly Pick<MutantsPart, "name">[]): string {
  const missing = PARTS.filter(({ name }) => !parts.some((part) => part.name === name)).map(({ name }) => name);
  return missing.length === 0 ? "" : ` Not recorded yet: ${missing.join(", ")}.`;
}

export const MUTANTS = figure<MutantsData>({
  name: "mutants",
  title: "Changed code that tests notice",
  command: "mutants -- --record",
  minutes: 90,
  tell: ({ aimPercent, parts }) => {
    const killed = sum(parts.map((part) => part.killed));
    const alive = sum(parts.map(({ survived, uncovered }) => survived + uncovered));
    return {
      says: `Of ${number(killed + alive)} small changes of the code that decides about money and of its doors, **${percent(killed / (killed + alive))} made a test fail** (aim: ${aimPercent} % of each part).${missingOf(parts)}`,
      table: [
        ["part", "noticed", "not", "explained", "score, %"],
        ...parts.map(({ name, survivors, scorePercent, ...part }) => [
          name,
          number(part.killed),
          number(part.survived + part.uncovered),
          number(survivors.filter(({ why }) => why !== null).length),
          number(scorePercent, 1),
        ]),
      ],
      plots: [
        {
          name: "mutants",
          title: "Share of changes that tests notice, by part",
          form: "bars",
          value: "changes that a test notices, %",
          points: parts.map(({ name, scorePercent }) => ({ x: name, y: scorePercent })),
        },
      ],
      conditions: [],
    };
  },
});

export interface NightlyData {
  readonly wholeSeconds: number | null;
  readonly parts: readonly {
    readonly part: string;
    readonly seconds: number;
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
    readonly share: number;
  }[];
  readonly properties: readonly { readonly cases: number }[];
}

export const NIGHTLY = figure<NightlyData>({
  name: "nightly",
  title: "A night's tests",
  command: "test:nightly -- --record",
  minutes: 90,
  tell: ({ wholeSeconds, parts, properties }) => ({
    says: `${number(properties.length)} properties were tried with **${number(sum(properties.map(({ cases }) => cases)))} cases** and ${number(sum(parts.map(({ failed }) => failed)))} tests failed${wholeSeconds === null ? "" : `, in ${seconds(wholeSeconds)}`}.`,
    table: [
      ["part", "share of the cases", "passed", "failed", "skipped", "time"],
      ...parts.map((part) => [
        part.part,
        percent(part.share, part.share < 0.01 ? 2 : 0),
        number(part.passed),
        number(part.failed),
        number(part.skipped),
        seconds(part.seconds),
      ]),
    ],
    plots: [],
    conditions: [],
  }),
});

export interface CompatibilityData {
  readonly rows: readonly {
    readonly what: string;
    readonly with: string;
    readonly version: string;
    readonly result: string;
    readonly tests: number;
  }[];
}

export const COMPATIBILITY = figure<CompatibilityData>({
  name: "compatibility",
  title: "With other programs",
  command: "test:nightly -- --part compatibility --record",
  minutes: 12,
  tell: ({ rows }) => {
    const there = rows.filter(({ result }) => result !== "not there");
    return {
      says: `**${there.filter(({ result }) => result === "passed").length} of ${there.length}** versions of other programs that were there passed all tests.`,
      table: [
        ["what", "with", "result", "tests"],
        ...rows.map((row) => [row.what, `${row.with} ${row.version}`, row.result, number(row.tests)]),
      ],
      plots: [],
      conditions: [],
    };
  },
});

const SLOWEST = 15;

export const TESTS = figure<TestTimes>({
  name: "tests",
  title: "The day's tests",
  command: "test -- --record",
  minutes: 10,
  tell: ({ passed, failed, skipped, wallSeconds, files }) => ({
    says: `\`npm test\` takes **${number(wallSeconds / 60, 1)} min** for ${number(passed + failed)} tests, of which ${number(failed)} failed; ${number(skipped)} were skipped. The slowest files:`,
    table: [
      ["file", "tests", "seconds"],
      ...files.slice(0, SLOWEST).map((file) => [`\`${file.file}\``, number(file.tests), number(file.seconds, 1)]),
    ],
    plots: [],
    conditions: [],
  }),
});
