/**
 * `npm run bench`: what a lookup costs beside a Worker that only passes requests on. The built Worker, a ten-line
 * pass-through and a constant hono route run in workerd on sockets of their own, before one tiny gateway, and are
 * measured in turns, several rounds in one run. Figures are medians of the rounds; compare ratios, not machines.
 *
 * `--record` leaves the figures in `docs/figures/lookup.json`. `--memory` also looks up 10^5 tokens twice, with the time for forgetting in between: some six minutes. BENCH_ROUNDS=0
 * leaves the rest out.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { build } from "esbuild";
import { recordFigure } from "../../tools/figures/record.ts";
import { developmentSecrets } from "../../tools/local/dev-vars.mjs";
import { startBuilt, startScript } from "../support/node/built-worker.mjs";
import { load, loadAt, median, open, quantile } from "./load.mjs";
import { lookupAsk, ORIGIN, PREFLIGHT } from "./lookup-ask.mjs";
import { cpuMs, residentBytes, started } from "./process.mjs";

const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 5);
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 3);
const CALLERS = [1, 16];

/** @param {string} upstream */
const bareScript = (upstream) => `export default {
  fetch(request) {
    return fetch(${JSON.stringify(`${upstream}/api/lookup/bin/protected`)}, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: "api_sandbox_demo" },
      body: request.body,
    });
  },
};`;

const CONSTANT_ROUTE = `import { Hono } from "hono";
const app = new Hono();
app.get("/v1/merchants/:merchant/policy", (c) => c.json({ enabled: true, currency: "USD" }));
export default app;`;

let tokens = 0;
const newToken = () => `benchTokenOfALoadGenerator_${++tokens}`;
/** @returns {import("./load.mjs").Ask} */
const policy = () => ({
  method: "GET",
  path: "/v1/merchants/mch_demo/policy?country=US&state=IL",
  headers: { Origin: ORIGIN },
});

const gateway = fork(new URL("./upstream.mjs", import.meta.url));
const [port] = await once(gateway, "message");
const upstream = `http://127.0.0.1:${port}`;
const constantRoute = await build({
  stdin: { contents: CONSTANT_ROUTE, resolveDir: process.cwd() },
  bundle: true,
  format: "esm",
  write: false,
});
const bare = await started(() => startScript(bareScript(upstream)));
const constant = await started(() => startScript(constantRoute.outputFiles[0]?.text ?? ""));
/** What each lookup took without the gateway, ms; null while nobody asks. @type {number[] | null} */
let ownTimes = null;
/** @param {string} line */
function noteOwnTime(line) {
  if (ownTimes === null) return;
  const { durationMs, gatewayMs = 0 } = JSON.parse(line);
  ownTimes.push(durationMs - gatewayMs);
}

const product = await started(() =>
  startBuilt({
    config: "wrangler.toml",
    environment: "development",
    bindings: {
      ...developmentSecrets(),
      SANDBOX_ORIGIN: upstream,
      DEMO_ORIGINS: ORIGIN,
      // As in production, where it has to be set.
      ISSUER: "https://surcharge.example",
    },
    freeLimits: true,
    onLog: noteOwnTime,
  }),
);

/**
 * Known tokens for repeat lookups, with their tickets; renewed each time, for they are good for two minutes.
 *
 * @type {{ token: string, ticket: string }[]}
 */
let known = [];
async function learn() {
  const connection = await open(product.url);
  known = [];
  for (let count = 0; count < 64; count++) {
    const token = newToken();
    known.push({ token, ticket: JSON.parse(await connection.send(lookupAsk(token))).ticket });
  }
  connection.close();
}
const nextKnown = () => known[++turn % known.length] ?? { token: "", ticket: "" };

// A product that only said "service limited" would be fast.
const trial = await open(product.url);
const { outcome, reason } = JSON.parse(await trial.send(lookupAsk(newToken())));
if (outcome !== "surcharge") throw new Error(`The lookups to be measured do not work: ${reason}.`);
trial.close();

let turn = 0;
const CONTENDERS = [
  { name: "bare pass-through", worker: bare, against: null, next: () => lookupAsk(newToken()) },
  { name: "first lookup", worker: product, against: "bare pass-through", next: () => lookupAsk(newToken()) },
  {
    name: "repeat lookup",
    worker: product,
    against: "bare pass-through",
    prepare: learn,
    next: () => lookupAsk(nextKnown().token),
  },
  {
    name: "repeat with ticket",
    worker: product,
    against: "bare pass-through",
    prepare: learn,
    next: () => {
      const { token, ticket } = nextKnown();
      return lookupAsk(token, { ticket, baseAmount: 10_000 + turn });
    },
  },
  { name: "constant route", worker: constant, against: null, next: policy },
  { name: "policy", worker: product, against: "constant route", next: policy },
  { name: "preflight", worker: product, against: "constant route", next: () => PREFLIGHT },
];

