/** The three calls this page makes, to its own origin alone. */
import { isObject } from "./bridge.js";

const key = decodeURIComponent(location.pathname.split("/").at(-1) ?? "");

/** @param {string} path @param {unknown} body @returns {Promise<Record<string, unknown>>} */
async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: key },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok || answer?.status !== "success")
    throw new Error(String(answer?.msg ?? "the gateway did not answer"));
  return isObject(answer.data) ? answer.data : {};
}

/** What the gateway knows of a card. @param {string} digits */
export function lookUp(digits) {
  return post("/api/lookup/bin", { type: "tokenizer", type_id: crypto.randomUUID(), bin: digits });
}

/**
 * What the merchant's own fee programme would add.
 * @param {string} digits @param {number} cents @param {unknown} processorId
 */
export function lookUpFees(digits, cents, processorId) {
  return post("/api/lookup/fees", {
    type: "integrations",
    type_id: typeof processorId === "string" ? processorId : undefined,
    bin: digits,
    payment_method: "card",
    base_amount: cents,
  });
}

/** Turns a payment into a token. @param {unknown} payment @returns {Promise<string>} */
export async function mint(payment) {
  const { token } = await post(location.pathname, { payment });
  return String(token);
}
