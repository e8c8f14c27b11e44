/** What the shop knows of a sale by itself, and what the kit makes of that and the page's quote: a charge, an offer or a refusal. */
import { type ChargePlan, chargePlan } from "@card-surcharge/element/verify";
import type { Order } from "./orders.ts";
import type { Place } from "./places.ts";

export interface Payment {
  readonly token: string;
  /** Empty when the page brought none. */
  readonly quote: string;
  readonly order: Order;
}

/** Who asks: the merchant, and how to reach the service. */
export interface Merchant {
  readonly id: string;
  readonly origin: string;
  readonly serverKey: string;
  readonly fetch: typeof fetch;
}

const place = ({ country, state }: Place) => (state === "" ? { country } : { country, state });

/** @param declines how many tries with this token were declined so far */
export function planFor({ token, quote, order }: Payment, merchant: Merchant, declines: number): Promise<ChargePlan> {
  const { total, currency, billing, shipTo, surchargeTaxRate } = order;
  return chargePlan({
    quote,
    facts: {
      merchant: merchant.id,
      env: "test",
      subject: { token },
      baseAmount: total,
      currency,
      surchargeTaxRate,
      ...place(billing),
      ...(shipTo ? { shipTo: place(shipTo) } : {}),
    },
    service: { origin: merchant.origin, serverKey: merchant.serverKey },
    declines,
    fetch: merchant.fetch,
  });
}
