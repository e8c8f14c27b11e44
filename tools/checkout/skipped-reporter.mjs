/**
 * Vitest's last lines: which tests were skipped for want of what. With `JUDGE_SKIPS=1` the run fails where one was skipped that
 * could have run: it says not what it needs, or all of that is there, or `.ci/run` could have installed it
 * (`CAN_INSTALL=1`).
 */
import { debianOf, isThere } from "./needs.mjs";

/** @typedef {import("./needs.mjs").Need} Need */
/** @typedef {{ name: string, needs: readonly Need[] | undefined }} Skipped */

/**
 * Why a test that was skipped could have run here; undefined where it could not.
 *
 * @param {readonly Need[] | undefined} needs
 * @param {{ canInstall: boolean, isThere: (need: Need) => boolean }} machine
 * @returns {string | undefined}
 */
export function whyWrong(needs, machine) {
  if (needs === undefined) return "it does not say what it needs: see test/support/node/needs.ts";
  const missing = needs.filter((need) => !machine.isThere(need));
  if (missing.length === 0) return `${needs.join(" and ")} is there`;
  const isToBeHad = missing.every((need) => debianOf(need)?.when === "day");
  return machine.canInstall && isToBeHad ? `${missing.join(" and ")} could have been installed` : undefined;
}

/** @param {readonly Skipped[]} skipped @returns {string[]} how many tests were skipped for want of what */
function lines(skipped) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { needs } of skipped)
    if (needs !== undefined) counts.set(needs.join(" and "), (counts.get(needs.join(" and ")) ?? 0) + 1);
  return [...counts].map(([needs, count]) => `${count} that need ${needs}`);
}

export default class SkippedReporter {
  /** @param {readonly import("vitest/node").TestModule[]} modules */
  onTestRunEnd(modules) {
    const skipped = modules.flatMap((module) =>
      [...module.children.allTests("skipped")].map((test) => ({
        name: `${module.relativeModuleId}: ${test.fullName}`,
        needs: test.meta().needs,
      })),
    );
    const counted = lines(skipped);
    if (counted.length > 0) console.log(`\nTests that were skipped\n  ${counted.join("\n  ")}\n`);
    if (process.env.JUDGE_SKIPS !== "1") return;

    const machine = { canInstall: process.env.CAN_INSTALL === "1", isThere };
    const wrong = skipped.flatMap(({ name, needs }) => {
      const why = whyWrong(needs, machine);
      return why === undefined ? [] : [`${name} (${why})`];
    });
    if (wrong.length === 0) return;
    console.error(`\nTests that were skipped and could have run\n  ${wrong.join("\n  ")}\n`);
    process.exitCode = 1;
  }
}
