/**
 * `npm run bench:element`: how large the element is and what it costs a page, beside an element that does nothing and published
 * card forms, which do another job: bytes are for scale. All are bundled alike and take turns in fresh Chromiums that reach
 * nothing but this machine, at a quarter of its speed. It prints figures and judges none; `-- --rounds N` is how often each has its
 * turn, `--record` leaves the figures in `docs/figures/element.json`.
 */
import { parseArgs } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { recordFigure } from "../../tools/figures/record.ts";
import { findChromium } from "../../tools/local/chromium.mjs";
import { serveElements } from "./element-server.mjs";
import { median } from "./load.mjs";
import { tasksWhile } from "./page-trace.mjs";
import { contenders } from "./peers.mjs";

const SLOWDOWN = 4;
/** How long a page is watched once it was opened. */
const SETTLE_MS = 3_000;
const LONG_TASK_MS = 50;

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "7" }, record: { type: "boolean", default: false } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds takes a whole number above 0.");

/** Milliseconds from the start of the navigation to the frame that shows the first of it. Runs in the page. */
async function firstPainting() {
  const isThere = () => {
    const inner = document.querySelector("#mount > *");
    const parts = (inner?.shadowRoot ?? inner)?.querySelectorAll("*:not(style, script, slot)") ?? [];
    return [...parts].some((part) => part.getBoundingClientRect().height > 0);
  };
  while (!isThere()) await new Promise(requestAnimationFrame);
  await new Promise((resolve) => setTimeout(resolve));
  return performance.now();
}

/** @param {readonly string[]} texts */
function bytesOf(texts) {
  const files = texts.filter((text) => text !== "").map((text) => Buffer.from(text));
  const sum = (/** @type {(file: Buffer) => Buffer} */ pack) =>
    files.reduce((bytes, file) => bytes + pack(file).length, 0);
  return {
    raw: sum((file) => file),
    gzip: sum((file) => gzipSync(file, { level: 9 })),
    brotli: sum((file) => brotliCompressSync(file, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })),
  };
}

/** One page in a browser of its own, so that nothing is warm. @param {string} address */
async function measure(address) {
  const browser = await chromium.launch({
    executablePath: findChromium() ?? "chromium",
    args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
  });
  try {
    const page = await browser.newPage();
    const client = await page.context().newCDPSession(page);
    /** @type {string[]} */
    const asked = [];
    page.on("request", (request) => {
      if (request.url().startsWith("http")) asked.push(request.url());
    });
    await page.waitForTimeout(500);
    await client.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    await page.addInitScript(`if (self === top) globalThis.painted = (${String(firstPainting)})()`);
    const tasks = await tasksWhile(page, client, () => page.goto(address), SETTLE_MS);
    const firstPaintingMs = await Promise.race([
      page.evaluate(() => /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (globalThis))["painted"]),
      page.waitForTimeout(SETTLE_MS),
    ]);
    if (typeof firstPaintingMs !== "number") throw new Error(`Nothing was painted at ${address}.`);
    for (let pass = 0; pass < 3; pass++) await client.send("HeapProfiler.collectGarbage");
    const { usedSize } = await client.send("Runtime.getHeapUsage");
    const origins = asked.map((url) => new URL(url).origin);
    return {
      figures: {
        firstPaintingMs,
        scriptTaskMs: tasks.find((task) => task.has("v8.evaluateModule"))?.ms ?? Number.NaN,
        longestTaskMs: tasks[0]?.ms ?? Number.NaN,
        longTasks: tasks.filter(({ ms }) => ms > LONG_TASK_MS).length,
        heapBytes: usedSize,
        requests: asked.length,
      },
      unreached: origins.filter((origin) => !address.startsWith(origin)),
    };
  } finally {
    await browser.close();
  }
}

const all = await contenders();
const site = await serveElements(all);
/** @type {Map<string, Awaited<ReturnType<typeof measure>>[]>} */
const results = new Map(all.map(({ name }) => [name, []]));
for (let round = 0; round < rounds; round++)
  for (const contender of round % 2 === 0 ? all : all.toReversed())
    results.get(contender.name)?.push(await measure(site.addressOf(contender)));
site.close();

const told = all.map(({ name, script, style }) => {
  const measured = results.get(name) ?? [];
  return {
    name,
    bytes: bytesOf([script, style]),
    rounds: measured.map(({ figures }) => figures),
    unreached: [...new Set(measured.flatMap(({ unreached }) => unreached))].toSorted(),
  };
});
for (const { name, bytes, rounds: measured, unreached } of told) {
  const middle = (
    /** @type {"firstPaintingMs" | "scriptTaskMs" | "longestTaskMs" | "longTasks" | "heapBytes" | "requests"} */ key,
  ) => median(measured.map((one) => one[key]));
  console.log(
    `${name}: ${bytes.raw} bytes, ${bytes.gzip} by gzip, ${bytes.brotli} by brotli; first painting ${middle("firstPaintingMs").toFixed(0)} ms, task that runs the script ${middle("scriptTaskMs").toFixed(0)} ms, longest task ${middle("longestTaskMs").toFixed(0)} ms, tasks over ${LONG_TASK_MS} ms ${middle("longTasks")}, heap ${(middle("heapBytes") / 1024).toFixed(0)} KiB, ${middle("requests")} requests${unreached.length === 0 ? "" : `; not reached: ${unreached.join(", ")}`}`,
  );
}
if (values.record)
  recordFigure("element", {
    kind: "measured",
    command: "npm run bench:element -- --record",
    data: {
      conditions: [
        `the page runs at a quarter of the machine's speed, by the browser's own throttling; memory is that after a collection`,
        "the network ends at this machine: the peers' own servers are not there",
        "policy and answers come from the page's own server, at once",
      ],
      slowdown: SLOWDOWN,
      longTaskMs: LONG_TASK_MS,
      contenders: told,
    },
  });
