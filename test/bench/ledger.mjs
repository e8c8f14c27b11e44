/**
 * `npm run bench:ledger`: how long the operator's counters take to read with a year of 10,000 merchants, and how large they are. The
 * built Worker runs in workerd; its objects are filled by an entry of this bench with rows as they would be after a year. Seven
 * days, twenty-four hours and sixty minutes are made and used again and again: what is in a row hardly matters to who reads
 * it, how many rows there are does. Minutes are there for one day. Some two gigabytes of disk, some minutes.
 *
 * BENCH_MERCHANTS, BENCH_LOOKUPS (a merchant's a day, each with a further question) and BENCH_DAYS make it smaller.
 */
import { developmentSecrets } from "../../tools/local/dev-vars.mjs";
import { packSums, SumsPacker, WHOLE } from "../../worker/ledger/counts/packed-sums.ts";
import { startBuilt } from "../support/node/built-worker.mjs";
import { median } from "./load.mjs";
import { cpuMs, started } from "./process.mjs";

/** @typedef {Record<string, number>} Sums */

const MERCHANTS = Number(process.env["BENCH_MERCHANTS"] ?? 10_000);
const LOOKUPS = Number(process.env["BENCH_LOOKUPS"] ?? 100);
const DAYS = Number(process.env["BENCH_DAYS"] ?? 365);
const READINGS = 5;
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const HOURS_KEPT_DAYS = 32;
const PAGE_LENGTH = 32_000;
const ROWS_A_CALL = 200;

const ENTRY = `import worker, { MerchantStats as Stats } from "./bundle.js";
export * from "./bundle.js";
export class MerchantStats extends Stats {
  fill(statement, rows) {
    this.ctx.storage.transactionSync(() => rows.forEach((row) => this.ctx.storage.sql.exec(statement, ...row)));
    return this.ctx.storage.sql.databaseSize;
  }
}
export default {
  async fetch(request, env, context) {
    if (new URL(request.url).pathname !== "/fill") return worker.fetch(request, env, context);
    const { object, statement, rows } = await request.json();
    return Response.json(await env.MERCHANT_STATS.get(env.MERCHANT_STATS.idFromName("counts:" + object)).fill(statement, rows));
  },
};`;

/** The same each time. */
let state = 1;
function chance() {
  state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
  return state / 2 ** 31;
}
/** @template T @param {readonly T[]} from @returns {T} */
const oneOf = (from) => /** @type {T} */ (from[Math.floor(chance() * from.length)]);

const BRANDS = ["visa", "visa", "visa", "mastercard", "mastercard", "amex", "discover"];
const STATES = "IL NY CA TX FL OH WA GA PA MA".split(" ");
const BOUNDS = [10, 25, 50, 100, 200, 400];

/** What a lookup and its further question count. @param {Sums[]} all each of them */
function countLookup(all) {
  const [brand, state] = [oneOf(BRANDS), oneOf(STATES)];
  const isCredit = chance() < 0.55;
  for (const isFirst of [true, false]) {
    const keys = [
      isCredit ? `answer:eligible:${brand}` : `answer:debit:${brand}`,
      isCredit ? "funding:credit" : "funding:debit",
      `place:US-${state}:${isCredit ? "surcharge" : "none"}`,
      `took:${isFirst ? oneOf(BOUNDS) : 10}`,
      "own:10",
      isFirst ? "source:shard" : "source:ticket",
      "release:1.0.0",
      ...(isCredit ? ["tax:rate"] : []),
      ...(isFirst ? ["upstream:calls", "policy:served"] : []),
    ];
    for (const sums of all) for (const key of keys) sums[key] = (sums[key] ?? 0) + 1;
  }
}

const ids = Array.from({ length: MERCHANTS }, (_, number) => `mch_shop_${number}`).toSorted();

/** A period's sums of everybody. @param {number} lookups of each merchant on average */
function makePeriod(lookups) {
  /** @type {Sums} */
  const whole = {};
  /** @type {[string, Sums][]} */
  const merchants = [];
  for (const id of ids) {
    /** @type {Sums} */
    const sums = {};
    const times = Math.floor(lookups) + Number(chance() < lookups % 1);
    for (let time = 0; time < times; time++) countLookup([whole, sums]);
    if (times > 0) merchants.push([id, sums]);
  }
  return { whole, merchants };
}

/** A period's rows. @param {ReturnType<typeof makePeriod>} period @returns {[string, string][]} */
function pagesOf({ whole, merchants }) {
  /** @type {[string, string][]} */
  const pages = [[WHOLE, packSums([[WHOLE, whole]])]];
  let [packer, first] = [new SumsPacker(), ""];
  for (const merchant of merchants) {
    if (packer.length === 0) first = merchant[0];
    packer.add(merchant);
    if (packer.length <= PAGE_LENGTH) continue;
    pages.push([first, packer.text()]);
    packer = new SumsPacker();
  }
  if (packer.length > 0) pages.push([first, packer.text()]);
  return pages;
}

const worker = await started(() =>
  startBuilt({
    config: "wrangler.toml",
    environment: "development",
    bindings: { ...developmentSecrets(), ISSUER: "https://surcharge.example" },
    entry: ENTRY,
  }),
);

