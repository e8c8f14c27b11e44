/**
 * Measures card programmes: what a match costs with 10 to 100,000 BINs, and what a pull of 10,000 BINs holds in
 * memory. Run it with `node --expose-gc test/bench/card-programs.mjs`. It prints figures and judges none; `--record` leaves
 * them in `docs/figures/bins.json`.
 */

import { recordFigure } from "../../tools/figures/record.ts";
import { BinIndex } from "../../worker/card-program/bin-index.ts";
import { pullCatalogue } from "../../worker/card-program/client.ts";
import { matchHouseCard } from "../../worker/card-program/match.ts";
import { median } from "./load.mjs";

const SIZES = [10, 100, 1_000, 10_000, 100_000];
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 15);
const MATCHES = 200_000;
const CARDS = 4_096;
const PULLED_BINS = 10_000;
const PULLS = 8;

/** A repeatable stream of numbers below `limit` (a 31-bit Lehmer generator). @param {number} seed */
function numbers(seed) {
  let state = seed;
  return (/** @type {number} */ limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}

/** Distinct BINs of 6 and 8 digits, all beginning with 4. @param {number} count */
function makeBins(count) {
  const next = numbers(7);
  const bins = new Set();
  while (bins.size < count) {
    const six = `4${String(next(100_000)).padStart(5, "0")}`;
    bins.add(next(5) === 0 ? six : six + String(next(100)).padStart(2, "0"));
  }
  return /** @type {string[]} */ ([...bins]);
}

/**
 * Cards as the gateway names them: six digits, a third of them the programme's own and two thirds not.
 * @param {string[]} bins @param {number} digits
 */
function makeCards(bins, digits) {
  const next = numbers(11);
  return Array.from({ length: CARDS }, (_, index) => {
    const own = bins[next(bins.length)] ?? "";
    const other = `5${String(next(10_000_000)).padStart(7, "0")}`;
    return (index % 3 === 0 ? own.padEnd(8, "0") : other).slice(0, digits);
  });
}

/** What is asked of a programme of so many BINs. @param {number} count @param {number} digits */
function contender(count, digits) {
  const bins = makeBins(count);
  return { programmes: [{ name: "Bench", index: new BinIndex(bins) }], cards: makeCards(bins, digits) };
}

/** Nanoseconds of one match, a round. @param {ReturnType<typeof contender>} contender */
function matchCost({ programmes, cards }) {
  let certain = 0;
  const start = process.hrtime.bigint();
  for (let n = 0; n < MATCHES; n++)
    if (matchHouseCard(cards[n % CARDS] ?? null, programmes).match === "certain") certain += 1;
  const took = Number(process.hrtime.bigint() - start) / MATCHES;
  if (certain === 0) throw new Error("nothing matched: the cards are not what they should be");
  return took;
}

/** Memory in use after a collection, buffers included, in MiB. */
function usedMiB() {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1_048_576;
}

/** An upstream of `count` BINs that makes each page when it is asked for. @param {number} count */
function upstream(count) {
  return {
    origin: "https://keysecure.test",
    apiKey: "bench",
    fetch: async (/** @type {string} */ url, /** @type {{ body?: string }} */ init) => {
      if (url.endsWith("/token"))
        return Response.json({ code: 0, data: { access_token: "t", expired_time: Date.now() + 3_600_000 } });
      const { page, size } = JSON.parse(init.body ?? "{}");
      const length = Math.max(Math.min(size, count - page * size), 0);
      const list = Array.from({ length }, (_, index) => ({
        card_bin_no: `CB${page * size + index}`,
        card_bin: String(40_000_000 + page * size + index),
        organization: "VISA",
        support_physical: true,
        support_virtual: true,
        currencies: ["USD", "EUR"],
        balance_limit: {
          limit_balance: "1000.00",
          limit_week_balance: "2000.00",
          limit_atm_day_balance: "200.00",
          limit_atm_month_balance: "1000.00",
        },
      }));
      return Response.json({ code: 0, msg: "Success", data: { list } });
    },
  };
}

/** @type {{ digits: number, points: { bins: number, ns: number[] }[] }[]} */
const curves = [];
for (const digits of [6, 8]) {
  const contenders = SIZES.map((bins) => ({ bins, of: contender(bins, digits), ns: /** @type {number[]} */ ([]) }));
  for (const { of } of contenders) matchCost(of);
  // In turns, so that the ratio does not depend on what else the machine does.
  for (let round = 0; round < ROUNDS; round++) for (const { of, ns } of contenders) ns.push(matchCost(of));
  curves.push({ digits, points: contenders.map(({ bins, ns }) => ({ bins, ns })) });
  const told = contenders.map(({ bins, ns }) => `${median(ns).toFixed(0)} ns with ${bins}`);
  const [few = [], many = []] = [contenders[0]?.ns, contenders.at(-1)?.ns];
  console.log(
    `match, ${digits} digits known: ${told.join(", ")} BINs: ratio ${(median(many) / median(few)).toFixed(2)}`,
  );
}

const compileStart = process.hrtime.bigint();
const before = usedMiB();
const index = new BinIndex(makeBins(100_000));
console.log(
  `compile 100,000 BINs: ${(Number(process.hrtime.bigint() - compileStart) / 1e6).toFixed(0)} ms, ${(usedMiB() - before).toFixed(1)} MiB for ${index.size} BINs`,
);

const after = [];
let held = (await pullCatalogue(upstream(PULLED_BINS))).bins;
for (let n = 0; n < PULLS; n++) {
  held = (await pullCatalogue(upstream(PULLED_BINS))).bins;
  after.push(usedMiB());
}
console.log(
  `pull ${held.length} BINs ${PULLS} times, one result held: memory after each ${after.map((mib) => mib.toFixed(1)).join(", ")} MiB`,
);

if (process.argv.includes("--record"))
  recordFigure("bins", {
    kind: "measured",
    command: "npm run bench:card-programs -- --record",
    data: {
      conditions: ["BINs and cards are made up, by seed"],
      matches: MATCHES,
      curves,
      pulledBins: PULLED_BINS,
      memoryMiB: after,
    },
  });