/** @type {Map<string, { rps: number, p50Ms: number, cpuUs: number }[]>} */
const results = new Map();
for (const { worker, next, prepare } of CONTENDERS) {
  await prepare?.();
  await load(worker.url, 4, 1, next);
}
for (let round = 0; round < ROUNDS; round++)
  for (const callers of CALLERS)
    for (const { name, worker, next, prepare } of CONTENDERS) {
      await prepare?.();
      const cpuBefore = cpuMs(worker.pid);
      const { requests, seconds, p50Ms } = await load(worker.url, callers, SECONDS, next);
      const cpuUs = ((cpuMs(worker.pid) - cpuBefore) * 1000) / requests;
      const key = `${name} ${callers}`;
      results.set(key, [...(results.get(key) ?? []), { rps: requests / seconds, p50Ms, cpuUs }]);
    }

/** @param {string} name @param {number} callers */
function medians(name, callers) {
  const rounds = results.get(`${name} ${callers}`) ?? [];
  return {
    rps: median(rounds.map(({ rps }) => rps)),
    p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)),
    cpuUs: median(rounds.map(({ cpuUs }) => cpuUs)),
  };
}

for (const callers of ROUNDS === 0 ? [] : CALLERS) {
  console.log(`\n${callers} caller${callers === 1 ? "" : "s"}, medians of ${ROUNDS} rounds of ${SECONDS} s`);
  console.table(
    Object.fromEntries(
      CONTENDERS.map(({ name, against }) => {
        const own = medians(name, callers);
        const other = against === null ? null : medians(against, callers);
        const row = {
          "requests/s": Math.round(own.rps),
          "p50 ms": own.p50Ms.toFixed(2),
          "CPU us": Math.round(own.cpuUs),
        };
        const ratios = other && {
          "x p50": (own.p50Ms / other.p50Ms).toFixed(2),
          "x CPU": (own.cpuUs / other.cpuUs).toFixed(2),
        };
        return [name, { ...row, ...ratios }];
      }),
    ),
  );
}

/** As an operator plans it. */
const SHARE_OF_CEILING = 0.7;
let atShare = null;
if (ROUNDS > 0) {
  const perSecond = medians("first lookup", 16).rps * SHARE_OF_CEILING;
  ownTimes = [];
  const { p50Ms, p90Ms } = await loadAt(product.url, perSecond, SECONDS * 2, () => lookupAsk(newToken()));
  const rate = `${Math.round(perSecond)} first lookups/s (${SHARE_OF_CEILING * 100} % of the ceiling)`;
  console.log(`\nAt ${rate}, by the Worker's own log, less what it waited for the gateway:`);
  const [ownP50Ms, ownP90Ms] = [quantile(ownTimes, 0.5), quantile(ownTimes, 0.9)];
  console.log(`p50 ${ownP50Ms} ms, p90 ${ownP90Ms} ms`);
  console.log(`As the caller sees it, on the same cores: p50 ${p50Ms.toFixed(1)} ms, p90 ${p90Ms.toFixed(1)} ms`);
  atShare = { share: SHARE_OF_CEILING, perSecond, ownP50Ms, ownP90Ms, callerP50Ms: p50Ms, callerP90Ms: p90Ms };
}

/** How often the gateway was asked since the last time. */
async function gatewayCalls() {
  return Number(await (await fetch(`${upstream}/calls`)).text());
}

await gatewayCalls();
const crowd = await Promise.all(Array.from({ length: 1000 }, () => open(product.url)));
const shared = lookupAsk(newToken());
const answers = await Promise.all(crowd.map((connection) => connection.send(shared)));
for (const connection of crowd) connection.close();
const calls = await gatewayCalls();
console.log(`\n${answers.length} callers at once with one token: ${calls} call to the gateway`);

if (process.argv.includes("--record") && atShare !== null)
  recordFigure("lookup", {
    kind: "measured",
    command: "npm run bench -- --record",
    data: {
      conditions: [
        "the gateway is a tiny local server",
        "rate limiters admit everything, for the local ones are kept on disk",
        "the one who asks and the Worker share the machine's cores",
      ],
      rounds: ROUNDS,
      seconds: SECONDS,
      contenders: CALLERS.flatMap((callers) =>
        CONTENDERS.map(({ name, against }) => ({
          name,
          against,
          callers,
          rounds: results.get(`${name} ${callers}`) ?? [],
        })),
      ),
      atShare,
      crowd: { callers: answers.length, gatewayCalls: calls },
    },
  });

if (process.argv.includes("--memory")) {
  const mebibytes = () => Math.round(residentBytes(product.pid) / 2 ** 20);
  const TOKENS = 100_000;
  const FORGOTTEN_MS = 135_000;
  console.log(`\nMemory before: ${mebibytes()} MiB`);
  for (const time of ["first", "second"]) {
    for (let asked = 0; asked < TOKENS; )
      asked += (await load(product.url, 16, 1, () => lookupAsk(newToken()))).requests;
    const peak = mebibytes();
    await new Promise((resolve) => setTimeout(resolve, FORGOTTEN_MS));
    console.log(`The ${time} 10^5 tokens: ${peak} MiB at their end, ${mebibytes()} MiB when all are forgotten`);
  }
}

await Promise.all([bare.stop(), constant.stop(), product.stop()]);
gateway.disconnect();