/** @type {Map<number, number>} */
const sizes = new Map();
/** @param {number} at of whose day the object is @param {string} statement @param {unknown[][]} rows */
async function fill(at, statement, rows) {
  const object = Math.floor(at / DAY) % 8;
  for (let from = 0; from < rows.length; from += ROWS_A_CALL) {
    const body = JSON.stringify({ object, statement, rows: rows.slice(from, from + ROWS_A_CALL) });
    sizes.set(object, await (await fetch(new URL("/fill", worker.url), { method: "POST", body })).json());
  }
}
const size = () => [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);

const now = Date.now();
const today = Math.floor(now / DAY) * DAY;
const thisHour = Math.floor(now / HOUR) * HOUR;
const ADD_PAGE = "INSERT INTO pages VALUES (?, ?, ?, ?)";
/** @param {"hour" | "day"} period @param {number} at @param {[string, string][]} pages */
const fillPages = (period, at, pages) =>
  fill(
    at,
    ADD_PAGE,
    pages.map((page) => [period, at, ...page]),
  );

const days = Array.from({ length: 7 }, () => pagesOf(makePeriod(LOOKUPS)));
for (let day = today - DAYS * DAY; day < today; day += DAY) await fillPages("day", day, days[(day / DAY) % 7] ?? []);
const daysSize = size();
const hours = Array.from({ length: 24 }, () => pagesOf(makePeriod(LOOKUPS / 24)));
for (let hour = today - HOURS_KEPT_DAYS * DAY; hour < thisHour; hour += HOUR)
  await fillPages("hour", hour, hours[(hour / HOUR) % 24] ?? []);
const hoursSize = size() - daysSize;
const minutes = Array.from({ length: 60 }, () => makePeriod(LOOKUPS / 1_440)).map(({ whole, merchants }) => [
  JSON.stringify({ "isolate-1": 1 }),
  JSON.stringify(whole),
  packSums(merchants),
]);
for (let minute = Math.floor(now / MINUTE) * MINUTE - DAY; minute < now; minute += MINUTE)
  await fill(minute, "INSERT INTO minutes VALUES (?, ?, ?, ?)", [[minute, ...(minutes[(minute / MINUTE) % 60] ?? [])]]);
const minutesSize = size() - daysSize - hoursSize;
await fill(now, "INSERT OR IGNORE INTO unfinished VALUES (?, ?)", [
  ["hour", thisHour],
  ["day", today],
]);

const mebibytes = (/** @type {number} */ bytes) => `${(bytes / 2 ** 20).toFixed(2)} MiB`;
console.log(`${MERCHANTS} merchants with ${LOOKUPS} lookups a day and as many further questions`);
console.table({
  "a day's page rows": { rows: days[0]?.length, size: mebibytes(daysSize / DAYS) },
  "an hour's page rows": { rows: hours[0]?.length, size: mebibytes(hoursSize / (HOURS_KEPT_DAYS * 24)) },
  "a minute's row": { rows: 1, size: mebibytes(minutesSize / 1_440) },
});
console.log(`${DAYS} days: ${mebibytes(daysSize)}, of a merchant ${(daysSize / MERCHANTS / 1024).toFixed(1)} KiB`);

/** @param {readonly string[]} queries asked at once */
async function timed(queries) {
  const startedAt = performance.now();
  const texts = await Promise.all(
    queries.map(async (query) => {
      const response = await fetch(new URL(`/v1/admin/stats${query}`, worker.url), {
        headers: { Authorization: "Bearer ak_sandbox_demo" },
      });
      const text = await response.text();
      if (response.status !== 200) throw new Error(text);
      return text;
    }),
  );
  return { ms: performance.now() - startedAt, bytes: texts.reduce((sum, { length }) => sum + length, 0) };
}

const since = (/** @type {number} */ ms) =>
  `from=${new Date(now - ms).toISOString()}&to=${new Date(now).toISOString()}`;
const TIMES = [
  ["hour, by minute", `?by=minute&${since(HOUR)}`],
  ["day, by hour", `?by=hour&${since(DAY)}`],
  ["month, by hour", `?by=hour&${since(30 * DAY)}`],
  ["month, by day", `?by=day&${since(30 * DAY)}`],
  ["year, by day", `?by=day&${since(Math.min(DAYS, 365) * DAY)}`],
];
const merchant = `&merchant=${ids[MERCHANTS >> 1]}`;
/** @type {[string, string[]][]} */
const ASKED = [
  ...TIMES.map(([name = "", query = ""]) => /** @type {[string, string[]]} */ ([`deployment's ${name}`, [query]])),
  ...TIMES.map(
    ([name = "", query = ""]) => /** @type {[string, string[]]} */ ([`a merchant's ${name}`, [query + merchant]]),
  ),
  ["each merchant's hour", [`/merchants?${since(HOUR)}`]],
  ["each merchant's day", [`/merchants?${since(DAY - MINUTE)}`]],
  [
    "first view: hour by minute and merchants' hour, at once",
    [`?by=minute&${since(HOUR)}`, `/merchants?${since(HOUR)}`],
  ],
];
/** @type {Record<string, object>} */
const table = {};
for (const [name, queries] of ASKED) {
  const first = await timed(queries);
  const readings = [];
  const cpuBefore = cpuMs(worker.pid);
  for (let reading = 0; reading < READINGS; reading++) readings.push((await timed(queries)).ms);
  table[name] = {
    "first ms": Math.round(first.ms),
    "median ms": Math.round(median(readings)),
    "CPU ms": Math.round((cpuMs(worker.pid) - cpuBefore) / READINGS),
    answer: mebibytes(first.bytes),
  };
}
console.table(table);
await worker.stop();
