/** Vitest's last lines: in which browser engines the element was tested, and in which it was not, and why. */
import { findEngines } from "./engines.mjs";

const FILE = "widget/scenarios/engines.test.ts";

/**
 * @param {string} name
 * @param {string | undefined} state of the engine's tests, as Vitest tells it
 * @param {string | undefined} missing why it is not there; undefined where it is
 */
function said(name, state, missing) {
  if (missing !== undefined) return `${name}: SKIPPED, ${missing}`;
  return `${name}: ${state === "passed" || state === "failed" ? state : "SKIPPED, as asked"}`;
}

export default class EnginesReporter {
  /** @param {readonly import("vitest/node").TestModule[]} modules */
  onTestRunEnd(modules) {
    const tested = modules.find(({ moduleId }) => moduleId.endsWith(FILE));
    if (tested === undefined) return;
    const states = new Map([...tested.children.suites()].map((suite) => [suite.name, suite.state()]));
    const engines = findEngines().map(({ name, path, missing }) =>
      said(name, states.get(`in ${name}`), path === undefined ? missing : undefined),
    );
    console.log(`\nThe element in browser engines\n  ${engines.join("\n  ")}\n`);
  }
}
