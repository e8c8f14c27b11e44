/** One page by Lighthouse, as a phone of middling speed on a slow network sees it (its own default), simulated. */
import lighthouse from "lighthouse";
import { LEAST } from "./pages.mjs";

/**
 * @typedef {object} Measured
 * @property {Record<string, number>} scores of each category, out of 100
 * @property {readonly string[]} lost the audits that cost points, with what they found first
 */

/** On a machine with much to do, a trace is lost now and then. */
const TRIES = 3;

/**
 * @param {string} address @param {number} port of a Chromium that listens for a debugger
 * @returns {Promise<Measured>}
 */
export async function measure(address, port) {
  let problem = "no result";
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const result = await lighthouse(address, { port, logLevel: "error", onlyCategories: Object.keys(LEAST) });
    if (result !== undefined && result.lhr.runtimeError === undefined) return measuredOf(result.lhr);
    problem = result?.lhr.runtimeError?.message ?? problem;
  }
  throw new Error(`Lighthouse could not look at ${address}: ${problem}`);
}

/** @param {import("lighthouse").Result} report @returns {Measured} */
function measuredOf({ categories, audits }) {
  const scores = Object.fromEntries(
    Object.entries(categories).map(([name, { score }]) => [name, Math.round((score ?? 0) * 100)]),
  );
  const lost = Object.entries(categories).flatMap(([name, { auditRefs }]) =>
    auditRefs.flatMap(({ id, weight }) => {
      const audit = audits[id];
      const score = audit?.score ?? 1;
      return weight > 0 && score < 0.9 ? [`${name}: ${id} ${audit?.displayValue ?? ""}${firstOf(audit)}`] : [];
    }),
  );
  return { scores, lost };
}

/** The first thing that an audit complains of. @param {any} audit */
const firstOf = (audit) => {
  const { node, source, description, url } = audit?.details?.items?.[0] ?? {};
  const what = node?.snippet ?? description ?? url ?? source;
  return what === undefined ? "" : ` (${what})`;
};
