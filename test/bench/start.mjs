/**
 * `npm run bench:start`: how long the built Worker takes from the start of its process to its first answer, in turns with two Workers
 * of one line: one alone, and one that has the product's bindings, so that what Miniflare starts for KV, Durable Objects and
 * limiters is told apart from the product's own code. And how large the bundle is. It prints figures and judges none; `--record`
 * leaves them in `docs/figures/start.json`.
 */
import { gzipSync } from "node:zlib";
import { recordFigure } from "../../tools/figures/record.ts";
import { developmentSecrets } from "../../tools/local/dev-vars.mjs";
import { prepareBuilt, startScript } from "../support/node/built-worker.mjs";
import { median } from "./load.mjs";
import { cpuMs, started } from "./process.mjs";

const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 15);
const CLASSES = ["LookupShard", "MerchantStats", "RulesShadow", "AuditLog", "MerchantOutcomes", "AlertDesk"];

const ONE_LINE = `export default { fetch: () => new Response("ok") };`;
const ONE_LINE_BOUND = `import { DurableObject } from "cloudflare:workers";
${CLASSES.map((name) => `export class ${name} extends DurableObject {}`).join("\n")}
${ONE_LINE}`;

/** @param {string} environment @param {(script: string) => string} [edit] */
const prepared = (environment, edit) =>
  prepareBuilt({
    config: "wrangler.toml",
    environment,
    bindings: developmentSecrets(),
    minify: true,
    ...(edit === undefined ? {} : { edit }),
  });

const bundle = { bytes: 0, gzipBytes: 0 };
await prepared("production", (script) => {
  bundle.bytes = Buffer.byteLength(script);
  bundle.gzipBytes = gzipSync(script, { level: 9 }).length;
  return script;
});

/** @typedef {{ totalMs: number, readyMs: number, firstAnswerMs: number, nextAnswerMs: number, cpuMs: number }} Start */
/** @type {{ name: string, path: string, start: () => Promise<import("../support/node/built-worker.mjs").Running>, rounds: Start[] }[]} */
const contenders = [
  { name: "one line", path: "/", start: () => startScript(ONE_LINE), rounds: [] },
  {
    name: "one line with the product's bindings",
    path: "/",
    start: await prepared("development", () => ONE_LINE_BOUND),
    rounds: [],
  },
  {
    name: "the product",
    path: "/v1/merchants/mch_demo/policy?country=US&state=IL",
    start: await prepared("development"),
    rounds: [],
  },
];

/** @param {URL} address @returns {Promise<number>} how long its answer took, ms. @throws Error when it is not 200 */
async function answerMs(address) {
  const askedAt = performance.now();
  const response = await fetch(address);
  const text = await response.text();
  if (!response.ok) throw new Error(`${address.pathname} answers ${response.status}: ${text}`);
  return performance.now() - askedAt;
}

/** @param {(typeof contenders)[number]} contender @returns {Promise<Start>} */
async function once({ path, start }) {
  const startedAt = performance.now();
  const worker = await started(start);
  const readyMs = performance.now() - startedAt;
  const address = new URL(path, worker.url);
  const firstAnswerMs = await answerMs(address);
  const used = cpuMs(worker.pid);
  const nextAnswerMs = await answerMs(address);
  await worker.stop();
  return { totalMs: readyMs + firstAnswerMs, readyMs, firstAnswerMs, nextAnswerMs, cpuMs: used };
}

for (const contender of contenders) await once(contender);
for (let round = 0; round < ROUNDS; round++)
  for (const contender of round % 2 === 0 ? contenders : contenders.toReversed())
    contender.rounds.push(await once(contender));

console.log(`Bundle as deployed: ${bundle.bytes} bytes, ${bundle.gzipBytes} by gzip`);
for (const { name, rounds } of contenders) {
  const middle = (/** @type {keyof Start} */ key) => median(rounds.map((round) => round[key])).toFixed(1);
  console.log(
    `${name}: ${middle("totalMs")} ms to the first answer (ready ${middle("readyMs")}, answer ${middle("firstAnswerMs")}, next answer ${middle("nextAnswerMs")}), ${middle("cpuMs")} ms of CPU; medians of ${rounds.length} starts`,
  );
}
if (process.argv.includes("--record"))
  recordFigure("start", {
    kind: "measured",
    command: "npm run bench:start -- --record",
    data: {
      conditions: [
        "KV, Durable Objects and limiters are Miniflare's and start in the same process, which the platform's do not",
        "the build that starts is the development one, minified, for it has a merchant; the size is of the production one",
        "the processor's clock ticks in 10 ms",
      ],
      bundle,
      contenders: contenders.map(({ name, rounds }) => ({ name, rounds })),
    },
  });
