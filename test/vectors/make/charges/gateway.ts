/** The bodies of the gateway's two calls, and what its answers to them mean. */
import { CARD, CUSTOMER, TAXED, TOKEN } from "../parts/sale.ts";
import { by, CLAIMS, charge, SALE, WITH_SURCHARGE } from "./parts.ts";

const TOKEN_PAYMENT = { payment: { token: TOKEN } };
const SAVED_CARD_PAYMENT = { payment: { customerId: CUSTOMER, paymentMethodId: CARD } };
const PLACE = { country: "US", state: "IL" };
const PLANS = {
  base: charge("nothing_to_add"),
  surcharge: charge("quote", { ...WITH_SURCHARGE, ...by(CLAIMS) }),
  taxed: charge("quote", { ...WITH_SURCHARGE, surchargeTaxAmount: 33, totalAmount: 12_908, ...by(TAXED) }),
};
const flat = (value: number) => ({ type: "flat", value, include: true });

const ASKED = { subtotal: 12_500, amount: 12_500, currency: "USD", payment_method: "token", token: TOKEN };
const SALE_OF = { transaction_type: "sale" };
const SENT = {
  type: "sale",
  currency: "USD",
  payment_method: { token: TOKEN },
  idempotency_key: SALE,
  idempotency_time: 86_400,
};

export const gatewayCalls = () => [
  {
    name: "the base amount by token",
    plan: PLANS.base,
    options: { ...TOKEN_PAYMENT, ...PLACE },
    amountsRequest: { ...ASKED, ...SALE_OF, ...PLACE },
    amounts: { total: 12_500 },
    transactionRequest: { ...SENT, amount: 12_500, amounts: { total: 12_500 }, billing_address: PLACE },
  },
  {
    name: "a surcharge by token, and no place",
    plan: PLANS.surcharge,
    options: TOKEN_PAYMENT,
    amountsRequest: { ...ASKED, ...SALE_OF, surcharge: flat(375) },
    amounts: { total: 12_875, surcharge: 375, anything: ["else"] },
    transactionRequest: {
      ...SENT,
      amount: 12_875,
      amounts: { total: 12_875, surcharge: 375, anything: ["else"] },
    },
  },
  {
    name: "a surcharge and its tax",
    plan: PLANS.taxed,
    options: { ...TOKEN_PAYMENT, ...PLACE },
    amountsRequest: { ...ASKED, ...SALE_OF, ...PLACE, surcharge: flat(375), tax_amount: flat(33) },
    amounts: { total: 12_908 },
    transactionRequest: { ...SENT, amount: 12_908, amounts: { total: 12_908 }, tax_amount: 33, billing_address: PLACE },
  },
  {
    name: "the sales tax of the base amount named beside it",
    plan: PLANS.taxed,
    options: { ...TOKEN_PAYMENT, salesTaxAmount: 1_000 },
    amountsRequest: {
      ...ASKED,
      ...SALE_OF,
      subtotal: 11_500,
      amount: 11_500,
      surcharge: flat(375),
      tax_amount: flat(1_033),
    },
    amounts: { total: 12_908 },
    transactionRequest: { ...SENT, amount: 12_908, amounts: { total: 12_908 }, tax_amount: 1_033 },
  },
  {
    name: "a saved card, reserved, and every option",
    plan: PLANS.surcharge,
    options: {
      ...SAVED_CARD_PAYMENT,
      ...PLACE,
      processorId: "cpr123",
      transactionType: "auth",
      orderId: "A1001",
      description: "Two books",
    },
    amountsRequest: {
      subtotal: 12_500,
      amount: 12_500,
      currency: "USD",
      payment_method: "card",
      customer_id: CUSTOMER,
      payment_method_id: CARD,
      transaction_type: "auth",
      ...PLACE,
      processor_id: "cpr123",
      surcharge: flat(375),
    },
    amounts: { total: 12_875 },
    transactionRequest: {
      ...SENT,
      type: "authorize",
      amount: 12_875,
      amounts: { total: 12_875 },
      payment_method: { customer: { id: CUSTOMER, payment_method_type: "card", payment_method_id: CARD } },
      processor_id: "cpr123",
      order_id: "A1001",
      description: "Two books",
      billing_address: PLACE,
    },
  },
  ...[{ total: 13_261 }, { total: "12875" }, {}, null].map((amounts) => ({
    name: `the gateway answers ${JSON.stringify(amounts)}`,
    plan: PLANS.surcharge,
    options: TOKEN_PAYMENT,
    amountsRequest: { ...ASKED, ...SALE_OF, surcharge: flat(375) },
    amounts,
    transactionRequest: null,
  })),
];

const sold = (changes: object = {}) => {
  const data = { id: "d3bfel2cunifubaumn00", amount: 12_875, response_code: 100, ...changes };
  return { status: "success", msg: "success", data };
};
const NOT_TAKEN = { kind: "not_taken" };
const NO_ANSWER = { kind: "no_answer" };

export const gatewayReplies = () => [
  { status: 200, body: sold(), transaction: { kind: "approved", id: "d3bfel2cunifubaumn00", totalAmount: 12_875 } },
  { status: 200, body: sold({ response_code: 110 }), transaction: { kind: "partly_approved", id: sold().data.id } },
  ...[200, 223, 301, 499].map((code) => {
    return { status: 200, body: sold({ response_code: code }), transaction: { kind: "declined" } };
  }),
  ...[0, 99, 500, "100", null].map((code) => {
    return { status: 200, body: sold({ response_code: code }), transaction: NO_ANSWER };
  }),
  { status: 200, body: sold({ id: 12 }), transaction: NO_ANSWER },
  { status: 200, body: { status: "failed", msg: "bad request error: amount" }, transaction: NOT_TAKEN },
  { status: 200, body: { status: "error", msg: "no" }, transaction: NOT_TAKEN },
  ...[400, 401, 404, 422].map((status) => ({ status, body: { status: "failed" }, transaction: NOT_TAKEN })),
  ...[408, 429, 500, 503, 302].map((status) => ({ status, body: { status: "failed" }, transaction: NO_ANSWER })),
  { status: 500, body: sold(), transaction: NO_ANSWER },
  ...[null, [], "success", { status: "success" }, {}].map((body) => ({ status: 200, body, transaction: NO_ANSWER })),
];
