/** What one run of Vitest came to: how tests ended, how many cases each property was tried, and with what of others ours was. */
import type { TestModule } from "vitest/node";
import { casesFor } from "../../test/support/nightly/cases.ts";

export interface PropertyTally {
  /** From the project's folder, with `/`. */
  readonly file: string;
  readonly test: string;
  /** Where a test tries several properties: of the one that was tried least. */
  readonly cases: number;
  readonly seconds: number;
}

/** A program of somebody else's that ours was tried with. */
export interface CompatibilityTally {
  readonly what: string;
  readonly with: string;
  readonly version: string;
  readonly passed: number;
  readonly failed: number;
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly properties: readonly PropertyTally[];
  readonly compatibility: readonly CompatibilityTally[];
}

/** Of all that ran. */
export function tallyOf(modules: readonly TestModule[]): Tally {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const properties: PropertyTally[] = [];
  const others = new Map<string, CompatibilityTally>();
  for (const module of modules) {
    // A file that cannot be read has no tests that could fail.
    if (module.errors().length > 0) counts.failed++;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      counts[state === "pending" ? "skipped" : state]++;
      const { cases, compatibility } = test.meta();
      if (compatibility !== undefined && (state === "passed" || state === "failed")) {
        const key = JSON.stringify(compatibility);
        const former = others.get(key) ?? { ...compatibility, passed: 0, failed: 0 };
        others.set(key, { ...former, [state]: former[state] + 1 });
      }
      if (cases === undefined) continue;
      const seconds = Math.round((test.diagnostic()?.duration ?? 0) / 100) / 10;
      properties.push({ file: module.relativeModuleId, test: test.name, cases: Math.min(...cases), seconds });
    }
  }
  return { ...counts, properties, compatibility: [...others.values()] };
}

/** Together. */
export const sumOf = (tallies: readonly Tally[]): Tally => ({
  passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
  failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
  skipped: tallies.reduce((sum, { skipped }) => sum + skipped, 0),
  properties: tallies.flatMap(({ properties }) => properties),
  compatibility: tallies.flatMap(({ compatibility }) => compatibility),
});

/**
 * What was tried less than `cases.ts` says, in words.
 *
 * @param files whose properties had to be tried
 * @param share above 0, up to 1: the part of the numbers that was asked for
 */
export function shortfalls(
  { properties }: Pick<Tally, "properties">,
  files: readonly string[],
  share: number,
): string[] {
  const tried = new Set(properties.map(({ file }) => file));
  return [
    ...files.filter((file) => !tried.has(file)).map((file) => `${file}: no property was tried`),
    ...properties.flatMap(({ file, test, cases }) => {
      const asked = casesFor(file, test, share);
      return cases >= asked ? [] : [`${file}, "${test}": ${cases} cases instead of ${asked}`];
    }),
  ];
}
