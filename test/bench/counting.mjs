/**
 * `npm run bench:counting`: what counting adds to a lookup's processor time. The built Worker runs twice in workerd before one
 * tiny gateway, once as it is and once with its middleware of counts taken out, and both are measured in turns. Figures
 * are medians of the rounds; the ratio is what counts. The handing over every twenty seconds and what the object does with it are in.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { developmentSecrets } from "../../tools/local/dev-vars.mjs";
import { startBuilt } from "../support/node/built-worker.mjs";
import { load, median, open } from "./load.mjs";
import { lookupAsk, ORIGIN } from "./lookup-ask.mjs";
import { cpuMs, started } from "./process.mjs";

const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 9);
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 4);
const CALLERS = 4;
/** As the bundler writes it. */
const COUNTS = /async function countRequests\d*\(c, next\) \{/;

const gateway = fork(new URL("./upstream.mjs", import.meta.url));
const [port] = await once(gateway, "message");

/** @param {(script: string) => string} edit */
const start = (edit) =>
  started(() =>
    startBuilt({
      config: "wrangler.toml",
      environment: "development",
      bindings: {
        ...developmentSecrets(),
        SANDBOX_ORIGIN: `http://127.0.0.1:${port}`,
        DEMO_ORIGINS: ORIGIN,
        ISSUER: "https://surcharge.example",
      },
      freeLimits: true,
      edit,
    }),
  );
const counting = await start((script) => script);
const silent = await start((script) => {
  const without = script.replace(COUNTS, (head) => `${head} c.set("signals", {}); return next();`);
  if (without === script) throw new Error("The middleware that counts was not found in the bundle.");
  return without;
});

let asked = 0;
const newToken = () => `benchTokenOfALoadGenerator_${++asked}`;

/** A token with its ticket, which is good for two minutes. @param {URL} url */
async function learn(url) {
  const connection = await open(url);
  const token = newToken();
  const { ticket, reason, outcome } = JSON.parse(await connection.send(lookupAsk(token)));
  connection.close();
  if (outcome !== "surcharge") throw new Error(`The lookups to be measured do not work: ${reason}.`);
  return { token, ticket };
}

/** @type {Map<string, number[]>} */
const cpuUs = new Map();
for (let round = -1; round < ROUNDS; round++)
  for (const kind of ["first lookup", "by ticket"])
    for (const [name, worker] of /** @type {const} */ ([
      ["counting", counting],
      ["not counting", silent],
    ])) {
      const { token, ticket } = await learn(worker.url);
      const next = () =>
        kind === "by ticket"
          ? lookupAsk(token, { ticket, baseAmount: 10_000 + (++asked % 9_999) })
          : lookupAsk(newToken());
      const before = cpuMs(worker.pid);
      const { requests } = await load(worker.url, CALLERS, SECONDS, next);
      // The first round warms up.
      if (round < 0) continue;
      const key = `${kind} ${name}`;
      cpuUs.set(key, [...(cpuUs.get(key) ?? []), ((cpuMs(worker.pid) - before) * 1_000) / requests]);
    }

console.log(`${CALLERS} callers, medians of ${ROUNDS} rounds of ${SECONDS} s`);
console.table(
  Object.fromEntries(
    ["first lookup", "by ticket"].map((kind) => {
      const [counted, silently] = [cpuUs.get(`${kind} counting`) ?? [], cpuUs.get(`${kind} not counting`) ?? []];
      const ratios = counted.map((cpu, round) => cpu / (silently[round] ?? Number.NaN));
      return [
        kind,
        {
          "counting, CPU us": Math.round(median(counted)),
          "not counting": Math.round(median(silently)),
          "x CPU": (median(counted) / median(silently)).toFixed(3),
          "x CPU, median of rounds": median(ratios).toFixed(3),
        },
      ];
    }),
  ),
);
await Promise.all([counting.stop(), silent.stop()]);
gateway.disconnect();
