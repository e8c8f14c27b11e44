/**
 * What the gateway's answers mean for a merchant's server. What matters is which of them is known to have charged
 * nothing: a decline starts another try, and silence repeats the same one.
 */

/** `not_taken`: refused before any bank was asked. `no_answer`: nobody knows whether it was charged; try again by the same key. */
export type AmountsReply =
  | { readonly kind: "amounts"; readonly amounts: Record<string, unknown> }
  | { readonly kind: "not_taken" }
  | { readonly kind: "no_answer" };

export type TransactionReply =
  | {
      readonly kind: "approved";
      /** The gateway's id of the transaction. */
      readonly id: string;
      /** What was charged, everything included: for a repeated key, by the first try. Minor units. */
      readonly totalAmount: number;
    }
  /** A part alone was approved, as of a nearly empty card: void the transaction `id`; then it counts as declined. */
  | { readonly kind: "partly_approved"; readonly id: string }
  /** Charged nothing: count it, so that the next try gets a new key. */
  | { readonly kind: "declined" }
  | { readonly kind: "not_taken" }
  | { readonly kind: "no_answer" };

const APPROVED_FROM = 100;
const APPROVED_TO = 199;
const PARTLY_APPROVED = 110;
const DECLINED_TO = 499;

const TOO_MANY_REQUESTS = 429;
const REQUEST_TIMEOUT = 408;

type Fields = Record<string, unknown>;
const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type Data = { readonly kind: "data"; readonly data: Fields } | { readonly kind: "not_taken" | "no_answer" };

/** A refusal may come as a 200 whose `status` member alone tells it. */
function dataOf(status: number, body: unknown): Data {
  const isOk = status >= 200 && status < 300;
  if (isOk && isRecord(body) && body["status"] === "success" && isRecord(body["data"]))
    return { kind: "data", data: body["data"] };
  const isRefusal = isOk
    ? isRecord(body) && typeof body["status"] === "string" && body["status"] !== "success"
    : status >= 400 && status < 500 && status !== TOO_MANY_REQUESTS && status !== REQUEST_TIMEOUT;
  return { kind: isRefusal ? "not_taken" : "no_answer" };
}

/**
 * Reads the answer to `POST /api/calculate/amounts`. Never throws.
 *
 * @param status the HTTP status
 * @param body the parsed body; anything where it could not be read
 */
export function readAmounts(status: number, body: unknown): AmountsReply {
  const read = dataOf(status, body);
  return read.kind === "data" ? { kind: "amounts", amounts: read.data } : { kind: read.kind };
}

/** Reads the answer to `POST /api/transaction`, as {@link readAmounts} does the other. Never throws. */
export function readTransaction(status: number, body: unknown): TransactionReply {
  const read = dataOf(status, body);
  if (read.kind !== "data") return { kind: read.kind };
  const { id, amount, response_code: code } = read.data;
  if (typeof code !== "number" || typeof id !== "string" || typeof amount !== "number") return { kind: "no_answer" };
  if (code === PARTLY_APPROVED) return { kind: "partly_approved", id };
  if (code >= APPROVED_FROM && code <= APPROVED_TO) return { kind: "approved", id, totalAmount: amount };
  return { kind: code > APPROVED_TO && code <= DECLINED_TO ? "declined" : "no_answer" };
}
