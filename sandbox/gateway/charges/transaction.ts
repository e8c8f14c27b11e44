/** Builds the gateway's record of a charge. A card shows its leading six and last four digits, nothing between. */
import { brandOf, findBin } from "../bins/bin-database.ts";
import type { BankAccount, Card } from "../tokenizer/payment.ts";
import type { VaultPayer } from "../vault/vault.ts";
import { avsAnswer, cvvAnswer, type Outcome } from "./outcome.ts";
import { type Payer, percentage } from "./own-surcharge.ts";
import type { ResponseBody, Transaction } from "./transaction-types.ts";
import { newXid } from "./xid.ts";

/** Part of the amount is approved. */
const PARTIAL = 110;

export interface NewTransaction {
  readonly merchantId: string;
  readonly payer: Payer | VaultPayer;
  readonly outcome: Outcome;
  readonly type: "sale" | "authorize";
  /** Final, everything included. */
  readonly amount: number;
  readonly surcharge: number;
  readonly serviceFee: number;
  /** Sales tax, part of the amount. */
  readonly tax: number;
  readonly request: {
    readonly currency: string;
    readonly payment_adjustment?: { readonly type: "flat" | "percentage"; readonly value: number } | undefined;
    readonly tip_amount: number;
    readonly shipping_amount: number;
    readonly discount_amount: number;
    readonly idempotency_key?: string | undefined;
    readonly idempotency_time: number;
    readonly order_id: string;
    readonly description: string;
    readonly billing_address: { readonly postal_code?: string | undefined };
  };
  readonly now: Date;
}

export function newTransaction(made: NewTransaction): Transaction {
  const { payer, outcome, amount, surcharge, serviceFee, request } = made;
  const isApproved = outcome.code < 200;
  const granted = isApproved ? (outcome.code === PARTIAL ? Math.floor(amount / 2) : amount) : 0;
  const isSale = made.type === "sale";
  const created = made.now.toISOString();
  const { type: adjusts, value: adjustment } = request.payment_adjustment ?? { type: "flat", value: 0 };
  return {
    id: newXid(),
    merchant_id: made.merchantId,
    type: made.type,
    status: isApproved ? (isSale ? "pending_settlement" : "authorized") : "declined",
    response: isApproved ? "approved" : "declined",
    response_code: outcome.code,
    transaction_source: "api",
    amount,
    base_amount: amount - surcharge - serviceFee,
    amount_authorized: granted,
    amount_captured: isSale ? granted : 0,
    amount_settled: 0,
    amount_refunded: 0,
    surcharge,
    service_fee: serviceFee,
    payment_adjustment: adjusts === "flat" ? adjustment : percentage(amount, adjustment),
    tip_amount: request.tip_amount,
    tax_amount: made.tax,
    shipping_amount: request.shipping_amount,
    discount_amount: request.discount_amount,
    currency: request.currency.toLowerCase(),
    description: request.description,
    order_id: request.order_id,
    payment_method: payer.payment.kind,
    customer_id: "customerId" in payer ? payer.customerId : "",
    customer_payment_id: "paymentMethodId" in payer ? payer.paymentMethodId : "",
    idempotency_key: request.idempotency_key ?? "",
    idempotency_time: request.idempotency_time,
    referenced_transaction_id: "",
    response_body:
      payer.payment.kind === "card"
        ? { card: cardBody(payer.payment, outcome, request.billing_address.postal_code ?? "", created) }
        : { ach: accountBody(payer.payment, outcome, created) },
    created_at: created,
    updated_at: created,
  };
}

/** True once any of the charge's money is on its way. */
export function isCaptured({ amount_captured }: Transaction): boolean {
  return amount_captured > 0;
}

function cardBody(card: Card, outcome: Outcome, postalCode: string, created: string): ResponseBody {
  const firstSix = card.number.slice(0, 6);
  return {
    id: newXid(),
    card_type: brandOf(card.number).toLowerCase(),
    first_six: firstSix,
    last_four: card.lastFour,
    masked_card: `${firstSix}******${card.lastFour}`,
    expiration_date: card.expiry,
    ...answerOf(outcome, created),
    bin_type: (findBin(card.number)?.type ?? "").toUpperCase(),
    type: (findBin(card.number)?.type ?? "").toLowerCase(),
    avs_response_code: avsAnswer(postalCode),
    cvv_response_code: cvvAnswer(card.cvv),
  };
}

function accountBody(account: BankAccount, outcome: Outcome, created: string): ResponseBody {
  return {
    id: newXid(),
    account_type: account.accountType,
    masked_account_number: `*****${account.lastFour}`,
    routing_number: account.routingNumber,
    sec_code: account.secCode,
    ...answerOf(outcome, created),
  };
}

function answerOf({ code, text }: Outcome, created: string): ResponseBody {
  return {
    response: code < 200 ? "approved" : "declined",
    response_code: code,
    auth_code: code < 200 ? "TAS000" : "",
    processor_response_code: code < 200 ? "00" : "05",
    processor_response_text: text,
    processor_type: "sandbox",
    processor_id: "",
    created_at: created,
    updated_at: created,
  };
}
