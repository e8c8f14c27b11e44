/** The payment gateway: KoiPay, written from its pages and from what is known of FluidPay, whose platform it is. */
import { Hono } from "hono";
import { type SandboxEnv, stateOf } from "../env.ts";
import { type Subject, upstream } from "../faults/upstream.ts";
import { lookup } from "./bins/lookup.ts";
import { amounts } from "./charges/amounts.ts";
import { transactions } from "./charges/transactions.ts";
import { GatewayFailure } from "./failure.ts";
import { tokenizer } from "./tokenizer/tokenizer.ts";
import { savedDigits, vault } from "./vault/vault.ts";

export const gateway = new Hono<SandboxEnv>();

const counted = upstream({ keyHeader: "authorization", subjectOf });

gateway.on("POST", "/api/tokenizer/:key", counted);
gateway.use("/api/lookup/*", counted);
gateway.use("/api/calculate/*", counted);
gateway.use("/api/transaction/*", counted);
gateway.use("/api/vault/*", counted);
gateway.route("/", tokenizer);
for (const part of [lookup, amounts, transactions, vault]) gateway.route("/api", part);

gateway.onError(async (error, context) => {
  const isRefusal = error instanceof GatewayFailure;
  if (!isRefusal) console.error(error.stack ?? error.message);
  const { failureWord, failAs200 } = await stateOf(context.env).settings();
  const msg = isRefusal ? error.message : "server error";
  return context.json({ status: failureWord, msg }, failAs200 ? 200 : isRefusal ? error.status : 500);
});

/** Which card a call is about: its token goes by three names, its digits by two, its customer by two. */
function subjectOf(body: Record<string, unknown>): Subject {
  const method = fieldsOf(body["payment_method"]);
  const customer = fieldsOf(method["customer"]);
  const customerId = firstString(body["customer_id"], customer["id"]);
  const methodId = firstString(body["payment_method_id"], customer["payment_method_id"]);
  return {
    token: firstString(body["temp_token"], body["token"], method["token"]),
    card: firstString(body["bin"], body["cc_bin"]) ?? (customerId && savedDigits(customerId, methodId)),
  };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function firstString(...values: readonly unknown[]): string | undefined {
  return values.find((value) => typeof value === "string");
}
