/** Charges: `POST /api/transaction`, then capture, void, refund, reading back and search. Amounts are cents. */
import { Hono } from "hono";
import * as z from "zod";
import { type SandboxEnv, stateOf } from "../../env.ts";
import { badRequest } from "../failure.ts";
import { readBody } from "../json-body.ts";
import { merchantOf } from "../keys.ts";
import { outcomeOf, refusesRefund } from "./outcome.ts";
import { ownRate, ownSurchargeOn } from "./own-surcharge.ts";
import { payerOfCharge } from "./payer.ts";
import { isCaptured, newTransaction } from "./transaction.ts";
import type { Transaction } from "./transaction-types.ts";
import { newXid } from "./xid.ts";

const IDEMPOTENCY_SECONDS = 300;

const Cents = z.int("must be whole cents").min(1, "must be whole cents from 1");

const ONE_METHOD = ["token", "customer", "card", "ach", "terminal", "apm", "apple_pay_token", "google_pay_token"];

const ChargeRequest = z
  .object({
    type: z.enum(["sale", "authorize"], "must be sale or authorize here"),
    amount: Cents.optional(),
    base_amount: Cents.optional(),
    amounts: z.record(z.string(), z.unknown()).optional(),
    currency: z.string().length(3).default("USD"),
    processor_id: z.string().optional(),
    payment_method: z
      .looseObject({
        token: z.string().optional(),
        customer: z.object({ id: z.string(), payment_method_id: z.string().optional() }).optional(),
      })
      .refine((method) => ONE_METHOD.filter((name) => name in method).length === 1, "must hold exactly one method"),
    payment_adjustment: z.object({ type: z.enum(["flat", "percentage"]), value: z.int() }).optional(),
    tip_amount: z.int().min(0).default(0),
    tax_amount: z.int().min(0).default(0),
    shipping_amount: z.int().min(0).default(0),
    discount_amount: z.int().min(0).default(0),
    idempotency_key: z.uuid("must be a UUID").optional(),
    idempotency_time: z.int().min(1).default(IDEMPOTENCY_SECONDS),
    order_id: z.string().max(17, "must be at most 17 characters").default(""),
    description: z.string().max(255).default(""),
    billing_address: z
      .object({ country: z.string().optional(), state: z.string().optional(), postal_code: z.string().optional() })
      .default({}),
  })
  .refine(({ amount, base_amount }) => (amount === undefined) !== (base_amount === undefined), {
    path: ["amount"],
    message: "send either amount, which is final, or base_amount",
  });

const CaptureRequest = z.object({ amount: Cents.optional() });
const SearchRequest = z.object({
  order_id: z.string("must be the whole order id, as text").min(1),
  limit: z.int().min(1).max(100).default(25),
  offset: z.int().min(0).default(0),
});
const RefundRequest = z.object({ amount: Cents.optional(), surcharge: z.int().min(0).optional() });

export const transactions = new Hono<SandboxEnv>();

transactions.post("/transaction", async (context) => {
  const account = merchantOf(context);
  const { merchantId } = account;
  const request = await readBody(context, ChargeRequest);
  const state = stateOf(context.env);
  const { idempotency_key: key, idempotency_time: seconds, amounts } = request;
  const repeated = key === undefined ? null : await state.findRepeat(merchantId, key);
  if (repeated !== null) return context.json(success(repeated));
  if (amounts !== undefined && amounts["total"] !== request.amount) {
    throw badRequest("amounts: its total must be the amount");
  }
  const payer = await payerOfCharge(state, merchantId, request.payment_method);
  const rate = ownRate(account, await state.settings());
  const base = request.base_amount ?? 0;
  const own = ownSurchargeOn(base, rate, payer, request.billing_address);
  const transaction = newTransaction({
    merchantId,
    payer,
    outcome: outcomeOf(payer.payment, new Date()),
    type: request.type,
    amount: request.amount ?? base + own,
    surcharge: request.amount === undefined ? own : centsIn(amounts, "surcharge"),
    serviceFee: centsIn(amounts, "service_fee"),
    tax: amounts === undefined ? request.tax_amount : centsIn(amounts, "tax_amount"),
    request,
    now: new Date(),
  });
  return context.json(success(await state.record(transaction, key === undefined ? null : { key, seconds })));
});

