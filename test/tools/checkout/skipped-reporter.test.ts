/** Which skipped tests are told of, and which make a run fail. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { TestModule } from "vitest/node";
import type { Need } from "../../../tools/checkout/needs.mjs";
import SkippedReporter, { whyWrong } from "../../../tools/checkout/skipped-reporter.mjs";
import { needs } from "../../support/node/needs.ts";

describe("a skipped test could have run", () => {
  const machine = (canInstall: boolean, ...there: Need[]) => ({
    canInstall,
    isThere: (need: Need) => there.includes(need),
  });

  test.each<[string, Need[] | undefined, ReturnType<typeof machine>, string | undefined]>([
    ["for it names no need", undefined, machine(false), "it does not say what it needs"],
    ["for all is there", ["PHP", "Linux"], machine(false, "PHP", "Linux"), "PHP and Linux is there"],
    ["for it is installed by day", ["PHP"], machine(true), "PHP could have been installed"],
    ["but for one thing that nobody installs", ["PHP", "Linux"], machine(true), undefined],
    ["but for what the night installs", ["Firefox"], machine(true), undefined],
    ["but for a machine on which nothing is installed", ["PHP"], machine(false), undefined],
  ])("%s", (_, needed, given, why) => {
    const said = whyWrong(needed, given);
    if (why === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(why);
  });
});

describe("the run", () => {
  let printed: string[];
  let exitCode: typeof process.exitCode;
  beforeEach(() => {
    printed = [];
    exitCode = process.exitCode;
    for (const method of ["log", "error"] as const)
      vi.spyOn(console, method).mockImplementation((text) => void printed.push(String(text)));
  });
  afterEach(() => {
    process.exitCode = exitCode;
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  function end(...skipped: (readonly Need[] | undefined)[]) {
    const allTests = (state: string) =>
      state === "skipped" ? skipped.map((needed) => ({ fullName: "a > b", meta: () => ({ needs: needed }) })) : [];
    const module = { relativeModuleId: "test/a.test.ts", children: { allTests } } as unknown as TestModule;
    new SkippedReporter().onTestRunEnd([module]);
    return process.exitCode ?? 0;
  }

  test("is told of what was missing, and is not judged unless that is asked for", () => {
    vi.stubEnv("JUDGE_SKIPS", "");
    expect(end(["Node"], ["Node"], undefined)).toBe(exitCode ?? 0);
    expect(printed.join()).toContain("2 that need Node");
  });

  test("fails where one could have run, and names it", () => {
    vi.stubEnv("JUDGE_SKIPS", "1");
    expect(end(["Node"], undefined)).toBe(1);
    expect(printed.join()).toContain("test/a.test.ts: a > b (Node is there)");
    expect(printed.join()).toContain("test/a.test.ts: a > b (it does not say what it needs");
  });

  test("goes well where nothing was skipped", () => {
    vi.stubEnv("JUDGE_SKIPS", "1");
    expect(end()).toBe(exitCode ?? 0);
    expect(printed).toEqual([]);
  });
});

test("a test that needs what is there is not skipped, and says what it needs", () => {
  expect(needs("Node")).toEqual({ skip: false, meta: { needs: ["Node"] } });
});
