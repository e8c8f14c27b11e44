/** A transaction as the gateway reports it. Amounts are cents. */

export interface Transaction {
  readonly id: string;
  readonly merchant_id: string;
  readonly type: "sale" | "authorize" | "verification" | "credit" | "refund";
  readonly status: string;
  readonly response: "approved" | "declined";
  readonly response_code: number;
  readonly transaction_source: "api";
  readonly amount: number;
  readonly base_amount: number;
  readonly amount_authorized: number;
  readonly amount_captured: number;
  readonly amount_settled: number;
  readonly amount_refunded: number;
  readonly surcharge: number;
  readonly service_fee: number;
  readonly payment_adjustment: number;
  readonly tip_amount: number;
  readonly tax_amount: number;
  readonly shipping_amount: number;
  readonly discount_amount: number;
  readonly currency: string;
  readonly description: string;
  readonly order_id: string;
  readonly payment_method: "card" | "ach";
  readonly customer_id: string;
  readonly customer_payment_id: string;
  readonly idempotency_key: string;
  readonly idempotency_time: number;
  readonly referenced_transaction_id: string;
  readonly response_body: { readonly card?: ResponseBody; readonly ach?: ResponseBody };
  readonly created_at: string;
  readonly updated_at: string;
}

/** What the processor said of the card or account. */
export type ResponseBody = Readonly<Record<string, string | number>>;
