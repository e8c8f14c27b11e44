/** The sale of the vectors: 125.00 USD in Illinois with 3.00 % on a Visa credit card, and what the merchant's server knows of it. */
import { createHash } from "node:crypto";
import { current, next, retired } from "./keys.ts";
import { saleKey } from "./sale-key.ts";
import { subjectHash } from "./subject-hash.ts";

/** Seconds since 1970. */
export const NOW = 1_795_000_000;
export const MERCHANT = "mch_demo";
export const TOKEN = "tok0123456789abcdefghijklmnopqrs";
export const OTHER_TOKEN = "tokZYXWVUTSRQPONMLKJIHGFEDCBA987";
export const CUSTOMER = "b9kq2v4ccr1k0uo6g3t0";
export const CARD = "b9kq2v4ccr1k0uo6g3u0";
export const ORDER = "A-1001";

const DAY_SECONDS = 86_400;

export const jwks = { keys: [current.jwk, next.jwk, { ...retired.jwk, retired_at: NOW - DAY_SECONDS }] };

export const CLAIMS = {
  iss: "https://surcharge.example",
  aud: MERCHANT,
  env: "live",
  iat: NOW - 10,
  exp: NOW + 110,
  jti: "01J9ZQ4X8M2T6V0W3Y5B7D9F1H",
  sale: saleKey("token", MERCHANT, TOKEN),
  subject: { kind: "token", hash: subjectHash("token", MERCHANT, TOKEN) },
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
/** A refusal. */
export const NONE = {
  ...CLAIMS,
  outcome: "none",
  reason: "debit",
  funding: "debit",
  rateBps: 0,
  surchargeAmount: 0,
  totalAmount: 12_500,
  disclosure: null,
};
/** With a tax on the surcharge. */
export const TAXED = { ...CLAIMS, surchargeTaxRate: 8_875, surchargeTaxAmount: 33, totalAmount: 12_908 };
/** One unit of surcharge, so that half a unit of tax is reached exactly. */
export const SMALL = { ...CLAIMS, baseAmount: 34, surchargeAmount: 1 };
/** Asked without an amount. */
export const NO_AMOUNTS = { baseAmount: null, surchargeAmount: null, surchargeTaxAmount: null, totalAmount: null };
export const SHIPPED = { ...CLAIMS, shipTo: { country: "CA", state: "ON" } };
/** Of a saved card. Without an order its sale is a random one. */
export const OF_CUSTOMER = {
  ...CLAIMS,
  exp: NOW + 890,
  sale: "0b6f9f5e-8f0a-4d6c-9b1e-2f3a4b5c6d7e",
  subject: { kind: "customer", hash: subjectHash("customer", MERCHANT, CUSTOMER, CARD) },
};
/** Of a saved card and an order. */
export const OF_CUSTOMER_AND_ORDER = {
  ...OF_CUSTOMER,
  orderRef: ORDER,
  sale: saleKey("customer", MERCHANT, CUSTOMER, CARD, ORDER),
};
export const SAVED_CARD = { subject: { customerId: CUSTOMER, paymentMethodId: CARD } };

/** The facts that belong to {@link CLAIMS}; `now` in seconds since 1970. */
export const FACTS = {
  merchant: MERCHANT,
  env: "live",
  subject: { token: TOKEN },
  baseAmount: 12_500,
  currency: "USD",
  country: "US",
  state: "IL",
  now: NOW,
};
