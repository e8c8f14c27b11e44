/**
 * `npm run test:nightly [-- --part NAME ...] [--list] [--record] [--share N]`: the tests that take long, in parts; two run at a
 * time, and what each of them says is in `.wrangler/nightly/`. One part alone speaks in this terminal. Ends with a table of all,
 * and with 1 where one failed; a failed part does not stop the others. `--share 0.01` tries a hundredth of the cases.
 */
import { readFileSync } from "node:fs";
import { ToolError } from "../cli/tool-error.mjs";
import { guard } from "../local/guard.mjs";
import { recordCompatibility } from "./compatibility.ts";
import { nightlyOptions } from "./options.ts";
import { PARTS, type Part } from "./parts.ts";
import { recordNight } from "./record.ts";
import { logOf, type PartRun, runPart } from "./run-part.ts";

const LAST_LINES = 60;
const LANES = ["servers", "computing"] as const;

function list(): void {
  for (const { name, minutes, holds } of PARTS)
    console.log(`${name.padEnd(14)} ${String(minutes).padStart(3)} min  ${holds}`);
}

/** The end of what a part said into its file. */
const endOf = (part: Part): string => readFileSync(logOf(part), "utf8").split("\n").slice(-LAST_LINES).join("\n");

function tell({ result, short }: PartRun, part: Part, isQuiet: boolean): void {
  if (!result.isGood && isQuiet) console.log(endOf(part));
  for (const line of short) console.log(`${result.part}: ${line}`);
  console.log(`${result.part}: ${result.isGood ? "passed" : "FAILED"} after ${result.seconds} s`);
}

function table(runs: readonly PartRun[]): void {
  console.log(`\n${"part".padEnd(14)} seconds  passed  failed  skipped`);
  for (const { result, short } of runs) {
    const numbers = [result.seconds, result.passed, result.failed, result.skipped].map((n) => String(n).padStart(7));
    const few = short.length === 0 ? "" : `  too few cases: ${short.length}`;
    console.log(`${result.part.padEnd(14)} ${numbers.join(" ")}${result.isGood ? "" : "  FAILED"}${few}`);
  }
}

try {
  const { parts, isList, isRecorded, share } = nightlyOptions(process.argv.slice(2), PARTS);
  if (isList) list();
  else {
    const run = guard();
    const isQuiet = parts.length > 1;
    const begun = Date.now();
    const runs: PartRun[] = [];
    await Promise.all(
      LANES.map(async (lane) => {
        for (const part of parts.filter((each) => each.lane === lane)) {
          console.log(`${part.name}: ${part.holds} (about ${part.minutes} min${isQuiet ? `, ${logOf(part)}` : ""})`);
          const ran = await runPart(part, { run, share, isQuiet });
          tell(ran, part, isQuiet);
          runs.push(ran);
        }
      }),
    );
    const seconds = Math.round((Date.now() - begun) / 1_000);
    table(runs);
    console.log(`\nAll together: ${Math.ceil(seconds / 60)} min.`);
    if (isRecorded) {
      recordNight(runs, { share, wholeSeconds: parts.length === PARTS.length ? seconds : null });
      const others = runs.find(({ result }) => result.part === "compatibility");
      if (others !== undefined) recordCompatibility(others.compatibility);
    }
    process.exitCode = runs.every(({ result }) => result.isGood) ? 0 : 1;
  }
} catch (error) {
  if (!(error instanceof ToolError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
