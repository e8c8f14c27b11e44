/** Runs one part of the night: all of its steps, whatever becomes of one. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { guard } from "../local/guard.mjs";
import type { Part, Step } from "./parts.ts";
import { shortfalls, sumOf, type Tally } from "./tally.ts";

/** Of each part what it said, when several run at once. */
const LOGS = ".wrangler/nightly";
/** The lane beside gives way: what drives a browser has to answer in time. */
const POLITELY = ["nice", "-n", "10"];

export interface PartResult {
  readonly part: string;
  readonly seconds: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly isGood: boolean;
}

export interface PartRun {
  readonly result: PartResult;
  readonly properties: Tally["properties"];
  readonly compatibility: Tally["compatibility"];
  /** What was tried less than it ought to be, in words. */
  readonly short: readonly string[];
}

interface RunOptions {
  readonly run: ReturnType<typeof guard>;
  readonly share: number;
  /** Into a file of its own instead of this terminal. */
  readonly isQuiet: boolean;
}

/** Where the part's words go when it is quiet. */
export const logOf = ({ name }: Part): string => join(LOGS, `${name}.log`);

const REPORTERS = ["default", "./tools/checkout/skipped-reporter.mjs", "./tools/nightly/tally-reporter.ts"];

const wordsOf = ({ tests, command }: Step): readonly string[] =>
  tests === undefined
    ? (command ?? [])
    : ["vitest", "run", ...REPORTERS.map((reporter) => `--reporter=${reporter}`), ...tests];

/** Vitest's own count; of another command, or where Vitest ended before it counted, that it passed or failed. */
function tallyOfStep(path: string, status: number): Tally {
  const one = {
    passed: status === 0 ? 1 : 0,
    failed: status === 0 ? 0 : 1,
    skipped: 0,
    properties: [],
    compatibility: [],
  };
  try {
    const tally = JSON.parse(readFileSync(path, "utf8")) as Tally;
    return status !== 0 && tally.failed === 0 ? sumOf([tally, one]) : tally;
  } catch {
    return one;
  }
}

/** Never throws for a step that fails. */
export async function runPart(part: Part, { run, share, isQuiet }: RunOptions): Promise<PartRun> {
  mkdirSync(LOGS, { recursive: true });
  const output = isQuiet ? openSync(logOf(part), "w") : "inherit";
  const begun = Date.now();
  const tallies: Tally[] = [];
  const isBeside = part.lane === "computing" && process.platform !== "win32";
  for (const [at, step] of part.steps.entries()) {
    const path = resolve(LOGS, `${part.name}-${at}.json`);
    rmSync(path, { force: true });
    const [command = "", ...args] = [...(isBeside ? POLITELY : []), ...wordsOf(step)];
    // What is skipped though all that it needs is there fails the part.
    const env = { NIGHTLY: "1", NIGHTLY_SHARE: String(share), NIGHTLY_TALLY: path, JUDGE_SKIPS: "1", ...step.env };
    tallies.push(tallyOfStep(path, await run(command, args, env, output)));
  }
  if (typeof output === "number") closeSync(output);
  const { properties, compatibility, passed, failed, skipped } = sumOf(tallies);
  const short = shortfalls({ properties }, part.properties ?? [], share);
  const seconds = Math.round((Date.now() - begun) / 1_000);
  const isGood = failed === 0 && short.length === 0 && passed > 0;
  return { result: { part: part.name, seconds, passed, failed, skipped, isGood }, properties, compatibility, short };
}
