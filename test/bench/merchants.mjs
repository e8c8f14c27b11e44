/**
 * `npm run bench:merchants`: whether a request costs more where more merchants are kept, from one to 100,000. For each number a built
 * Worker runs with that many merchants; all take turns, and each is asked about the same hundred in turn and about all of
 * them in turn, which past a thousand finds none in the isolate's memory. It prints figures and judges none; `--record` leaves them in `docs/figures/merchants.json`.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { recordFigure } from "../../tools/figures/record.ts";
import { developmentSecrets } from "../../tools/local/dev-vars.mjs";
import { startBuilt } from "../support/node/built-worker.mjs";
import { load, median, open } from "./load.mjs";
import { lookupAsk, ORIGIN } from "./lookup-ask.mjs";
import { manyMerchantsEntry, merchantId, sealedKeys } from "./many-merchants.mjs";
import { cpuMs, started } from "./process.mjs";

const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 5);
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 3);
const CALLERS = 16;
const SIZES = [1, 100, 10_000, 100_000];
/** How many are asked about where it is not all. */
const SAME = 100;

const gateway = fork(new URL("./upstream.mjs", import.meta.url));
const [port] = await once(gateway, "message");

const secrets = developmentSecrets();
const keys = await sealedKeys(Math.max(...SIZES), secrets);

/** @param {number} merchants */
const product = async (merchants) =>
  started(async () =>
    startBuilt({
      config: "wrangler.toml",
      environment: "development",
      bindings: {
        ...secrets,
        SANDBOX_ORIGIN: `http://127.0.0.1:${port}`,
        DEMO_ORIGINS: ORIGIN,
        ISSUER: "https://surcharge.example",
      },
      memoryObjects: true,
      entry: await manyMerchantsEntry(keys.slice(0, merchants), ORIGIN),
    }),
  );

let asked = 0;
/** @param {number} among @returns {import("./load.mjs").Ask} */
function lookup(among) {
  const ask = lookupAsk(`benchTokenOfManyMerchants_${++asked}`);
  return { ...ask, body: ask.body.replace("mch_demo", merchantId(asked % among)) };
}
/** @param {number} among @returns {import("./load.mjs").Ask} */
const policy = (among) => ({
  method: "GET",
  path: `/v1/merchants/${merchantId(++asked % among)}/policy?country=US&state=IL`,
  headers: { Origin: ORIGIN },
});

/** @typedef {{ p50Ms: number, cpuUs: number }} Round */
/** @type {{ merchants: number, what: "lookup" | "policy", asked: "same" | "all", worker: Awaited<ReturnType<typeof product>>, next: () => import("./load.mjs").Ask, rounds: Round[] }[]} */
const contenders = [];
const workers = [];
for (const merchants of SIZES) {
  const worker = await product(merchants);
  workers.push(worker);
  const trial = await open(worker.url);
  const { outcome, reason } = JSON.parse(await trial.send(lookup(merchants)));
  if (outcome !== "surcharge") throw new Error(`The lookups to be measured do not work: ${reason}.`);
  trial.close();
  const same = Math.min(SAME, merchants);
  contenders.push(
    { merchants, what: "lookup", asked: "same", worker, next: () => lookup(same), rounds: [] },
    { merchants, what: "lookup", asked: "all", worker, next: () => lookup(merchants), rounds: [] },
    { merchants, what: "policy", asked: "same", worker, next: () => policy(same), rounds: [] },
    { merchants, what: "policy", asked: "all", worker, next: () => policy(merchants), rounds: [] },
  );
}

for (const { worker, next } of contenders) await load(worker.url, CALLERS, 1, next);
for (let round = 0; round < ROUNDS; round++)
  for (const { worker, next, rounds } of round % 2 === 0 ? contenders : contenders.toReversed()) {
    const before = cpuMs(worker.pid);
    const { requests, p50Ms } = await load(worker.url, CALLERS, SECONDS, next);
    rounds.push({ p50Ms, cpuUs: ((cpuMs(worker.pid) - before) * 1_000) / requests });
  }

for (const { what, asked: whom, merchants, rounds } of contenders) {
  const [p50Ms, cpuUs] = [median(rounds.map((round) => round.p50Ms)), median(rounds.map((round) => round.cpuUs))];
  console.log(
    `${what}, ${merchants} merchants, ${whom} asked about: p50 ${p50Ms.toFixed(2)} ms, ${cpuUs.toFixed(0)} us of CPU`,
  );
}
if (process.argv.includes("--record"))
  recordFigure("merchants", {
    kind: "measured",
    command: "npm run bench:merchants -- --record",
    data: {
      conditions: [
        "merchants' KV is a stand-in that answers at once from memory, for the local store is a disk: its time is not in the figures",
        "all requests come to one isolate",
        "Durable Objects are kept in memory; the first lookups of each merchant make its own",
        "the gateway is a tiny local server",
        "rate limiters admit everything",
      ],
      callers: CALLERS,
      seconds: SECONDS,
      same: SAME,
      contenders: contenders.map(({ merchants, what, asked: whom, rounds }) => ({
        merchants,
        what,
        asked: whom,
        rounds,
      })),
    },
  });
await Promise.all(workers.map((worker) => worker.stop()));
gateway.disconnect();
