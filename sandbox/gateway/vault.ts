/** The vault: customers and their saved payment methods. Cards are kept as leading and last digits only. */
import { badRequest } from "./failure.ts";
import type { Payment } from "./payment.ts";

interface Saved {
  readonly id: string;
  readonly payment: Payment;
  readonly flags: readonly string[];
}

interface Customer {
  readonly id: string;
  readonly merchantId: string;
  readonly description: string;
  readonly flags: readonly string[];
  readonly defaultPaymentMethodId: string;
  readonly methods: readonly Saved[];
}

const CUSTOMERS: readonly Customer[] = [];

/** 2 to 40 characters: an xid, a UUID, or whatever the merchant chose. */
export function isVaultId(id: string): boolean {
  return /^[0-9A-Za-z.^_-]{2,40}$/.test(id);
}

/** The payment method asked for, or the customer's default one. */
export function findVaulted(merchantId: string, customerId: string, paymentMethodId?: string): Payment {
  const customer = CUSTOMERS.find((customer) => customer.id === customerId && customer.merchantId === merchantId);
  if (customer === undefined) throw badRequest("customer not found");
  const wanted = paymentMethodId ?? customer.defaultPaymentMethodId;
  const method = customer.methods.find((method) => method.id === wanted);
  if (method === undefined) throw badRequest("payment method not found");
  return method.payment;
}
