/**
 * What may be charged for one payment: the shop's server decides by the signed quote, never by a number of the page.
 */
import { type QuoteClaims, verifyQuote } from "card-surcharge/verify";
import type { Order } from "./orders.ts";
import type { Place } from "./places.ts";

export interface Payment {
  readonly token: string;
  /** Empty when the page brought none. */
  readonly quote: string;
  readonly order: Order;
}

export interface QuoteService {
  readonly origin: string;
  readonly merchant: string;
  readonly serverKey: string;
  readonly fetch: typeof fetch;
}

/** The part of the service's answer that a shopper is shown. Amounts in US cents. */
export interface Answer {
  readonly outcome: string;
  readonly message: string;
  readonly disclosure: string | null;
  readonly quote: string;
  readonly surcharge: {
    readonly rateBps: number;
    readonly surchargeAmount: number;
    readonly surchargeTaxAmount: number;
    readonly totalAmount: number;
  };
}

export type Terms =
  | { readonly kind: "charge"; readonly surcharge: number; readonly surchargeTax: number; readonly rateBps: number }
  | { readonly kind: "offer"; readonly answer: Answer }
  | { readonly kind: "refuse"; readonly problem: "quote_refused" | "card_expired" | "busy" };

const BASE_ALONE: Terms = { kind: "charge", surcharge: 0, surchargeTax: 0, rateBps: 0 };

/** The service had no time or no answer when the page asked. The server asks once more. */
const WANT_OF_AN_ANSWER: ReadonlySet<string> = new Set(["gateway_unavailable", "gateway_timeout", "service_limited"]);

const place = ({ country, state }: Place) => (state === "" ? { country } : { country, state });

/** What the shop knows of the sale by itself, as the service is asked about it and as a quote is held against it. */
const factsOf = ({ total, currency, billing, shipTo, surchargeTaxRate }: Order) => ({
  ...place(billing),
  ...(shipTo ? { shipTo: place(shipTo) } : {}),
  baseAmount: total,
  currency,
  surchargeTaxRate,
});

const agreed = ({ outcome, surchargeAmount, surchargeTaxAmount, rateBps }: QuoteClaims): Terms =>
  outcome === "surcharge"
    ? { kind: "charge", surcharge: surchargeAmount ?? 0, surchargeTax: surchargeTaxAmount ?? 0, rateBps }
    : BASE_ALONE;

/** No quote came, or one that knows nothing: the card may be one to surcharge, which the shopper is shown before paying. */
async function askedByServer({ token, order }: Payment, service: QuoteService): Promise<Terms> {
  try {
    const response = await service.fetch(`${service.origin}/v1/server/lookup`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${service.serverKey}` },
      body: JSON.stringify({ merchant: service.merchant, token, ...factsOf(order) }),
    });
    if (response.status === 422) return { kind: "refuse", problem: "card_expired" };
    // Asked too often is not down: who asks often enough would pay without the surcharge.
    if (response.status === 429) return { kind: "refuse", problem: "busy" };
    if (!response.ok) return BASE_ALONE;
    const { answer } = (await response.json()) as { answer: Answer };
    return answer.outcome === "surcharge" ? { kind: "offer", answer } : BASE_ALONE;
  } catch {
    return BASE_ALONE;
  }
}

/**
 * The terms for `payment`. A valid quote binds both sides; an edited one, or one for another card or amount, is refused;
 * when the service cannot be reached the base alone is charged: never a surcharge that cannot be proven.
 */
export async function termsFor(payment: Payment, service: QuoteService): Promise<Terms> {
  if (payment.quote === "") return askedByServer(payment, service);
  const result = await verifyQuote(payment.quote, {
    jwks: `${service.origin}/.well-known/jwks.json`,
    merchant: service.merchant,
    env: "test",
    subject: { token: payment.token },
    ...factsOf(payment.order),
  });
  if (result.valid)
    return WANT_OF_AN_ANSWER.has(result.claims.reason) ? askedByServer(payment, service) : agreed(result.claims);
  if (result.problem === "keys_unavailable") return BASE_ALONE;
  return { kind: "refuse", problem: result.problem === "expired" ? "card_expired" : "quote_refused" };
}
