/**
 * Measures quotes: signed and verified per second on one thread, one after the other and eight at a time, with keys in
 * hand. Run it with `node test/bench/quote.mjs`. It prints figures and judges none.
 */
import { verifyQuote } from "../../contract/verify.ts";
import { newRing } from "../../tools/commands/keys/key-ring.mjs";
import { importKeys } from "../../worker/quote/keys.ts";
import { quoteClaims, signQuote } from "../../worker/quote/sign.ts";
import { ask } from "../support/merchant/deciding.ts";
import { TOKEN } from "../support/service/quotes.ts";
import { median } from "./load.mjs";

const ROUND_MS = 300;
const ROUNDS = 9;
const SIDE_BY_SIDE = 8;

/** Calls in one second, while `width` of them are under way at any time.
 * @param {() => Promise<unknown>} call @param {number} width */
async function rate(call, width) {
  const start = performance.now();
  let calls = 0;
  const worker = async () => {
    for (; performance.now() - start < ROUND_MS; calls += 1) await call();
  };
  await Promise.all(Array.from({ length: width }, worker));
  return (calls * 1000) / (performance.now() - start);
}

const ring = await newRing({ signing: [], retired: [] }, { now: Math.floor(Date.now() / 1000) });
const keys = await importKeys(
  /** @type {import("../../worker/quote/keys.ts").KeySettings} */ ({
    environment: "production",
    signingKeys: /** @type {unknown} */ (ring.signing),
    retiredKeys: [],
  }),
);
const decision = ask();
const make = async () => {
  const now = Date.now();
  const claims = await quoteClaims({
    issuer: "https://surcharge.example",
    merchant: "mch_demo",
    mode: "live",
    subject: { kind: "token", token: TOKEN },
    decision,
    disclosure: { text: "A surcharge of 3 % is added.", locale: "en", version: "1" },
    now,
    firstSeenAt: now,
  });
  return signQuote({ claims, keys });
};
const quote = await make();
/** @type {import("../../contract/verify.ts").SaleFacts} */
const facts = {
  jwks: { keys: [...keys.jwks.keys] },
  merchant: "mch_demo",
  env: "live",
  subject: { token: TOKEN },
  baseAmount: 12_500,
  currency: "USD",
  country: "US",
  state: "IL",
  purpose: "refund",
};
const verify = async () => {
  const verdict = await verifyQuote(quote, facts);
  if (!verdict.valid) throw new Error(verdict.problem);
};

console.log(
  `quotes per second, median of ${ROUNDS} rounds; Node ${process.version}; a quote is ${quote.length} bytes\n`,
);
console.log(`${"".padEnd(24)}${"one by one".padStart(12)}${`${SIDE_BY_SIDE} at a time`.padStart(14)}`);
/** @type {[string, () => Promise<unknown>][]} */
const CALLS = [
  ["claims and signature", make],
  ["verifyQuote, valid", verify],
  ["verifyQuote, refused", () => verifyQuote(`${quote.slice(0, -10)}AAAAAAAAAA`, facts)],
  ["verifyQuote, garbage", () => verifyQuote("garbage", facts)],
];
for (const [name, call] of CALLS) {
  const cells = [];
  for (const width of [1, SIDE_BY_SIDE]) {
    const rates = [];
    for (let round = 0; round < ROUNDS; round += 1) rates.push(await rate(call, width));
    cells.push(Math.round(median(rates)));
  }
  const [alone = 0, together = 0] = cells;
  console.log(`${name.padEnd(24)}${String(alone).padStart(12)}${String(together).padStart(14)}`);
}
