/**
 * The bodies of the gateway's two calls for a planned charge: `POST /api/calculate/amounts`, then `POST
 * /api/transaction` with the first one's answer. The surcharge is a flat figure of its own and the total final: a total
 * sent as a base amount would be surcharged again by a gateway with a surcharge programme of its own.
 */
import { isAmount } from "../money.ts";
import type { PlannedCharge } from "./plan.ts";

/** The gateway repeats the first answer to a key for this long, instead of charging again: a day. */
const IDEMPOTENCY_SECONDS = 86_400;

/** What is charged: the token that the quote is about, or the saved card by both of its ids. */
export type Payment =
  | { readonly token: string; readonly customerId?: undefined }
  | { readonly token?: undefined; readonly customerId: string; readonly paymentMethodId: string };

export interface AmountsOptions {
  readonly payment: Payment;
  /** The billing place, as the gateway's own fee programmes read it. */
  readonly country?: string | undefined;
  readonly state?: string | null | undefined;
  /** Where the gateway's account has no default processor. */
  readonly processorId?: string | undefined;
  /**
   * The part of `baseAmount` that is sales tax, in minor units, where it shall be reported: it goes into the tax figure
   * instead of the subtotal, and the total stays. Default 0.
   */
  readonly salesTaxAmount?: number | undefined;
  /** `auth` reserves the amount, to be captured later. Default `sale`. */
  readonly transactionType?: "sale" | "auth" | undefined;
}

export interface TransactionOptions extends AmountsOptions {
  /** The `data` of the gateway's answer to the first call, untouched. */
  readonly amounts: unknown;
  /** Up to 17 letters and digits. */
  readonly orderId?: string | undefined;
  readonly description?: string | undefined;
}

/** `total_differs`: the gateway came to another total than the plan; charge nothing. */
export type TransactionRequest =
  | { readonly kind: "request"; readonly body: Record<string, unknown> }
  | { readonly kind: "refuse"; readonly problem: "total_differs" };

type Fields = Record<string, unknown>;

const withoutGaps = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

const flat = (value: number) => (value > 0 ? { type: "flat", value, include: true } : undefined);

/** All tax of the sale that is itemised: the merchant's own as far as it is named, and the one on the surcharge. */
function taxes({ baseAmount, surchargeTaxAmount }: PlannedCharge, salesTaxAmount: number): number {
  if (!isAmount(salesTaxAmount) || salesTaxAmount > baseAmount)
    throw new RangeError("salesTaxAmount must be a whole number of minor units, and no more than the base amount");
  return salesTaxAmount + surchargeTaxAmount;
}

/**
 * The body of `POST /api/calculate/amounts`.
 *
 * @throws RangeError when `salesTaxAmount` is no amount or above the plan's base amount
 */
export function amountsRequest(plan: PlannedCharge, options: AmountsOptions): Fields {
  const { payment, country, state, processorId, salesTaxAmount = 0, transactionType = "sale" } = options;
  const tax = taxes(plan, salesTaxAmount);
  const subtotal = plan.baseAmount - salesTaxAmount;
  const card =
    payment.token === undefined
      ? { payment_method: "card", customer_id: payment.customerId, payment_method_id: payment.paymentMethodId }
      : { payment_method: "token", token: payment.token };
  return withoutGaps({
    subtotal,
    amount: subtotal,
    currency: plan.currency,
    ...card,
    transaction_type: transactionType,
    country,
    state,
    processor_id: processorId,
    surcharge: flat(plan.surchargeAmount),
    tax_amount: flat(tax),
  });
}

const totalOf = (amounts: unknown): unknown => (amounts as { total?: unknown } | null | undefined)?.total;

/**
 * The body of `POST /api/transaction`, or the refusal to send one.
 *
 * @throws RangeError when `salesTaxAmount` is no amount or above the plan's base amount
 */
export function transactionRequest(plan: PlannedCharge, options: TransactionOptions): TransactionRequest {
  const { payment, amounts, country, state, processorId, salesTaxAmount = 0, transactionType = "sale" } = options;
  const tax = taxes(plan, salesTaxAmount);
  if (totalOf(amounts) !== plan.totalAmount) return { kind: "refuse", problem: "total_differs" };
  const card =
    payment.token === undefined
      ? {
          customer: { id: payment.customerId, payment_method_type: "card", payment_method_id: payment.paymentMethodId },
        }
      : { token: payment.token };
  const place = withoutGaps({ country, state });
  const body = withoutGaps({
    type: transactionType === "auth" ? "authorize" : "sale",
    amount: plan.totalAmount,
    amounts,
    tax_amount: tax > 0 ? tax : undefined,
    currency: plan.currency,
    payment_method: card,
    idempotency_key: plan.idempotencyKey,
    idempotency_time: IDEMPOTENCY_SECONDS,
    processor_id: processorId,
    order_id: options.orderId,
    description: options.description,
    billing_address: Object.keys(place).length > 0 ? place : undefined,
  });
  return { kind: "request", body };
}
