/** What `npm run fuzz` was asked for. */
import { parseArgs } from "node:util";
import { TARGETS, type Target } from "./targets.ts";

export interface FuzzOptions {
  readonly targets: readonly Target[];
  /** Of wall time, for all targets together. */
  readonly minutes: number;
  readonly atOnce: number;
  readonly isRecorded: boolean;
}

const USUAL_MINUTES = "5";
/** Building and starting a target, and keeping what it found. */
const AROUND_SECONDS = 20;

/** @throws Error that says what may be asked for */
export function fuzzOptions(args: readonly string[], all: readonly Target[] = TARGETS): FuzzOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      minutes: { type: "string", default: USUAL_MINUTES },
      "at-once": { type: "string", default: "1" },
      record: { type: "boolean", default: false },
    },
  });
  const unknown = positionals.filter((name) => all.every((target) => target.name !== name));
  if (unknown.length > 0)
    throw new Error(`There is no target ${unknown.join(", ")}. There are: ${all.map(({ name }) => name).join(", ")}.`);
  const minutes = Number(values.minutes);
  if (!(minutes > 0 && minutes <= 1_440))
    throw new Error(`--minutes is ${values.minutes}: it is a number above 0, up to 1440.`);
  const atOnce = Number(values["at-once"]);
  if (atOnce !== 1 && atOnce !== 2) throw new Error(`--at-once is ${values["at-once"]}: it is 1 or 2.`);
  const targets = positionals.length === 0 ? all : all.filter(({ name }) => positionals.includes(name));
  return { targets, minutes, atOnce, isRecorded: values.record };
}

/**
 * Whole seconds of fuzzing for each target by its share, one at least, in the order in which they are to begin so that all are
 * over within the minutes: the largest share first, each where time is left.
 */
export function secondsOf(options: Omit<FuzzOptions, "isRecorded">): ReadonlyMap<Target, number> {
  const { targets, minutes, atOnce } = options;
  const ordered = targets.toSorted((one, other) => other.share - one.share);
  const lanes = Array.from({ length: atOnce }, () => 0);
  for (const { share } of ordered) {
    const shortest = Math.min(...lanes);
    lanes[lanes.indexOf(shortest)] = shortest + share;
  }
  const whole = (minutes * 60) / Math.max(...lanes);
  return new Map(ordered.map((target) => [target, Math.max(1, Math.floor(whole * target.share) - AROUND_SECONDS)]));
}
