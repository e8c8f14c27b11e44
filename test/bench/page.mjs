/**
 * Measures what the element costs a checkout page, at a quarter of the machine's speed (the browser's own CPU throttling): how long
 * it keeps the main thread at a stretch while the page loads and while an answer is painted, how soon it has painted, and
 * what a thousand elements that came and went leave in memory. The same page without the element takes turns with it, for even
 * an empty page has long tasks on a slow machine.
 *
 *     npm run bench:page -- [--against FILE] [--against-commit COMMIT] [--rounds N] [--only heap]
 *
 * FILE is another build's `card-surcharge.js`, COMMIT one whose element is built for it, such as `7e0c4ff^`; both are measured in turns
 * with the present one. `npm run bench:heap` measures memory alone. Run it on a machine that does nothing else.
 * It prints figures and judges none.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { findChromium } from "../../tools/local/chromium.mjs";
import { builtWidget } from "../support/shopper/gallery.ts";
import { elementAt } from "./earlier-element.mjs";
import { median } from "./load.mjs";
import { servePages } from "./page-server.mjs";
import { tasksWhile } from "./page-trace.mjs";

const SLOWDOWN = 4;
/** How long a page is watched after it was opened, and after an answer was asked for. */
const SETTLE_MS = 2_500;
const CYCLES = 1_000;

const { values } = parseArgs({
  options: {
    against: { type: "string" },
    "against-commit": { type: "string" },
    only: { type: "string" },
    rounds: { type: "string", default: "7" },
  },
});
const rounds = Number(values.rounds);
if (values.only !== undefined && values.only !== "heap") throw new Error("--only takes heap, and nothing else.");
const isHeapAlone = values.only === "heap";
const { files } = await builtWidget();
const builds = new Map([["this build", files.get("card-surcharge.js") ?? ""]]);
if (values.against !== undefined) builds.set(values.against, readFileSync(values.against, "utf8"));
const commit = values["against-commit"];
if (commit !== undefined) builds.set(`the element of ${commit}`, elementAt(commit));
const site = await servePages(builds);

/** @type {Map<string, Map<string, number[]>>} by what is measured, then by build */
const figures = new Map();
/** @param {string} what @param {string} build @param {number | undefined} value */
function note(what, build, value = Number.NaN) {
  const row = figures.get(what) ?? new Map();
  row.set(build, [...(row.get(build) ?? []), value]);
  figures.set(what, row);
}

/** A browser of its own, so that nothing is warm from the page before. */
async function openPage() {
  const executablePath = findChromium() ?? "chromium";
  const args = ["--no-sandbox"];
  const browser = await chromium.launch({ executablePath, args });
  const page = await browser.newPage();
  const client = await page.context().newCDPSession(page);
  await page.waitForTimeout(500);
  return { browser, page, client };
}

/** Milliseconds from the start of the navigation to the frame that shows the element's first painting. Runs in the page. */
async function firstPainting() {
  await customElements.whenDefined("card-surcharge");
  const element = /** @type {import("lit").LitElement} */ (document.querySelector("card-surcharge"));
  while (!element.shadowRoot?.querySelector("[part=base]")) await new Promise(requestAnimationFrame);
  await new Promise((resolve) => setTimeout(resolve));
  return performance.now();
}

/** Milliseconds from the arrival of the answer to the frame that shows it. Runs in the page. */
async function answerToPainting() {
  const element = document.querySelector("card-surcharge");
  const painted = new Promise((resolve) =>
    element?.addEventListener("surcharge-change", () =>
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))),
    ),
  );
  element?.setAttribute("token", "0123456789abcdefABCDEF0123456789");
  const at = /** @type {number} */ (await painted);
  const asked = performance
    .getEntriesByType("resource")
    .findLast(({ name }) => new URL(name).pathname === "/v1/lookup");
  return at - /** @type {PerformanceResourceTiming} */ (asked).responseEnd;
}

/** @param {string | null} build null: the page without the element */
async function measureTasks(build) {
  const { browser, page, client } = await openPage();
  await client.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  await page.addInitScript(`globalThis.painted = (${String(firstPainting)})()`);
  const loading = await tasksWhile(page, client, () => page.goto(site.addressOf(build)), SETTLE_MS);
  if (build === null) note("longest task, ms", "no element", loading[0]?.ms);
  else {
    const isReading = (/** @type {import("./page-trace.mjs").Task} */ task) => task.has("v8.evaluateModule");
    const isWarming = (/** @type {import("./page-trace.mjs").Task} */ task) => task.has("FireIdleCallback");
    note("longest task, ms", build, loading[0]?.ms);
    note("task that reads the script, ms", build, loading.find(isReading)?.ms);
    note("first use of Intl, when idle, ms", build, loading.find(isWarming)?.ms);
    note("first painting, ms", build, await page.evaluate("painted"));
    note("any other task, ms", build, loading.find((task) => !isReading(task) && !isWarming(task))?.ms);
    const answering = await tasksWhile(
      page,
      client,
      async () => note("answer to painting, ms", build, await page.evaluate(answerToPainting)),
      SETTLE_MS,
    );
    note("longest task of an answer, ms", build, answering[0]?.ms);
  }
  await browser.close();
}

/** Attaches and detaches elements, one after the other. Runs in the page. @param {number} times */
async function comeAndGo(times) {
  for (let index = 0; index < times; index++) {
    const element = /** @type {import("lit").LitElement} */ (document.createElement("card-surcharge"));
    for (const [name, value] of Object.entries({ merchant: "mch_demo", "base-amount": "12500", tokenizer: "#nothing" }))
      element.setAttribute(name, value);
    document.body.append(element);
    await element.updateComplete;
    element.remove();
  }
}

/** What is left once everything that can go has gone. @param {string} build */
async function measureMemory(build) {
  const { browser, page, client } = await openPage();
  await page.goto(site.addressOf(build));
  await page.waitForFunction(() => customElements.get("card-surcharge") !== undefined);
  const heap = async () => {
    for (let pass = 0; pass < 3; pass++) await client.send("HeapProfiler.collectGarbage");
    return (await client.send("Runtime.getHeapUsage")).usedSize / 1024;
  };
  note("heap with one element, KiB", build, await heap());
  await page.evaluate(comeAndGo, CYCLES);
  const after = await heap();
  note(`heap after ${CYCLES} more came and went, KiB`, build, after);
  // By then, what the engine keeps of code that runs often is kept.
  await page.evaluate(comeAndGo, CYCLES);
  note("what is left of each of as many again, bytes", build, (((await heap()) - after) * 1024) / CYCLES);
  await browser.close();
}

for (let round = 0; round < rounds; round++)
  for (const build of [null, ...builds.keys()]) {
    if (!isHeapAlone) await measureTasks(build);
    if (build !== null) await measureMemory(build);
  }
site.close();

console.log(`at 1/${SLOWDOWN} of this machine's speed, memory at its full speed; ${rounds} rounds in turns`);
for (const [what, row] of figures) {
  console.log(what);
  for (const [build, list] of row) {
    const [middle, least, most] = [median(list), Math.min(...list), Math.max(...list)].map((value) => value.toFixed(0));
    console.log(
      `  ${build.padEnd(40)} median ${middle?.padStart(6)}  from ${least?.padStart(6)} to ${most?.padStart(6)}`,
    );
  }
}
