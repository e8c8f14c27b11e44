/** The shop's own calls to the gateway, with the secret key. What the answers mean, the kit reads. */
import { readAmounts, readTransaction } from "@card-surcharge/element/verify";

/** How long the gateway may take to charge. It asks for three minutes at least. */
export const GATEWAY_PATIENCE_MS = 180_000;

export interface GatewayAccess {
  readonly origin: string;
  readonly secretKey: string;
  readonly fetch: typeof fetch;
}

type Fields = Record<string, unknown>;

/** `no_answer`: nobody knows whether it was charged. Every other kind but `approved` charged nothing for this order. */
export type SaleResult =
  | { readonly kind: "approved"; readonly id: string; readonly card: PaidCard }
  | { readonly kind: "declined" | "not_taken" | "no_answer" | "another_order" };

export interface PaidCard {
  readonly brand: string;
  readonly lastFour: string;
}

interface Answer {
  /** 0 where there was no answer, or none that can be read. */
  readonly status: number;
  readonly body: Fields;
}

async function call(access: GatewayAccess, method: "GET" | "POST", path: string, body?: Fields): Promise<Answer> {
  try {
    const response = await access.fetch(`${access.origin}${path}`, {
      method,
      redirect: "manual",
      headers: { "Content-Type": "application/json", Authorization: access.secretKey },
      signal: AbortSignal.timeout(GATEWAY_PATIENCE_MS),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: ((await response.json()) as Fields | null) ?? {} };
  } catch {
    return { status: 0, body: {} };
  }
}

/** What the charge comes to by the gateway's own sum. @param request as `amountsRequest` makes it */
export async function calculate(access: GatewayAccess, request: Fields) {
  const { status, body } = await call(access, "POST", "/api/calculate/amounts", request);
  return readAmounts(status, body);
}

/** Charges, or hears once more what became of the same request. @param request as `transactionRequest` makes it */
export async function sell(access: GatewayAccess, request: Fields): Promise<SaleResult> {
  return resultOf(access, await call(access, "POST", "/api/transaction", request), request);
}

/** Looks for the sale of a request whose answer was lost, where repeating it says nothing any more. */
export async function find(access: GatewayAccess, request: Fields): Promise<SaleResult> {
  const order_id = request["order_id"];
  const { body } = await call(access, "POST", "/api/transaction/search", { order_id });
  const { status, data } = body;
  const isOfOrder = (each: Fields) => each["order_id"] === order_id;
  if (status !== "success" || !Array.isArray(data) || !data.every(isOfOrder)) return { kind: "no_answer" };
  const paid = (data as Fields[]).find((each) => each["response"] === "approved" && each["status"] !== "voided");
  return paid === undefined
    ? { kind: "not_taken" }
    : resultOf(access, { status: 200, body: { status, data: paid } }, request);
}

async function resultOf(access: GatewayAccess, answer: Answer, request: Fields): Promise<SaleResult> {
  const reply = readTransaction(answer.status, answer.body);
  if (reply.kind === "partly_approved") return { kind: (await isVoided(access, reply.id)) ? "declined" : "no_answer" };
  if (reply.kind !== "approved") return reply;
  const transaction = answer.body["data"] as Fields;
  // A key leads to its first transaction: with a token that has paid another order, to that one's.
  if (transaction["order_id"] !== request["order_id"]) return { kind: "another_order" };
  return { kind: "approved", id: reply.id, card: cardOf(transaction) };
}

/** Gives back what a nearly empty card has approved of the amount. */
async function isVoided(access: GatewayAccess, id: string): Promise<boolean> {
  await call(access, "POST", `/api/transaction/${id}/void`, {});
  const { body } = await call(access, "GET", `/api/transaction/${id}`);
  const [transaction] = [body["data"]].flat() as Fields[];
  return transaction?.["status"] === "voided";
}

/** Brand and last digits, for the receipt; the leading digits stay with the gateway. */
function cardOf({ response_body }: Fields): PaidCard {
  const { card_type = "Card", last_four = "" } =
    (response_body as { card?: Record<string, string> } | undefined)?.card ?? {};
  return { brand: card_type.charAt(0).toUpperCase() + card_type.slice(1), lastFour: last_four };
}
