/** Runs Stryker on one part, in a copy of this checkout, and reads its report. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { guard } from "../../tools/local/guard.mjs";
import { ownFolder } from "../../tools/local/own-folder.mjs";
import type { Part } from "./parts.ts";
import type { StrykerReport } from "./tally.ts";

const PROGRAM = "quality/node_modules/@stryker-mutator/core/bin/stryker.js";
/** What became of each mutant the last time, a file a part. */
const KEPT = ".wrangler/mutants";
/** A mutant that waits is ended after this, and four times what its tests take. A busy machine is slow. */
const TIMEOUT_MS = 20_000;
const TIMEOUT_FACTOR = 4;

/** Keeps what was killed alone: of the rest Stryker does not always see that a new test reaches it. */
function forgetTheLiving(keptFile: string): void {
  if (!existsSync(keptFile)) return;
  const kept = JSON.parse(readFileSync(keptFile, "utf8")) as StrykerReport;
  const killed = Object.entries(kept.files).map(([file, { mutants, ...rest }]) => [
    file,
    { ...rest, mutants: mutants.filter(({ status }) => status === "Killed") },
  ]);
  writeFileSync(keptFile, JSON.stringify({ ...kept, files: Object.fromEntries(killed) }));
}

const run = guard();

/**
 * @param isAfresh whether mutants are tried again whose own code and tests have not changed since; what else they depend on
 *   may have
 * @throws Error when Stryker fails, as it does where a test fails without any mutant
 */
export async function mutate(
  part: Part,
  { concurrency, isAfresh }: { concurrency: number; isAfresh: boolean },
): Promise<StrykerReport> {
  mkdirSync(KEPT, { recursive: true });
  const folder = ownFolder("mutants");
  const keptFile = join(KEPT, `${part.name}.json`);
  forgetTheLiving(keptFile);
  const reportFile = join(folder, "report.json");
  const settingsFile = join(folder, "stryker.json");
  const settings = {
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: "test/mutants/vitest.config.ts", related: false },
    mutate: part.sources,
    coverageAnalysis: "perTest",
    // Stryker would rewrite the compiler's settings with an interface that TypeScript 7 no longer has.
    tsconfigFile: "none.json",
    ignorePatterns: [".wrangler", "dist", "site/node_modules", "site/dist", "quality", "examples/*/node_modules"],
    concurrency,
    timeoutMS: TIMEOUT_MS,
    timeoutFactor: TIMEOUT_FACTOR,
    dryRunTimeoutMinutes: 15,
    incremental: true,
    incrementalFile: keptFile,
    force: isAfresh,
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName: reportFile },
    tempDirName: join(folder, "copy"),
    allowConsoleColors: false,
  };
  writeFileSync(settingsFile, JSON.stringify(settings));
  const status = await run("node", [PROGRAM, "run", settingsFile], { MUTANTS_PART: part.name });
  if (status !== 0) throw new Error(`Stryker failed on the part ${part.name}: see what it says above`);
  return JSON.parse(readFileSync(reportFile, "utf8")) as StrykerReport;
}
