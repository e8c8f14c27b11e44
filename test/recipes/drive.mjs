/** Answers one JSON question a line, so that one process serves all vectors. */
import { createInterface } from "node:readline";
import { refundShare, subjectHash, verifyQuote } from "card-surcharge/verify";

/** @param {Record<string, any>} ask */
async function answer(ask) {
  if (ask["parts"]) {
    const [merchant, id, paymentMethodId] = ask["parts"];
    const isToken = ask["kind"] === "token";
    return {
      hash: await (isToken
        ? subjectHash("token", merchant, id)
        : subjectHash("customer", merchant, id, paymentMethodId)),
    };
  }
  if (ask["refund"]) {
    const [refundBase, refundedBaseBefore, refundedSurchargeBefore] = ask["refund"];
    try {
      return { share: refundShare(ask["claims"], { refundBase, refundedBaseBefore, refundedSurchargeBefore }) };
    } catch {
      return { share: null };
    }
  }
  const { quote, facts, jwks, jwksUrl, now } = ask;
  return verifyQuote(quote, { ...facts, jwks: jwks ?? jwksUrl, now: now * 1000 });
}

for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(await answer(JSON.parse(line))));
