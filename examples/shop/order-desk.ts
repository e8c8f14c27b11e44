/**
 * Takes the payments of one order, one after the other, and remembers what became of them: an order is charged once,
 * whatever is pressed, in however many tabs, with however many cards.
 */
import { DurableObject } from "cloudflare:workers";
import {
  type Advice,
  amountsRequest,
  type PlannedCharge,
  type PlannedOffer,
  reportOutcome,
  saleOf,
  transactionRequest,
} from "@card-surcharge/element/verify";
import { Attempts } from "./attempts.ts";
import { calculate, type GatewayAccess, type PaidCard, type SaleResult } from "./gateway.ts";
import type { Sold } from "./orders.ts";
import { captured, type UntoldOutcome, waitMs } from "./outcome.ts";
import { type Merchant, type Payment, planFor } from "./terms.ts";

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

export interface Receipt extends Sold {
  readonly payment: PaidCard & { readonly id: string };
}

export type Problem =
  | "quote_refused"
  | "card_expired"
  | "busy"
  | "cannot_charge"
  | "declined"
  | "total_differs"
  | "not_taken"
  | "no_answer";

export type Settled =
  | { readonly kind: "paid"; readonly receipt: Receipt }
  | { readonly kind: "offer"; readonly answer: PlannedOffer["answer"] }
  | { readonly kind: "refused"; readonly problem: Problem };

const BY_ADVICE: Readonly<Record<Advice, Problem>> = {
  quote_again: "quote_refused",
  new_token: "card_expired",
  press_again: "busy",
  fix_server: "cannot_charge",
};

/** A gateway takes 17 letters and digits: these are 68 bits of the order's UUID. */
const gatewayOrderId = (orderId: string) => orderId.replaceAll("-", "").slice(0, 17);

const request: typeof fetch = (input, init) => fetch(input, init);

const refused = (problem: Problem): Settled => ({ kind: "refused", problem });

/** One for each order, named by the order's id. */
export class OrderDesk extends DurableObject<ShopBindings> {
  readonly #attempts = new Attempts(this.ctx.storage.kv, this.#gateway);
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
    const open = this.#attempts.open();
    if (open !== null) {
      // This press may be of another card, and of a changed order: neither is asked before the earlier try is known to have charged nothing.
      const result = await this.#attempts.settle(open);
      if (result.kind === "approved" || result.kind === "no_answer") return this.#settled(result, open.sold);
    }
    const sale = await saleOf(this.env.MERCHANT, { token: payment.token });
    const plan = await planFor(payment, this.#merchant, this.#attempts.declinesOf(sale));
    if (plan.kind === "charge") return this.#charge(orderId, payment, plan);
    if (plan.kind === "offer") return { kind: "offer", answer: plan.answer };
    if (plan.advice === "fix_server") console.error(`not charged: ${plan.problem} ${plan.notChecked?.join() ?? ""}`);
    return refused(BY_ADVICE[plan.advice]);
  }

  async #charge(orderId: string, { token, order }: Payment, plan: PlannedCharge): Promise<Settled> {
    const { surchargeAmount: amount, surchargeTaxAmount: tax, rateBps, quote } = plan;
    const { country, state } = order.billing;
    const options = { payment: { token }, country, state, salesTaxAmount: order.tax };
    const sum = await calculate(this.#gateway, amountsRequest(plan, options));
    if (sum.kind !== "amounts") return refused(sum.kind === "no_answer" ? "busy" : "not_taken");
    const sale = transactionRequest(plan, { ...options, amounts: sum.amounts, orderId: gatewayOrderId(orderId) });
    if (sale.kind === "refuse") return refused(sale.problem);
    const sold: Sold = { order, surcharge: amount > 0 ? { amount, rateBps, tax } : null, quote };
    return this.#settled(
      await this.#attempts.charge({ sold, sale: plan.sale, request: sale.body, at: Date.now() }),
      sold,
    );
  }

  /** Tells the service what was charged, behind the receipt and until it is taken, also after a restart. */
  override async alarm(): Promise<void> {
    const { storage } = this.ctx;
    const untold = storage.kv.get<UntoldOutcome>("untold");
    if (untold === undefined) return;
    const service = { origin: this.env.PRODUCT_ORIGIN, serverKey: this.env.SERVER_KEY };
    const reply = await reportOutcome({ service, outcome: untold.outcome, fetch: request });
    if (reply.kind === "again") {
      storage.kv.put("untold", { ...untold, tries: untold.tries + 1 });
      return storage.setAlarm(Date.now() + waitMs(untold, reply.afterSeconds));
    }
    if (reply.kind !== "taken") console.error(`outcome not taken: ${reply.detail}`);
    storage.kv.delete("untold");
  }

  async #settled(result: SaleResult, sold: Sold): Promise<Settled> {
    if (result.kind === "another_order") return refused("card_expired");
    if (result.kind !== "approved") return refused(result.kind);
    const receipt: Receipt = { ...sold, payment: { ...result.card, id: result.id } };
    const { storage } = this.ctx;
    storage.kv.put("receipt", receipt);
    this.#attempts.forget();
    if (sold.quote !== null) {
      storage.kv.put("untold", captured(sold.quote, sold, result.id));
      await storage.setAlarm(Date.now());
    }
    return { kind: "paid", receipt };
  }

  get #merchant(): Merchant {
    const { PRODUCT_ORIGIN: origin, MERCHANT: id, SERVER_KEY: serverKey } = this.env;
    return { id, origin, serverKey, fetch: request };
  }

  get #gateway(): GatewayAccess {
    const { GATEWAY_ORIGIN: origin, GATEWAY_SECRET_KEY: secretKey } = this.env;
    return { origin, secretKey, fetch: request };
  }
}
