/**
 * `npm test`, `npm run test:nightly` (`--nightly`) and `npm run test:ahead` (`--ahead`): installs what is missing, builds,
 * and runs the tests on the Node that comes with the packages. Further arguments go to Vitest, such as names of files.
 * The last lines say in which browser engines the element was tested. Plain Node 20 without dependencies, because nothing may
 * be installed yet.
 *
 * `--ahead` is every test with the rules' clock some days ahead. What is decided in a test, in `npm start` and in the
 * examples must not depend on the day; a permission that lapses by itself would show there.
 */
import { guard } from "../local/guard.mjs";
import { NotReadyError, ready } from "../local/ready.mjs";

const DAYS_AHEAD = [39, 180, 400];

const given = process.argv.slice(2);
const isNightly = given.includes("--nightly");
const isAhead = given.includes("--ahead");
const vitestArgs = [
  "run",
  "--reporter=default",
  "--reporter=./tools/checkout/engines-reporter.mjs",
  ...given.filter((arg) => arg !== "--nightly" && arg !== "--ahead"),
];

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
await must("node", ["tools/build/build.mjs", "--without-site"]);
// At night the site is installed and built while other tests run: see test/e2e/setup.ts. By day no test looks at it.
if (!isAhead) await must("vitest", vitestArgs, isNightly ? { BUILD_SITE: "1", NIGHTLY: "1" } : {});
if (isNightly || isAhead) {
  const failed = [];
  for (const days of DAYS_AHEAD) {
    console.log(`\nThe rules' clock is ${days} days ahead.`);
    if ((await run("vitest", vitestArgs, { RULES_DAYS_AHEAD: String(days) })) !== 0) failed.push(days);
  }
  if (failed.length > 0) {
    console.error(`Tests failed with the rules' clock ${failed.join(", ")} days ahead.`);
    process.exit(1);
  }
}
if (isNightly) {
  // How fast a page is, a machine that has just run all of the tests cannot tell.
  await must("node", ["quality/run.mjs", "--rounds", "1", "--without-performance"]);
  await must("node", ["tools/checkout/try-nodes.mjs"]);
}
