/**
 * `npm test` and `npm run test:nightly` (`--nightly`): installs what is missing, builds, and runs the tests on the Node that comes
 * with the packages. Further arguments go to Vitest, such as names of files, or at night to `tools/nightly/nightly.ts`.
 * The last lines say in which browser engines the element was tested, what was skipped for want of what, and which files took
 * longest. `--record` keeps how long each file took, by which later runs are put in order. Plain Node 20 without dependencies, because
 * nothing may be installed yet.
 */
import { guard } from "../local/guard.mjs";
import { NotReadyError, ready } from "../local/ready.mjs";

const given = process.argv.slice(2);
const isNightly = given.includes("--nightly");
const isRecorded = !isNightly && given.includes("--record");
const further = given.filter((arg) => arg !== "--nightly" && !(isRecorded && arg === "--record"));
const reporters = [
  "default",
  "./tools/checkout/engines-reporter.mjs",
  "./tools/checkout/skipped-reporter.mjs",
  "./tools/checkout/slowest-reporter.ts",
];
const vitestArgs = ["run", ...reporters.map((reporter) => `--reporter=${reporter}`), ...further];

if (given.includes("--help")) {
  console.log(
    isNightly
      ? "npm run test:nightly [-- --list] [--part NAME ...] [--share SHARE] [--record]"
      : "npm test [-- --record] [FILE ...] [options of Vitest]",
  );
  process.exit();
}

const run = guard();
/** @param {string} command @param {string[]} args @param {Record<string, string>} [more] */
async function must(command, args, more) {
  const status = await run(command, args, more);
  if (status !== 0) process.exit(status);
}

try {
  await ready(run, { withChromium: true });
} catch (error) {
  console.error(error instanceof NotReadyError ? error.message : error);
  process.exit(1);
}
if (isNightly && further.includes("--list")) await must("node", ["tools/nightly/nightly.ts", "--list"]);
else {
  await must("node", ["tools/build/build.mjs", "--without-site"]);
  if (isNightly) await must("node", ["tools/nightly/nightly.ts", ...further]);
  else await must("vitest", vitestArgs, isRecorded ? { RECORD_TESTS: "1" } : {});
}
