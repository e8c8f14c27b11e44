/**
 * The rules' clock of a Worker that is built for a test run: RULES_DAYS_AHEAD days ahead of the real one. Proves that
 * nothing lapses by itself; see tools/checkout/test.mjs.
 */

/** What wrangler is told, on top of its configuration. @returns {string[]} */
export function rulesClockFlags() {
  const days = process.env["RULES_DAYS_AHEAD"] ?? "0";
  return days === "0" ? [] : ["--define", `__RULES_DAYS_AHEAD__:${days}`];
}
