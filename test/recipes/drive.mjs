/** Answers one JSON question a line, so that one process serves all vectors. */
import { createInterface } from "node:readline";
import {
  amountsRequest,
  captureShare,
  chargePlan,
  nextKey,
  offerHtml,
  readAmounts,
  readTransaction,
  refundShare,
  saleOf,
  subjectHash,
  transactionRequest,
  verifyQuote,
} from "@card-surcharge/element/verify";

/**
 * An answer of one member, null where the question is refused.
 *
 * @param {string} name @param {() => unknown} give
 */
async function orNull(name, give) {
  try {
    return { [name]: await give() };
  } catch {
    return { [name]: null };
  }
}

/** @param {Record<string, any>} ask */
function hashOf({ kind, parts: [merchant, id, paymentMethodId] }) {
  return kind === "token" ? subjectHash(kind, merchant, id) : subjectHash(kind, merchant, id, paymentMethodId);
}

/** @param {Record<string, any>} ask */
function refund({ claims, refund: [refundBase, refundedBaseBefore, refundedSurchargeBefore] }) {
  return refundShare(claims, { refundBase, refundedBaseBefore, refundedSurchargeBefore });
}

/** @param {Record<string, any>} ask */
function capture({ claims, capture: [captureBase, capturedBaseBefore, capturedSurchargeBefore] }) {
  return captureShare(claims, { captureBase, capturedBaseBefore, capturedSurchargeBefore });
}

/**
 * The plan, and what the service was asked; `lookup` is what it answers.
 *
 * @param {Record<string, any>} ask
 */
async function plan({ charge, lookup, jwks, now }) {
  let asked = null;
  /** @param {unknown} _url @param {{ body: string }} init */
  const fetch = async (_url, { body }) => {
    asked ??= JSON.parse(body);
    if (lookup === null || lookup.fails) throw new TypeError("no connection");
    return new Response(lookup.text ?? JSON.stringify(lookup.body), { status: lookup.status });
  };
  const isObject = typeof charge.facts === "object" && charge.facts !== null && !Array.isArray(charge.facts);
  const facts = isObject ? { jwks, ...charge.facts, now: now * 1000 } : charge.facts;
  return { plan: await chargePlan({ ...charge, facts, fetch }), asked };
}

/** @param {Record<string, any>} asked */
function gateway({ plan, options, amounts }) {
  const sale = transactionRequest(plan, { ...options, amounts });
  return {
    amountsRequest: amountsRequest(plan, options),
    transactionRequest: sale.kind === "request" ? sale.body : null,
  };
}

/** @param {Record<string, any>} came */
const reply = ({ status, body }) => ({
  amounts: readAmounts(status, body),
  transaction: readTransaction(status, body),
});

/** @param {Record<string, any>} ask */
function answer(ask) {
  if ("charge" in ask) return plan(ask);
  if ("gateway" in ask) return gateway(ask["gateway"]);
  if ("reply" in ask) return reply(ask["reply"]);
  if ("offer" in ask) return { html: offerHtml(ask["offer"].answer, ask["offer"].options) };
  if ("parts" in ask) return orNull("hash", () => hashOf(ask));
  if ("of" in ask) return orNull("sale", () => saleOf(ask["merchant"], ask["of"]));
  if ("declines" in ask) return orNull("key", () => nextKey(ask["sale"], ask["declines"]));
  if ("refund" in ask) return orNull("share", () => refund(ask));
  if ("capture" in ask) return orNull("share", () => capture(ask));
  const { quote, facts, jwks, jwksUrl, now } = ask;
  return verifyQuote(quote, { ...facts, jwks: jwks ?? jwksUrl, now: now * 1000 });
}

for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(await answer(JSON.parse(line))));