transactions.post("/transaction/search", async (context) => {
  const { merchantId } = merchantOf(context);
  const { order_id: orderId, limit, offset } = await readBody(context, SearchRequest);
  const all = (await stateOf(context.env).transactions()).toReversed();
  const found = all.filter(({ merchant_id, order_id }) => merchant_id === merchantId && order_id === orderId);
  return context.json({ ...success(found.slice(offset, offset + limit)), total_count: found.length });
});

transactions.get("/transaction/:id", async (context) => {
  const { merchantId } = merchantOf(context);
  return context.json(success(await stateOf(context.env).findTransaction(merchantId, context.req.param("id"))));
});

transactions.post("/transaction/:id/capture", async (context) => {
  const original = await approved(context.env, merchantOf(context).merchantId, context.req.param("id"));
  const { amount = original.amount } = await readBody(context, CaptureRequest);
  if (original.type !== "authorize" || isCaptured(original)) throw badRequest("transaction cannot be captured");
  if (amount > original.amount) throw badRequest("amount: must not exceed the authorized amount");
  const captured = { ...original, status: "pending_settlement", amount_captured: amount };
  return context.json(success(await stateOf(context.env).record(captured, null)));
});

transactions.post("/transaction/:id/void", async (context) => {
  const original = await approved(context.env, merchantOf(context).merchantId, context.req.param("id"));
  await stateOf(context.env).record({ ...original, status: "voided" }, null);
  return context.json(success(null));
});

transactions.post("/transaction/:id/refund", async (context) => {
  const { merchantId } = merchantOf(context);
  const original = await approved(context.env, merchantId, context.req.param("id"));
  const { amount = original.amount_captured - original.amount_refunded, surcharge = 0 } = await readBody(
    context,
    RefundRequest,
  );
  const refunded = original.amount_refunded + amount;
  if (refunded > original.amount_captured) throw badRequest("amount: must not exceed what is left of the charge");
  if (surcharge > amount) throw badRequest("surcharge: must not exceed the amount");
  const isRefused = refusesRefund(original.response_body.card?.["masked_card"]);
  const state = stateOf(context.env);
  if (!isRefused) {
    const status = refunded === original.amount_captured ? "refunded" : "partially_refunded";
    await state.record({ ...original, status, amount_refunded: refunded }, null);
  }
  const now = new Date().toISOString();
  const refund: Transaction = {
    ...original,
    id: newXid(),
    type: "refund",
    status: isRefused ? "declined" : "pending_settlement",
    response: isRefused ? "declined" : "approved",
    response_code: isRefused ? 200 : 100,
    amount,
    base_amount: amount - surcharge,
    surcharge,
    tax_amount: 0,
    amount_authorized: isRefused ? 0 : amount,
    amount_captured: isRefused ? 0 : amount,
    amount_refunded: 0,
    idempotency_key: "",
    referenced_transaction_id: original.id,
    created_at: now,
    updated_at: now,
  };
  return context.json(success(await state.record(refund, null)));
});

/** A charge of this merchant that went through. */
async function approved(env: SandboxEnv["Bindings"], merchantId: string, id: string): Promise<Transaction> {
  const transaction = await stateOf(env).findTransaction(merchantId, id);
  if (transaction === null) throw badRequest("transaction not found");
  const isGone = transaction.response !== "approved" || ["voided", "refunded"].includes(transaction.status);
  if (isGone || transaction.type === "refund") throw badRequest("transaction is not in a state that allows this");
  return transaction;
}

function centsIn(amounts: Record<string, unknown> | undefined, name: string): number {
  const cents = amounts?.[name];
  return typeof cents === "number" ? cents : 0;
}

function success(data: unknown) {
  return { status: "success", msg: "success", data };
}
