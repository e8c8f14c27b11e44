/**
 * `npm run test:ahead`: every test again, with the rules' clock 39, 180 and 400 days ahead. What is decided in a test, in
 * `npm start` and in the examples must not depend on the day; a permission that lapses by itself would show here.
 */
import { spawnSync } from "node:child_process";

const DAYS_AHEAD = [39, 180, 400];

const failed = DAYS_AHEAD.filter((days) => {
  console.log(`\nThe rules' clock is ${days} days ahead.`);
  const environment = { ...process.env, RULES_DAYS_AHEAD: String(days) };
  return spawnSync("vitest", ["run"], { stdio: "inherit", env: environment }).status !== 0;
});
if (failed.length > 0) console.error(`Tests failed with the rules' clock ${failed.join(", ")} days ahead.`);
process.exit(failed.length === 0 ? 0 : 1);
