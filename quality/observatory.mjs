/**
 * Mozilla's HTTP Observatory, its own tests on what this machine serves. The scan itself wants a public name and TLS: these are
 * taken as given, with a redirect from http to https, which the platform's "Always Use HTTPS" makes.
 */
import { existsSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ALL_TESTS } from "@mdn/mdn-http-observatory/src/constants.js";
import { MINIMUM_SCORE_FOR_EXTRA_CREDIT } from "@mdn/mdn-http-observatory/src/grader/charts.js";
import { getGradeForScore, getScoreModifier } from "@mdn/mdn-http-observatory/src/grader/grader.js";
import { Session } from "@mdn/mdn-http-observatory/src/retriever/session.js";
import { parseHttpEquivHeaders } from "@mdn/mdn-http-observatory/src/retriever/utils.js";
import { Requests } from "@mdn/mdn-http-observatory/src/types.js";

// What its install script would download: the names that browsers always ask by TLS. Ours is none of them.
const preloaded = fileURLToPath(
  new URL("../../conf/hsts-preload.json", import.meta.resolve("@mdn/mdn-http-observatory/src/analyzer/hsts.js")),
);
if (!existsSync(preloaded)) writeFileSync(preloaded, "{}");

const HOST = "surcharge.example";
const BEST = 100;

/** An answer in the form that the tests take. @param {Response} response @param {string} data */
const asTaken = ({ status, headers }, data) => ({
  status,
  statusText: "",
  data,
  verified: true,
  // By name, and by `get` as well: the tests do both.
  headers: Object.assign(
    Object.create({
      /** @param {string} name */
      get(name) {
        return this[name.toLowerCase()];
      },
    }),
    Object.fromEntries(headers),
  ),
  config: { headers: {} },
  request: { headers: {} },
});

/**
 * @param {string} address of a page on this machine
 * @returns {Promise<{ grade: string, score: number, lost: readonly string[] }>} `lost`: the results that cost points
 */
export async function gradeOf(address) {
  const page = await fetch(address);
  const html = await page.text();
  const asked = await fetch(address, { headers: { Origin: "https://elsewhere.example" } });
  const named = new URL(new URL(address).pathname, `https://${HOST}`);
  const requests = new Requests(HOST);
  requests.session = new Session(named);
  requests.resources.path = html;
  const httpEquiv = parseHttpEquivHeaders(html, named.href);
  const answer = /** @type {any} */ (asTaken(page, html));
  requests.responses.auto = { ...answer, httpEquiv };
  requests.responses.https = answer;
  requests.responses.http = answer;
  requests.responses.cors = /** @type {any} */ (asTaken(asked, await asked.text()));
  requests.responses.httpRedirects = [
    { url: new URL(named.href.replace("https:", "http:")), status: 301 },
    { url: named, status: 200 },
  ];
  requests.responses.httpsRedirects = [{ url: named, status: 200 }];

  const results = ALL_TESTS.map((run) => run(requests).result);
  const modifiers = results.map((result) => (result === null ? 0 : getScoreModifier(result)));
  const sum = (/** @type {number[]} */ list) => list.reduce((total, part) => total + part, 0);
  const plain = BEST + sum(modifiers.filter((modifier) => modifier < 0));
  // As the scanner does: credit beyond what is asked counts only for who has an A without it.
  const { grade, score } = getGradeForScore(plain >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? BEST + sum(modifiers) : plain);
  return { grade, score, lost: results.filter((_, at) => (modifiers[at] ?? 0) < 0).map(String) };
}
