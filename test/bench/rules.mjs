/**
 * `npm run bench:rules`: what a pack from the store costs. Two products run side by side and take turns, one deciding by
 * the pack it carries, the other by one that was pushed to it; and a pack of 10,000 rows is read as an isolate reads it,
 * once. It prints figures and judges none; `--record` leaves those of reading in `docs/figures/rules.json`.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { build } from "esbuild";
import { recordFigure } from "../../tools/figures/record.ts";
import { developmentSecrets } from "../../tools/local/dev-vars.mjs";
import { ENGINE, PACK_FORMAT, versionOf } from "../../worker/rules/pack.ts";
import { RulesStore } from "../../worker/rules/store.ts";
import { startBuilt, startScript } from "../support/node/built-worker.mjs";
import { frozenPack } from "../support/rules/frozen-book.ts";
import { memoryKv } from "../support/rules/packs.ts";
import { load, median, open } from "./load.mjs";
import { cpuMs, started } from "./process.mjs";

const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 5);
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 3);
const CALLERS = 16;
const ROWS = 10_000;
const ORIGIN = "http://localhost:8789";
const ADMIN = { "Content-Type": "application/json", Authorization: "Bearer ak_sandbox_demo" };

const letter = (/** @type {number} */ value) => String.fromCodePoint(65 + (Math.floor(value) % 26));
const today = new Date().toISOString().slice(0, 10);

/** The carried rows, checked today, and as many copies about made-up places as are asked for. @param {number} size */
async function packOf(size) {
  const rows = frozenPack.rows.map((row) => ({ ...row, checkedOn: today, recheckOn: null, by: "Bench" }));
  const copies = Array.from({ length: Math.max(size - rows.length, 0) }, (_, index) => {
    const place = `X${letter(index / 676)}-${letter(index / 26)}${letter(index)}`;
    const [row = frozenPack.rows[0]] = rows.slice(index % rows.length);
    if (row === undefined) throw new Error("there are no rows to copy");
    return { ...row, id: `xx-copy-${index}`, places: [place] };
  });
  /** @type {import("../../worker/rules/pack.ts").PackContent} */
  const content = {
    format: PACK_FORMAT,
    sequence: frozenPack.sequence + 1,
    publishedAt: `${today}T00:00:00Z`,
    minEngine: ENGINE,
    rows: [...rows, ...copies],
    renewals: [],
    retired: [],
  };
  return { ...content, version: await versionOf(content) };
}

/** Reads a pack as an isolate does, from a store that holds what the request brings; `/keep` only keeps it. */
const READER = `import { editionOf } from "./worker/rules/edition.ts";
import { RulesStore } from "./worker/rules/store.ts";
let text = "";
export default {
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/keep") {
      text = await request.text();
      return new Response("kept");
    }
    const store = new RulesStore({ get: async () => text, put: async () => {} });
    const ref = JSON.parse(searchParams.get("ref"));
    const { book } = await editionOf("stored", await store.pack(ref), { renewals: [], extensions: [] });
    return new Response(String(book.rows.length));
  },
};`;

const reader = await build({
  stdin: { contents: READER, resolveDir: process.cwd() },
  bundle: true,
  format: "esm",
  write: false,
});
const kv = memoryKv();
const ref = await new RulesStore(kv).putPack(await packOf(ROWS));
const text = kv.kept.get(`pack:${ref.version}`) ?? "";
const times = [];
for (let round = 0; round < ROUNDS * 2; round++) {
  const isolate = await started(() => startScript(reader.outputFiles[0]?.text ?? ""));
  await (await fetch(new URL("/keep", isolate.url), { method: "POST", body: text })).text();
  const before = cpuMs(isolate.pid);
  const address = new URL(`/load?ref=${encodeURIComponent(JSON.stringify(ref))}`, isolate.url);
  const rows = await (await fetch(address)).text();
  if (rows !== String(ROWS)) throw new Error(`The pack was not read whole: ${rows}`);
  times.push(cpuMs(isolate.pid) - before);
  await isolate.stop();
}
console.log(
  `A pack of ${ROWS} rows (${(text.length / 1e6).toFixed(1)} MB), read for the first time by a new isolate: ${median(times)} ms of CPU, ${Math.min(...times)} to ${Math.max(...times)} in ${times.length} isolates (the clock ticks in 10 ms)`,
);

const gateway = fork(new URL("./upstream.mjs", import.meta.url));
const [port] = await once(gateway, "message");
const upstream = `http://127.0.0.1:${port}`;
const product = () =>
  started(() =>
    startBuilt({
      config: "wrangler.toml",
      environment: "development",
      bindings: { ...developmentSecrets(), SANDBOX_ORIGIN: upstream, DEMO_ORIGINS: ORIGIN },
      freeLimits: true,
    }),
  );
const carried = await product();
const stored = await product();
const pushed = await fetch(new URL("/v1/admin/rules", stored.url), {
  method: "PUT",
  headers: ADMIN,
  body: JSON.stringify(await packOf(0)),
});
if (!pushed.ok) throw new Error(`The pack was not taken: ${await pushed.text()}`);

let tokens = 0;
const lookup = () => ({
  method: "POST",
  path: "/v1/lookup",
  headers: { "Content-Type": "application/json", Origin: ORIGIN },
  body: JSON.stringify({
    merchant: "mch_demo",
    token: `benchTokenOfARulesBench_${++tokens}`,
    country: "US",
    state: "IL",
    baseAmount: 12_500,
    currency: "USD",
  }),
});

const CONTENDERS = [
  { name: "carried", worker: carried },
  { name: "stored", worker: stored },
];
for (const { worker } of CONTENDERS) {
  const trial = await open(worker.url);
  const { outcome, reason } = JSON.parse(await trial.send(lookup()));
  if (outcome !== "surcharge") throw new Error(`The lookups to be measured do not work: ${reason}.`);
  trial.close();
  await load(worker.url, CALLERS, 1, lookup);
}
/** @type {Record<string, number[]>} */
const cpu = { carried: [], stored: [] };
for (let round = 0; round < ROUNDS; round++)
  for (const { name, worker } of round % 2 === 0 ? CONTENDERS : CONTENDERS.toReversed()) {
    const before = cpuMs(worker.pid);
    const { requests } = await load(worker.url, CALLERS, SECONDS, lookup);
    cpu[name]?.push(((cpuMs(worker.pid) - before) * 1_000) / requests);
  }
const [own = 0, other = 0] = [cpu["carried"] ?? [], cpu["stored"] ?? []].map(median);
const spread = (/** @type {number[]} */ list) => `${Math.min(...list).toFixed(0)} to ${Math.max(...list).toFixed(0)}`;
console.log(
  `A first lookup, ${CALLERS} callers, ${ROUNDS} rounds of ${SECONDS} s: ${own.toFixed(0)} us of CPU by the carried pack (${spread(cpu["carried"] ?? [])}), ${other.toFixed(0)} by a stored one (${spread(cpu["stored"] ?? [])}), ratio ${(other / own).toFixed(2)}`,
);
if (process.argv.includes("--record"))
  recordFigure("rules", {
    kind: "measured",
    command: "npm run bench:rules -- --record",
    data: {
      conditions: ["the gateway is a tiny local server", "rows past the carried ones are copies about made-up places"],
      callers: CALLERS,
      seconds: SECONDS,
      lookupCpuUs: cpu,
      reading: { rows: ROWS, bytes: text.length, cpuMs: times },
    },
  });
await Promise.all([carried.stop(), stored.stop()]);
gateway.disconnect();
