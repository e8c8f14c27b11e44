/**
 * Measures decide(): the median call with the product's own rules, and the same with up to 10,000 rows, the added ones being
 * about other places. Run it with `node test/bench/decide.mjs`. The books take turns, so that the ratio does not
 * depend on what else the machine does. It prints figures and judges none; `--record` leaves them in `docs/figures/rows.json`.
 */

import { recordFigure } from "../../tools/figures/record.ts";
import { compileRules } from "../../worker/rules/book.ts";
import { builtInBook as rules } from "../../worker/rules/built-in.ts";
import { decide } from "../../worker/surcharge/decide.ts";
import { asked, placeOf } from "../support/merchant/deciding.ts";
import { median } from "./load.mjs";

/** Beside the product's own. */
const ROWS = [300, 1_000, 3_000, 10_000];
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 2_000);
const CALLS_A_ROUND = 50;

/** `XA-AA`, `XA-AB`, ...: places that no sale below names. @param {number} index */
function madeUpPlace(index) {
  const letter = (/** @type {number} */ value) => String.fromCodePoint(65 + (Math.floor(value) % 26));
  return `X${letter(index / 676)}-${letter(index / 26)}${letter(index)}`;
}

/** @param {number} size */
function largeBook(size) {
  const added = Array.from({ length: size - rules.rows.length }, (_, index) => {
    const row = rules.rows[index % rules.rows.length];
    if (row === undefined) throw new Error("there are no rules to copy");
    return { ...row, id: `xx-copy-${index}`, places: [madeUpPlace(index)] };
  });
  return compileRules([...rules.rows, ...added], "bench");
}

/** @type {[string, import("../support/merchant/deciding.ts").Asked][]} */
const SALES = [
  ["visa/credit, US-IL (eligible)", {}],
  ["visa/credit, US-CO shipped to US-OK", { billing: placeOf("US-CO"), shipTo: placeOf("US-OK") }],
  ["amex/credit, US-TX (needs_sign_off)", { billing: placeOf("US-TX"), card: { brands: ["amex"] } }],
  ["all doubts at once, GB", { billing: placeOf("GB"), card: { level: "unknown", country: null } }],
  ["visa/debit (no rule is read)", { card: { funding: "debit", surchargeable: false } }],
];

/** Microseconds of one call. @param {import("../../worker/surcharge/decide.ts").DecideInput} input */
function time(input) {
  const start = process.hrtime.bigint();
  for (let call = 0; call < CALLS_A_ROUND; call++) decide(input);
  return Number(process.hrtime.bigint() - start) / CALLS_A_ROUND / 1_000;
}

const books = [rules, ...ROWS.map(largeBook)];
/** @type {{ sale: string, points: { rows: number, medianUs: number }[] }[]} */
const curves = [];
console.log(`decide(), microseconds a call, median of ${ROUNDS} rounds of ${CALLS_A_ROUND}; Node ${process.version}\n`);
console.log(
  `${"sale".padEnd(40)}${books.map((book) => `${book.rows.length} rows`.padStart(14)).join("")}${"ratio".padStart(10)}`,
);
for (const [name, sale] of SALES) {
  const inputs = books.map((book) => asked({ ...sale, rules: book }));
  /** @type {number[][]} */
  const times = inputs.map(() => []);
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, input] of inputs.entries()) times[index]?.push(time(input));
  const medians = times.map(median);
  curves.push({
    sale: name,
    points: books.map(({ rows }, index) => ({ rows: rows.length, medianUs: medians[index] ?? 0 })),
  });
  const cells = medians.map((us) => us.toFixed(2).padStart(14));
  console.log(name.padEnd(40) + cells.join("") + ((medians.at(-1) ?? 0) / (medians[0] ?? 0)).toFixed(2).padStart(10));
}

if (process.argv.includes("--record"))
  recordFigure("rows", {
    kind: "measured",
    command: "npm run bench:decide -- --record",
    data: {
      conditions: ["the added rows are copies about made-up places"],
      rounds: ROUNDS,
      callsARound: CALLS_A_ROUND,
      curves,
    },
  });
