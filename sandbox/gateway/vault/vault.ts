/** The vault: customers and their saved payment methods. Cards are kept as leading and last digits only. */
import { Hono } from "hono";
import type { SandboxEnv } from "../../env.ts";
import { brandOf } from "../bins/bin-database.ts";
import type { Payer } from "../charges/own-surcharge.ts";
import { badRequest, GatewayFailure } from "../failure.ts";
import { merchantOf } from "../keys.ts";
import { CUSTOMERS, type Customer, type Saved } from "./vault-data.ts";

/** When every record was made: the vault never changes. */
const CREATED_AT = "2026-01-05T09:30:00Z";

/** 2 to 40 characters: an xid, a UUID, or whatever the merchant chose. */
export function isVaultId(id: string): boolean {
  return /^[0-9A-Za-z.^_-]{2,40}$/.test(id);
}

export interface VaultPayer extends Payer {
  readonly customerId: string;
  readonly paymentMethodId: string;
}

/** The payment method asked for, or the customer's default one. */
export function findVaulted(merchantId: string, customerId: string, paymentMethodId?: string): VaultPayer {
  const customer = findCustomer(merchantId, customerId);
  if (customer === null) throw badRequest("customer not found");
  const wanted = paymentMethodId ?? customer.defaultPaymentMethodId;
  const method = customer.methods.find((method) => method.id === wanted);
  if (method === undefined) throw badRequest("payment method not found");
  const isExempt = [...customer.flags, ...method.flags].includes("surcharge_exempt");
  return { payment: method.payment, isExempt, customerId, paymentMethodId: method.id };
}

/** Leading digits of a saved card, whoever's it is; undefined when there is none. */
export function savedDigits(customerId: string, paymentMethodId?: string): string | undefined {
  const customer = CUSTOMERS.find(({ id }) => id === customerId);
  const wanted = paymentMethodId ?? customer?.defaultPaymentMethodId;
  const payment = customer?.methods.find(({ id }) => id === wanted)?.payment;
  return payment?.kind === "card" ? payment.number : undefined;
}

function findCustomer(merchantId: string, id: string): Customer | null {
  const customer = CUSTOMERS.find((customer) => customer.id === id && customer.merchantId === merchantId) ?? null;
  if (customer?.isBroken === true) throw new GatewayFailure(500, "vault error");
  return customer;
}

export const vault = new Hono<SandboxEnv>();

vault.get("/vault/:id", (context) => {
  const { merchantId } = merchantOf(context);
  const customer = findCustomer(merchantId, context.req.param("id"));
  if (customer === null) throw new GatewayFailure(404, "customer not found");
  return context.json({ status: "success", msg: "success", data: recordOf(customer) });
});

/** A customer as the gateway shows it: what matters lies under `data.customer`. */
function recordOf(customer: Customer): Record<string, unknown> {
  const { id, merchantId, description, flags, defaultPaymentMethodId, methods } = customer;
  const standard = methods.find((method) => method.id === defaultPaymentMethodId);
  return {
    id,
    owner_id: merchantId,
    data: {
      customer: {
        addresses: [],
        defaults: {
          billing_address_id: "",
          shipping_address_id: "",
          payment_method_id: defaultPaymentMethodId,
          payment_method_type: standard?.payment.kind ?? "",
        },
        description,
        notes: "",
        flags,
        payments: { cards: methods.flatMap(cardRecord), ach: methods.flatMap(accountRecord) },
      },
    },
    created_at: CREATED_AT,
    updated_at: CREATED_AT,
  };
}

function cardRecord({ id, payment, flags }: Saved): Record<string, unknown>[] {
  if (payment.kind !== "card") return [];
  const masked = `${payment.number}******${payment.lastFour}`;
  const brand = brandOf(payment.number).toLowerCase();
  return [{ id, card_type: brand, expiration_date: payment.expiry, masked_number: masked, flags, processor_id: "" }];
}

function accountRecord({ id, payment, flags }: Saved): Record<string, unknown>[] {
  if (payment.kind !== "ach") return [];
  return [
    {
      id,
      account_type: payment.accountType,
      sec_code: payment.secCode,
      masked_account_number: `*****${payment.lastFour}`,
      routing_number: payment.routingNumber,
      flags,
      processor_id: "",
    },
  ];
}
