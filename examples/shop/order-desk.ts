/**
 * Takes the payments of one order, one after the other, and remembers what became of them: an order is charged once,
 * whatever is pressed, in however many tabs.
 */
import { DurableObject } from "cloudflare:workers";
import { type GatewayAccess, type PaidCard, sell } from "./gateway.ts";
import type { Order } from "./orders.ts";
import { type Answer, type Payment, type QuoteService, termsFor } from "./terms.ts";

export interface ShopBindings {
  readonly PRODUCT_ORIGIN: string;
  readonly GATEWAY_ORIGIN: string;
  readonly MERCHANT: string;
  readonly SERVER_KEY: string;
  readonly GATEWAY_PUBLIC_KEY: string;
  readonly GATEWAY_SECRET_KEY: string;
  readonly PAGE: Fetcher;
  readonly ORDERS: DurableObjectNamespace<OrderDesk>;
}

/** What was sold. Amounts in US cents. */
export interface Sold {
  readonly order: Order;
  readonly surcharge: { readonly amount: number; readonly rateBps: number; readonly tax: number } | null;
}

export interface Receipt extends Sold {
  readonly payment: PaidCard & { readonly id: string };
}

export type Problem = "quote_refused" | "card_expired" | "busy" | "declined" | "total_differs" | "not_taken" | "failed";

export type Settled =
  | { readonly kind: "paid"; readonly receipt: Receipt }
  | { readonly kind: "offer"; readonly answer: Answer }
  | { readonly kind: "refused"; readonly problem: Problem };

const request: typeof fetch = (input, init) => fetch(input, init);

/** A stable UUID (RFC 9562, version 8) for a text. */
async function uuidOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** One for each order, named by the order's id. */
export class OrderDesk extends DurableObject<ShopBindings> {
  #last: Promise<unknown> = Promise.resolve();

  receipt(): Receipt | null {
    return this.ctx.storage.kv.get<Receipt>("receipt") ?? null;
  }

  isPaid(): boolean {
    return this.receipt() !== null;
  }

  /** Pays this order, unless it is paid: then the receipt of that payment is the answer. */
  pay(orderId: string, payment: Payment): Promise<Settled> {
    const settled = this.#last.then(() => this.#payNext(orderId, payment));
    this.#last = settled.catch(() => undefined);
    return settled;
  }

  async #payNext(orderId: string, payment: Payment): Promise<Settled> {
    const paid = this.receipt();
    if (paid !== null) return { kind: "paid", receipt: paid };
    const terms = await termsFor(payment, this.#service);
    if (terms.kind === "offer") return terms;
    if (terms.kind === "refuse") return { kind: "refused", problem: terms.problem };
    const { surcharge: amount, surchargeTax: tax, rateBps } = terms;
    const surcharge = amount > 0 ? { amount, rateBps, tax } : null;
    return this.#charge(orderId, payment, { order: payment.order, surcharge });
  }

  /**
   * The gateway's key is the order's, so that a charge whose answer was lost is not made again; only after a decline,
   * which is known to have charged nothing, the next try gets a new one.
   */
  async #charge(orderId: string, payment: Payment, sold: Sold): Promise<Settled> {
    const { kv } = this.ctx.storage;
    const declines = kv.get<number>("declines") ?? 0;
    const { total: base, currency, billing } = sold.order;
    const { amount: surcharge, tax: surchargeTax } = sold.surcharge ?? { amount: 0, tax: 0 };
    kv.put(`tried:${base + surcharge + surchargeTax}`, sold);
    const sale = await sell(this.#gateway, {
      token: payment.token,
      base,
      surcharge,
      surchargeTax,
      currency,
      ...billing,
      idempotencyKey: await uuidOf(`${orderId}:${declines}`),
    });
    if (sale.kind === "declined") kv.put("declines", declines + 1);
    if (sale.kind !== "approved") return { kind: "refused", problem: sale.kind };
    // An earlier try may have gone through unheard, before the order was changed: the receipt tells what was charged.
    const charged = kv.get<Sold>(`tried:${sale.amount}`) ?? sold;
    const receipt: Receipt = { ...charged, payment: { ...sale.card, id: sale.id } };
    kv.put("receipt", receipt);
    return { kind: "paid", receipt };
  }

  get #service(): QuoteService {
    const { PRODUCT_ORIGIN: origin, MERCHANT: merchant, SERVER_KEY: serverKey } = this.env;
    return { origin, merchant, serverKey, fetch: request };
  }

  get #gateway(): GatewayAccess {
    return { origin: this.env.GATEWAY_ORIGIN, secretKey: this.env.GATEWAY_SECRET_KEY, fetch: request };
  }
}
