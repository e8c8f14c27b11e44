/**
 * Writes `quotes.json`, the golden vectors of quote verification: keys, quotes, facts and the verdict on each. Every
 * language's verifier is held to the same file. Uses none of our own code but the claims' names, so that a mistake in the
 * verifier cannot hide in its vectors. Run it only to add vectors: it makes new keys, and so every quote anew.
 */
import { createHash, createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CompactSign, exportJWK, exportSPKI, generateKeyPair } from "jose";

const NOW = 1_795_000_000;
const MERCHANT = "mch_demo";
const TOKEN = "tok0123456789abcdefghijklmnopqrs";
const OTHER_TOKEN = "tokZYXWVUTSRQPONMLKJIHGFEDCBA987";
const CUSTOMER = "b9kq2v4ccr1k0uo6g3t0";
const CARD = "b9kq2v4ccr1k0uo6g3u0";

/** @param {string[]} parts */
function subjectHash(...parts) {
  const hash = createHash("sha256");
  for (const part of parts) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(part));
    hash.update(length).update(part);
  }
  return hash.digest("base64url");
}

/** @param {string} kid */
async function makeKey(kid) {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  return { kid, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" } };
}

const current = await makeKey("vector-current");
const next = await makeKey("vector-next");
const retired = await makeKey("vector-retired");
const foreign = await makeKey("vector-foreign");
const jwks = { keys: [current.jwk, next.jwk, { ...retired.jwk, retired_at: NOW - 86_400 }] };

const CLAIMS = {
  iss: "https://surcharge.example",
  aud: MERCHANT,
  env: "live",
  iat: NOW - 10,
  exp: NOW + 110,
  jti: "01J9ZQ4X8M2T6V0W3Y5B7D9F1H",
  subject: { kind: "token", hash: subjectHash("surcharge-quote/token", MERCHANT, TOKEN) },
  outcome: "surcharge",
  reason: "eligible",
  brand: "visa",
  funding: "credit",
  country: "US",
  state: "IL",
  currency: "USD",
  baseAmount: 12_500,
  rateBps: 300,
  surchargeAmount: 375,
  surchargeTaxRate: 0,
  surchargeTaxAmount: 0,
  totalAmount: 12_875,
  rules: { version: "2026-11-22.3f9a", ids: ["us-il-credit", "network-visa-us"] },
  disclosure: { locale: "en", version: "3", sha256: createHash("sha256").update("Credit: 3 %.").digest("base64url") },
};
const NONE = {
  ...CLAIMS,
  outcome: "none",
  reason: "debit",
  funding: "debit",
  rateBps: 0,
  surchargeAmount: 0,
  totalAmount: 12_500,
  disclosure: null,
};
const CUSTOMER_SUBJECT = {
  kind: "customer",
  hash: subjectHash("surcharge-quote/customer", MERCHANT, CUSTOMER, CARD),
};
const TAXED = { ...CLAIMS, surchargeTaxRate: 8_875, surchargeTaxAmount: 33, totalAmount: 12_908 };
const SHIPPED = { ...CLAIMS, shipTo: { country: "CA", state: "ON" } };
const FACTS = {
  merchant: MERCHANT,
  env: "live",
  subject: { token: TOKEN },
  baseAmount: 12_500,
  currency: "USD",
  country: "US",
  state: "IL",
  now: NOW,
};
const HEADER = { alg: "ES256", typ: "surcharge-quote+jwt", kid: current.kid };

/** @param {object | string} payload @param {object} header @param {typeof current} key */
async function sign(payload, header = HEADER, key = current) {
  const bytes = new TextEncoder().encode(typeof payload === "string" ? payload : JSON.stringify(payload));
  const signer = new CompactSign(bytes).setProtectedHeader(/** @type {any} */ (header));
  return signer.sign(key.privateKey, { crit: { "urn:example:must": true } });
}

/** @param {object} header @param {object} payload */
const encode = (header, payload) =>
  [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
/** @param {string} text @param {number} at */
const changeCharacter = (text, at) => `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;

const good = await sign(CLAIMS);
const shipped = await sign(SHIPPED);
const ordered = await sign({ ...CLAIMS, orderRef: "A-1001" });
const none = await sign(NONE);
const taxed = await sign(TAXED);
const taxedNone = await sign({ ...NONE, surchargeTaxRate: 8_875 });
const NO_AMOUNTS = { baseAmount: null, surchargeAmount: null, surchargeTaxAmount: null, totalAmount: null };
const withoutAmount = await sign({ ...CLAIMS, ...NO_AMOUNTS });
const customer = await sign({ ...CLAIMS, exp: NOW + 890, subject: CUSTOMER_SUBJECT });
const savedCard = { subject: { customerId: CUSTOMER, paymentMethodId: CARD } };

const [head = "", body = "", signature = ""] = good.split(".");
const unsigned = `${encode({ ...HEADER, alg: "none" }, CLAIMS)}.`;
const hmacInput = encode({ ...HEADER, alg: "HS256" }, CLAIMS);
const publicPem = await exportSPKI(current.publicKey);
const hmacQuote = `${hmacInput}.${createHmac("sha256", publicPem).update(hmacInput).digest("base64url")}`;
const hmacPadded = `${hmacInput}.${createHmac("sha512", publicPem).update(hmacInput).digest("base64url")}`;
const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const respelt = `${good.slice(0, -1)}${BASE64URL[BASE64URL.indexOf(good.slice(-1)) + 1]}`;

/** @type {{ name: string, quote: unknown, facts: Record<string, unknown>, expected: object }[]} */
const cases = [];
/** @param {string} name @param {unknown} quote @param {Record<string, unknown>} facts */
const accept = (name, quote, facts = {}) =>
  cases.push({ name, quote, facts: { ...FACTS, ...facts }, expected: { valid: true } });
/** @param {string} name @param {unknown} quote @param {Record<string, unknown>} facts @param {string[]} problems
 *  @param {string[]} notChecked */
const refuse = (name, quote, facts, problems, notChecked = []) =>
  cases.push({
    name,
    quote,
    facts: { ...FACTS, ...facts },
    expected: { valid: false, problem: problems[0], problems, notChecked },
  });

accept("a surcharge for exactly this sale", good);
accept("a refusal is a quote as well", none);
accept("signed with the second published key", await sign(CLAIMS, { ...HEADER, kid: next.kid }, next));
accept("a saved card", customer, savedCard);
accept("a shipping place", shipped, { shipTo: { country: "CA", state: "ON" } });
accept("a shipping place that is the billing place", good, { shipTo: { country: "US", state: "IL" } });
accept("an order reference", ordered, { orderRef: "A-1001" });
accept("places and currency in other spellings", good, { country: " us ", state: "us-il", currency: "usd" });
accept("a lookup without an amount", withoutAmount, { baseAmount: null });
accept("a tax on the surcharge", taxed, { surchargeTaxRate: 8_875 });
accept("no tax, and the server says so", good, { surchargeTaxRate: 0 });
accept("no tax, and the server says null", good, { surchargeTaxRate: null });
accept("no tax, and the server says nothing with an empty text", good, { surchargeTaxRate: "" });
accept("a tax rate on a refusal, which comes to nothing", taxedNone, { surchargeTaxRate: 8_875 });
accept("a tax rate without an amount", await sign({ ...CLAIMS, ...NO_AMOUNTS, surchargeTaxRate: 8_875 }), {
  baseAmount: null,
  surchargeTaxRate: 8_875,
});
/** One unit of surcharge, so that half a unit of tax is reached exactly. */
const SMALL = { ...CLAIMS, baseAmount: 34, surchargeAmount: 1 };
accept(
  "a tax of exactly half a unit is one",
  await sign({ ...SMALL, surchargeTaxRate: 50_000, surchargeTaxAmount: 1, totalAmount: 36 }),
  { baseAmount: 34, surchargeTaxRate: 50_000 },
);
accept(
  "a tax of less than half a unit is none",
  await sign({ ...SMALL, surchargeTaxRate: 49_999, surchargeTaxAmount: 0, totalAmount: 35 }),
  { baseAmount: 34, surchargeTaxRate: 49_999 },
);
accept(
  "a brand and a reason that a later version added",
  await sign({ ...NONE, brand: "novacard", reason: "new_rule" }),
);
accept("a claim that a later version added", await sign({ ...CLAIMS, loyalty: { points: 3 } }));
accept("four seconds after the end, for clocks differ", good, { now: NOW + 114 });
accept("four seconds before it was issued, for clocks differ", good, { now: NOW - 14 });
accept("a refund a year later", good, { now: NOW + 31_536_000, purpose: "refund" });
accept(
  "a refund of a quote whose key is in the archive",
  await sign({ ...CLAIMS, iat: NOW - 90_000, exp: NOW - 89_880 }, { ...HEADER, kid: retired.kid }, retired),
  { purpose: "refund" },
);
accept("the largest amount", await sign({ ...NONE, baseAmount: 999_999_999_999, totalAmount: 999_999_999_999 }), {
  baseAmount: 999_999_999_999,
});
accept(
  "a surcharge on the largest amount",
  await sign({
    ...CLAIMS,
    baseAmount: 999_999_999_999,
    rateBps: 10_000,
    surchargeAmount: 999_999_999_999,
    totalAmount: 1_999_999_999_998,
  }),
  { baseAmount: 999_999_999_999 },
);

accept(
  "the highest tax on the largest surcharge",
  await sign({
    ...CLAIMS,
    baseAmount: 999_999_999_999,
    rateBps: 10_000,
    surchargeAmount: 999_999_999_999,
    surchargeTaxRate: 50_000,
    surchargeTaxAmount: 500_000_000_000,
    totalAmount: 2_499_999_999_998,
  }),
  { baseAmount: 999_999_999_999, surchargeTaxRate: 50_000 },
);

for (const [name, quote] of [
  ["an empty text", ""],
  ["a number", 12],
  ["null", null],
  ["two parts", `${head}.${body}`],
  ["four parts", `${good}.${signature}`],
  ["a blank at the end", `${good} `],
  ["a line break at the end", `${good}\n`],
  ["an unsigned quote", unsigned],
  ["an HS256 signature is too short for a quote", hmacQuote],
  ["another spelling of the same signature", respelt],
  ["a header that is no JSON", `AAAA.${body}.${signature}`],
  ["a header that is a list", `${Buffer.from("[1]").toString("base64url")}.${body}.${signature}`],
  ["longer than any quote", `${head}.${"A".repeat(9000)}.${signature}`],
  ["a payload that is no JSON", await sign("surcharge")],
  ["a payload that is a list", await sign("[1]")],
  ["a claim is missing", await sign({ ...CLAIMS, jti: undefined })],
  ["an amount is a text", await sign({ ...CLAIMS, baseAmount: "12500" })],
  ["an amount is negative", await sign({ ...CLAIMS, baseAmount: -1 })],
  ["an amount is no whole number", await sign({ ...CLAIMS, baseAmount: 12_500.5 })],
  ["a rate above one hundred percent", await sign({ ...CLAIMS, rateBps: 10_001 })],
  ["a tax rate above fifty percent", await sign({ ...TAXED, surchargeTaxRate: 50_001 })],
  ["a tax rate that is no whole number", await sign({ ...TAXED, surchargeTaxRate: 8_875.5 })],
  ["no tax rate", await sign({ ...CLAIMS, surchargeTaxRate: undefined })],
  ["no amount of tax", await sign({ ...CLAIMS, surchargeTaxAmount: undefined })],
  ["an outcome that is none", await sign({ ...CLAIMS, outcome: "maybe" })],
])
  refuse(`malformed: ${name}`, quote, {}, ["malformed"]);

const noType = { alg: "ES256", kid: current.kid };
refuse("an ordinary JWT", await sign(CLAIMS, { ...HEADER, typ: "JWT" }), {}, ["wrong_type"]);
refuse("no type", await sign(CLAIMS, noType), {}, ["wrong_type"]);
refuse("alg none with a signature", `${encode({ ...HEADER, alg: "none" }, CLAIMS)}.${signature}`, {}, [
  "wrong_algorithm",
]);
refuse("HMAC with the public key as its secret", hmacPadded, {}, ["wrong_algorithm"]);
refuse("alg in another case", `${encode({ ...HEADER, alg: "es256" }, CLAIMS)}.${signature}`, {}, ["wrong_algorithm"]);
for (const [name, extra] of Object.entries({
  "its own key": { jwk: foreign.jwk },
  "an address of its key": { jku: "https://evil.example/jwks.json" },
  "its own certificate": { x5c: ["MIIB"] },
  "an address of its certificate": { x5u: "https://evil.example/cert.pem" },
  "a critical extension": { crit: ["urn:example:must"], "urn:example:must": true },
}))
  refuse(`the header brings ${name}`, await sign(CLAIMS, { ...HEADER, ...extra }, foreign), {}, ["forbidden_header"]);

refuse("no key id", await sign(CLAIMS, { alg: "ES256", typ: HEADER.typ }), {}, ["unknown_key"]);
refuse("a foreign key", await sign(CLAIMS, { ...HEADER, kid: foreign.kid }, foreign), {}, ["unknown_key"]);
refuse("a foreign key under our key id", await sign(CLAIMS, HEADER, foreign), {}, ["bad_signature"]);
refuse("another header", `${encode({ ...HEADER, kid: next.kid }, CLAIMS)}.${signature}`, {}, ["bad_signature"]);
refuse("an edited amount", `${encode(HEADER, { ...CLAIMS, surchargeAmount: 0 })}.${signature}`, {}, ["bad_signature"]);
refuse("an edited signature", changeCharacter(good, good.length - 20), {}, ["bad_signature"]);
const zeroSignature = `${head}.${body}.${"A".repeat(86)}`;
refuse("a signature of zeroes", zeroSignature, {}, ["bad_signature"]);

const byRetired = await sign(CLAIMS, { ...HEADER, kid: retired.kid }, retired);
const backdated = await sign({ ...CLAIMS, iat: NOW - 90_000 }, { ...HEADER, kid: retired.kid }, retired);
refuse("signed with a retired key", byRetired, {}, ["retired_key"]);
refuse("signed with a retired key, dated back", backdated, {}, ["retired_key"]);
refuse("a refund signed after the key was retired", byRetired, { purpose: "refund" }, ["retired_key"]);

const otherMerchant = { ...CLAIMS, aud: "mch_other" };
refuse("another merchant's quote", await sign(otherMerchant), {}, ["wrong_merchant"]);
const otherToken = { subject: { token: OTHER_TOKEN } };
refuse("our merchant is another", good, { merchant: "mch_other" }, ["wrong_merchant", "wrong_subject"]);
refuse("a test quote in live", await sign({ ...CLAIMS, env: "test" }), {}, ["wrong_env"]);
refuse("a live quote in test", good, { env: "test" }, ["wrong_env"]);
refuse("expired", good, { now: NOW + 115 }, ["expired"]);
refuse("not yet valid", good, { now: NOW - 16 }, ["not_yet_valid"]);
refuse("not yet valid, for a refund", good, { now: NOW - 16, purpose: "refund" }, ["not_yet_valid"]);
const binQuote = await sign({ ...CLAIMS, subject: { kind: "bin", hash: CLAIMS.subject.hash } });
refuse("a quote for a BIN", binQuote, {}, ["informational_only"]);
refuse("another token", good, otherToken, ["wrong_subject"]);
refuse("a saved card with a token's quote", good, savedCard, ["wrong_subject"]);
refuse("a token with a saved card's quote", customer, {}, ["wrong_subject"]);
refuse(
  "another card of the same customer",
  customer,
  { subject: { customerId: CUSTOMER, paymentMethodId: "b9kq2v4ccr1k0uo6g3v0" } },
  ["wrong_subject"],
);
refuse(
  "the same letters, divided otherwise",
  customer,
  { subject: { customerId: `${CUSTOMER}${CARD[0]}`, paymentMethodId: CARD.slice(1) } },
  ["wrong_subject"],
);
refuse("another amount", good, { baseAmount: 12_501 }, ["wrong_amount"]);
refuse("an amount where the quote has none", withoutAmount, {}, ["wrong_amount"]);
refuse("no amount where the quote has one", good, { baseAmount: null }, ["wrong_amount"]);
refuse("another currency", good, { currency: "CAD" }, ["wrong_currency"]);
refuse("another tax rate", taxed, { surchargeTaxRate: 8_000 }, ["wrong_tax"]);
refuse("a tax that the server does not take", taxed, { surchargeTaxRate: 0 }, ["wrong_tax"]);
refuse("no tax where the server takes one", good, { surchargeTaxRate: 8_875 }, ["wrong_tax"]);
refuse("no tax rate on a refusal where the server takes a tax", none, { surchargeTaxRate: 8_875 }, ["wrong_tax"]);
refuse("another country", good, { country: "CA" }, ["wrong_place"]);
refuse("another state", good, { state: "CO" }, ["wrong_place"]);
refuse("another shipping country", shipped, { shipTo: { country: "US", state: "ON" } }, ["wrong_place"]);
refuse("another shipping state", shipped, { shipTo: { country: "CA", state: "QC" } }, ["wrong_place"]);
refuse("a shipping place the quote does not know", good, { shipTo: { country: "US", state: "CT" } }, ["wrong_place"]);
refuse("another order", ordered, { orderRef: "A-1002" }, ["wrong_order"]);
refuse("an order the quote does not know", good, { orderRef: "A-1001" }, ["wrong_order"]);

/** @param {string} name @param {object} changes */
const inconsistent = async (name, changes) =>
  refuse(name, await sign({ ...CLAIMS, ...changes }), {}, ["inconsistent_claims"]);
await inconsistent("a surcharge on a debit card", { funding: "debit" });
await inconsistent("a surcharge on a prepaid card", { funding: "prepaid" });
await inconsistent("a surcharge on who knows what", { funding: "unknown" });
await inconsistent("a surcharge for a reason against it", { reason: "region_prohibited" });
await inconsistent("a surcharge without a disclosure", { disclosure: null });
/** @param {string} name @param {object} changes */
const miscounted = async (name, changes) =>
  refuse(name, await sign({ ...CLAIMS, ...changes }), {}, ["inconsistent_amounts"]);
await miscounted("a surcharge above its rate", { surchargeAmount: 376, totalAmount: 12_876 });
await miscounted("a surcharge below its rate", { surchargeAmount: 374, totalAmount: 12_874 });
await miscounted("a total that is no sum", { totalAmount: 12_874 });
await miscounted("a surcharge of nothing", { rateBps: 0, surchargeAmount: 0, totalAmount: 12_500 });
await miscounted("a tax where the rate is nothing", { surchargeTaxAmount: 1, totalAmount: 12_876 });
for (const amount of ["surchargeAmount", "surchargeTaxAmount", "totalAmount"])
  refuse(
    `${amount} of a lookup without an amount`,
    await sign({ ...CLAIMS, ...NO_AMOUNTS, [amount]: 0 }),
    { baseAmount: null },
    ["inconsistent_amounts"],
  );
await miscounted("a missing tax", { surchargeTaxAmount: null });
await miscounted("a missing total", { totalAmount: null });
refuse(
  "a surcharge on a refusal",
  await sign({ ...NONE, rateBps: 300, surchargeAmount: 375, totalAmount: 12_875 }),
  {},
  ["inconsistent_amounts"],
);

/** @param {string} name @param {object} changes */
const taxMiscounted = async (name, changes) =>
  refuse(name, await sign({ ...TAXED, ...changes }), { surchargeTaxRate: 8_875 }, ["inconsistent_amounts"]);
await taxMiscounted("a tax above its rate", { surchargeTaxAmount: 34, totalAmount: 12_909 });
await taxMiscounted("a tax below its rate", { surchargeTaxAmount: 32, totalAmount: 12_907 });
await taxMiscounted("a total without its tax", { totalAmount: 12_875 });
refuse(
  "a tax of exactly half a unit, rounded down",
  await sign({ ...SMALL, surchargeTaxRate: 50_000, surchargeTaxAmount: 0, totalAmount: 35 }),
  { baseAmount: 34, surchargeTaxRate: 50_000 },
  ["inconsistent_amounts"],
);
refuse(
  "a tax without a surcharge",
  await sign({ ...NONE, surchargeTaxRate: 8_875, surchargeTaxAmount: 33, totalAmount: 12_533 }),
  { surchargeTaxRate: 8_875 },
  ["inconsistent_amounts"],
);

for (const fact of ["merchant", "env", "subject", "baseAmount", "currency", "country", "state"])
  refuse(`not given: ${fact}`, good, { [fact]: undefined }, ["not_checked"], [fact]);
refuse("not given: shipTo", shipped, {}, ["not_checked"], ["shipTo"]);
refuse("not given: the shipping state", shipped, { shipTo: { country: "CA" } }, ["not_checked"], ["shipTo.state"]);
refuse("not given: orderRef", ordered, {}, ["not_checked"], ["orderRef"]);
refuse("not given: the saved card's id", customer, { subject: { customerId: CUSTOMER } }, ["not_checked"], ["subject"]);
refuse("not given: the tax of a taxed quote", taxed, {}, ["not_checked"], ["surchargeTaxRate"]);
refuse("null for the tax of a taxed quote", taxed, { surchargeTaxRate: null }, ["not_checked"], ["surchargeTaxRate"]);
for (const [what, quote] of [
  ["a taxed quote", taxed],
  ["a quote without a tax", good],
]) {
  const given = { surchargeTaxRate: "8875" };
  refuse(`not in its form: surchargeTaxRate, of ${what}`, quote, given, ["not_checked"], ["surchargeTaxRate"]);
}
refuse("not in its form: baseAmount", good, { baseAmount: "12500" }, ["not_checked"], ["baseAmount"]);
refuse(
  "everything at once, in order",
  ordered,
  {
    merchant: undefined,
    env: "test",
    now: NOW + 500,
    ...otherToken,
    baseAmount: 1,
    currency: "EUR",
    surchargeTaxRate: 1,
    country: "FR",
    orderRef: "B",
  },
  ["wrong_env", "expired", "wrong_amount", "wrong_currency", "wrong_tax", "wrong_place", "wrong_order", "not_checked"],
  ["merchant"],
);

const subjects = [
  { kind: "token", parts: [MERCHANT, TOKEN] },
  { kind: "token", parts: ["mch_other", TOKEN] },
  { kind: "customer", parts: [MERCHANT, CUSTOMER, CARD] },
  { kind: "customer", parts: [MERCHANT, "Zoë-42", "card-1"] },
].map(({ kind, parts }) => ({ kind, parts, hash: subjectHash(`surcharge-quote/${kind}`, ...parts) }));

/**
 * Sales as [base, surcharge, tax rate], and refunds one after the other as [refundBase, refundedBaseBefore,
 * refundedSurchargeBefore]. A share is [surcharge, tax].
 */
const refunds = [
  { sale: [12_500, 375], refund: [12_500, 0, 0], share: [375, 0] },
  { sale: [12_500, 375], refund: [6_250, 0, 0], share: [187, 0] },
  { sale: [12_500, 375], refund: [6_250, 6_250, 187], share: [188, 0] },
  { sale: [12_500, 375], refund: [1, 0, 0], share: [0, 0] },
  { sale: [12_500, 375], refund: [100, 100, 50], share: [0, 0] },
  { sale: [12_500, 375], refund: [0, 0, 0], share: [0, 0] },
  { sale: [12_500, 0], refund: [12_500, 0, 0], share: [0, 0] },
  { sale: [0, 0], refund: [0, 0, 0], share: [0, 0] },
  { sale: [999_999_999_999, 999_999_999_999], refund: [999_999_999_998, 0, 0], share: [999_999_999_998, 0] },
  { sale: [999_999_999_999, 29_999_999_999], refund: [333_333_333_333, 0, 0], share: [9_999_999_999, 0] },
  { sale: [12_500, 375, 8_875], refund: [12_500, 0, 0], share: [375, 33] },
  { sale: [12_500, 375, 8_875], refund: [6_250, 0, 0], share: [187, 17] },
  { sale: [12_500, 375, 8_875], refund: [6_250, 6_250, 187], share: [188, 16] },
  { sale: [12_500, 375, 8_875], refund: [100, 100, 50], share: [0, 0] },
  { sale: [34, 1, 50_000], refund: [34, 0, 0], share: [1, 1] },
  {
    sale: [999_999_999_999, 999_999_999_999, 50_000],
    refund: [999_999_999_999, 0, 0],
    share: [999_999_999_999, 500_000_000_000],
  },
  { sale: [12_500, 375], refund: [12_501, 0, 0], share: null },
  { sale: [12_500, 375], refund: [1, 12_500, 375], share: null },
  { sale: [12_500, 375], refund: [1, 0, 376], share: null },
  { sale: [12_500, 375], refund: [-1, 0, 0], share: null },
  { sale: [12_500, 375, 50_001], refund: [1, 0, 0], share: null },
  { sale: [12_500, 375, null], refund: [1, 0, 0], share: null },
  { sale: [null, null], refund: [1, 0, 0], share: null },
].map(({ sale: [baseAmount, surchargeAmount, surchargeTaxRate = 0], refund, share }) => ({
  claims: { baseAmount, surchargeAmount, surchargeTaxRate },
  refund,
  share: share && { surchargeAmount: share[0], surchargeTaxAmount: share[1] },
}));

const file = fileURLToPath(new URL("quotes.json", import.meta.url));
writeFileSync(file, `${JSON.stringify({ jwks, subjects, refunds, cases }, null, 2)}\n`);
console.log(`${cases.length} cases written`);
