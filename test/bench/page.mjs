/**
 * Measures how long the element keeps a checkout page's main thread at a stretch, at a quarter of the machine's speed (the
 * browser's own CPU throttling): while the page loads, and while an answer arrives and is painted. The same page without
 * the element takes turns with it, for even an empty page has long tasks on a slow machine. Run it with
 * `npm run bench:page` on a machine that does nothing else. It prints figures and judges none.
 */

import { createServer } from "node:http";
import { chromium } from "playwright-core";
import { findChromium } from "../../tools/chromium.mjs";
import { answersIn, policyIn } from "../support/service/shopper-answers.ts";
import { builtWidget } from "../support/shopper/gallery.ts";

const SLOWDOWN = 4;
const ROUNDS = 7;
/** How long a page is watched after it was opened, and after an answer was asked for. */
const SETTLE_MS = 2_500;

const { files } = await builtWidget();
const policy = JSON.stringify(policyIn("en"));
const answer = JSON.stringify(answersIn("en").surcharge);

/** A plain checkout page: a heading, a form with two fields, and the element or nothing. @param {boolean} hasElement */
const pageOf = (hasElement) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Checkout</title>
${hasElement ? `<script type="module" src="/card-surcharge.js"></script>` : ""}
<style>body { font: 16px/1.5 sans-serif; max-width: 40rem; margin: 2rem auto; }</style></head>
<body><h1>Pay</h1><form><label>Name <input name="n"></label><label>Street <input name="s"></label>
${
  hasElement
    ? `<card-surcharge merchant="mch_demo" base-amount="12500" currency="USD" country="US" state="IL" name="quote">
Credit cards may carry a surcharge of up to 3 %.</card-surcharge>`
    : "<p>Credit cards may carry a surcharge of up to 3 %.</p>"
}
<button>Pay</button></form></body></html>`;

const server = createServer((request, response) => {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  const script = files.get(path.slice(1));
  const [type, body] =
    script !== undefined
      ? ["text/javascript", script]
      : path.endsWith("/policy")
        ? ["application/json", policy]
        : path === "/v1/lookup"
          ? ["application/json", answer]
          : ["text/html", pageOf(path === "/with")];
  response.writeHead(200, { "content-type": type }).end(body);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
const origin = `http://127.0.0.1:${port}`;

/** @param {number[]} list */
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

/**
 * @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur: number, args: { name?: string } }} TraceEvent
 * @typedef {{ ms: number, has: (name: string) => boolean }} Task
 */

/** The main thread's tasks while `during` runs and the page comes to rest, the longest first.
 * @param {import("playwright-core").Page} page @param {import("playwright-core").CDPSession} client
 * @param {() => Promise<unknown>} during @returns {Promise<Task[]>} */
async function tasksWhile(page, client, during) {
  /** @type {TraceEvent[]} */
  const events = [];
  const collect = (/** @type {{ value: unknown[] }} */ { value }) =>
    events.push(.../** @type {TraceEvent[]} */ (value));
  client.on("Tracing.dataCollected", collect);
  await client.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["devtools.timeline", "v8.execute", "toplevel"] },
  });
  await during();
  await page.waitForTimeout(SETTLE_MS);
  const ended = new Promise((resolve) => client.once("Tracing.tracingComplete", resolve));
  await client.send("Tracing.end");
  await ended;
  client.off("Tracing.dataCollected", collect);
  const thread = (/** @type {TraceEvent} */ { pid, tid }) => `${pid}/${tid}`;
  const mains = new Set(events.filter(({ args }) => args?.name === "CrRendererMain").map(thread));
  const spans = events.filter((event) => event.ph === "X" && mains.has(thread(event)));
  return spans
    .filter(({ name }) => name.endsWith("RunTask"))
    .toSorted((a, b) => b.dur - a.dur)
    .map((task) => ({
      ms: task.dur / 1000,
      has: (name) =>
        spans.some(
          (span) =>
            span.name === name &&
            thread(span) === thread(task) &&
            span.ts >= task.ts &&
            span.ts + span.dur <= task.ts + task.dur,
        ),
    }));
}

/** @type {Map<string, number[]>} */
const figures = new Map();
/** @param {string} name @param {number | undefined} ms */
const note = (name, ms = 0) => figures.set(name, [...(figures.get(name) ?? []), ms]);

const browserOptions = { executablePath: findChromium() ?? "chromium", args: ["--no-sandbox"] };
for (let round = 0; round < ROUNDS; round++)
  for (const hasElement of [false, true]) {
    // A browser of its own, so that nothing is warm from the page before.
    const browser = await chromium.launch(browserOptions);
    const page = await browser.newPage();
    const client = await page.context().newCDPSession(page);
    await page.waitForTimeout(500);
    await client.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    const loading = await tasksWhile(page, client, () => page.goto(`${origin}${hasElement ? "/with" : "/without"}`));
    if (hasElement) {
      const isReading = (/** @type {Task} */ task) => task.has("v8.evaluateModule");
      const isWarming = (/** @type {Task} */ task) => task.has("FireIdleCallback");
      note("reading the script", loading.find(isReading)?.ms);
      note("first use of Intl, when idle", loading.find(isWarming)?.ms);
      note("any other, with the element", loading.find((task) => !isReading(task) && !isWarming(task))?.ms);
      const answering = await tasksWhile(page, client, () =>
        page.evaluate(() =>
          document.querySelector("card-surcharge")?.setAttribute("token", "0123456789abcdefABCDEF0123456789"),
        ),
      );
      note("an answer arrives and is painted", answering[0]?.ms);
    } else note("the page without the element", loading[0]?.ms);
    await browser.close();
  }
server.close();

console.log(`longest task at 1/${SLOWDOWN} of this machine's speed, ${ROUNDS} rounds`);
for (const [name, list] of figures)
  console.log(
    `${name.padEnd(36)} median ${median(list).toFixed(0).padStart(4)} ms  longest ${Math.max(...list)
      .toFixed(0)
      .padStart(4)} ms`,
  );
