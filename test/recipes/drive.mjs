/** Answers one JSON question a line, so that one process serves all vectors. */
import { createInterface } from "node:readline";
import { captureShare, nextKey, refundShare, saleOf, subjectHash, verifyQuote } from "card-surcharge/verify";

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

/** @param {Record<string, any>} ask */
function answer(ask) {
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
