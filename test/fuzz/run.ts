/**
 * `npm run fuzz [-- TARGET ...] [--minutes 5] [--at-once 1|2] [--record]`: gives each reader of foreign bytes inputs that are
 * bred by the branches they reach, and fails where an invariant of `targets/` is broken, anything else is thrown or one takes
 * longer than 10 s. Such an input is kept in `.wrangler/fuzz/crashes/`: mend, and put it into `corpus/TARGET/`, where it is tried
 * again by day. The minutes are wall time for all targets, by their shares. `--record` keeps the figures. Installs its own packages
 * first.
 */
import { recordFigure } from "../../tools/figures/record.ts";
import { guard } from "../../tools/local/guard.mjs";
import { ownFolder } from "../../tools/local/own-folder.mjs";
import { installIn } from "../../tools/site/install.mjs";
import { type Fuzzed, fuzzTarget } from "./jazzer.ts";
import { type FuzzOptions, fuzzOptions, secondsOf } from "./options.ts";
import { TARGETS } from "./targets.ts";

function optionsOrEnd(): FuzzOptions {
  try {
    return fuzzOptions(process.argv.slice(2));
  } catch (error) {
    console.error((error as Error).message);
    return process.exit(2);
  }
}

const options = optionsOrEnd();
installIn("quality");
const run = guard();
const folder = ownFolder("fuzz");
const waiting = [...secondsOf(options)];
const results: Fuzzed[] = [];

async function work(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [target, seconds] = next;
    console.log(`${target.name}: ${target.reads}, ${seconds} s`);
    const fuzzed = await fuzzTarget(target, seconds, run, folder);
    results.push(fuzzed);
    if (!fuzzed.isGood) console.log(fuzzed.said);
  }
}
await Promise.all(Array.from({ length: options.atOnce }, work));

const rows = TARGETS.flatMap(({ name }) => results.filter(({ target }) => target === name)).map(
  ({ isGood: _isGood, said: _said, crashes, ...row }) => ({ ...row, crashes: crashes.length }),
);
console.table(rows);
for (const { crashes } of results) for (const file of crashes) console.log(`Found: ${file}`);
if (options.isRecorded)
  recordFigure("fuzz", {
    kind: "measured",
    command: ["npm run fuzz --", ...process.argv.slice(2)].join(" "),
    data: { minutes: options.minutes, atOnce: options.atOnce, targets: rows },
  });
process.exit(results.every(({ isGood }) => isGood) ? 0 : 1);
