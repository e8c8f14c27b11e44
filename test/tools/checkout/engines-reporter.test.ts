/** The last lines of `npm test`: which browser engines the element was tested in, as the machine and the tests say. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { TestModule } from "vitest/node";
import EnginesReporter from "../../../tools/checkout/engines-reporter.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "engines-"));
  vi.stubEnv("PATH", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function install(...names: string[]) {
  for (const name of names) {
    writeFileSync(join(folder, name), "");
    chmodSync(join(folder, name), 0o755);
  }
}

/** What is said after a run in which the engines' tests ended like this. */
function saidOf(
  states: Readonly<Record<string, string>>,
  moduleId = "/any/test/widget/scenarios/engines.test.ts",
): string {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  const suites = () => Object.entries(states).map(([engine, state]) => ({ name: `in ${engine}`, state: () => state }));
  new EnginesReporter().onTestRunEnd([{ moduleId, children: { suites } } as unknown as TestModule]);
  return log.mock.calls.flat().join("\n");
}

it("says of each engine how its tests ended", () => {
  install("chromium", "firefox-esr", "Xvfb", "WebKitWebDriver");
  const said = saidOf({ Chromium: "passed", Firefox: "failed", WebKitGTK: "skipped" });
  expect(said).toContain("Chromium: passed");
  expect(said).toContain("Firefox: failed");
  expect(said).toContain("WebKitGTK: SKIPPED, as asked");
});

it("says which are missing, and what of them", () => {
  install("chromium", "WebKitWebDriver");
  const said = saidOf({ Chromium: "passed", Firefox: "skipped", WebKitGTK: "skipped" });
  expect(said).toContain("Firefox: SKIPPED, neither firefox nor firefox-esr on the PATH");
  expect(said).toContain("WebKitGTK: SKIPPED, not both WebKitWebDriver and Xvfb on the PATH");
});

it("says nothing of a run that had other tests", () => {
  expect(saidOf({}, "/any/test/e2e/widget.test.ts")).toBe("");
});
