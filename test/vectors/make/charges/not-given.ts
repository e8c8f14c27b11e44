/** What the server itself has to give: without it nothing is asked, and nothing charged. */
import { ORDER, SAVED_CARD } from "../parts/sale.ts";
import { sign } from "../parts/sign.ts";
import { type ChargeCase, CLAIMS, refusal, SERVICE, settled } from "./parts.ts";

export function notGiven(): ChargeCase[] {
  const missing = (name: string, what: readonly string[], given: Readonly<Record<string, unknown>>) =>
    settled(name, sign(CLAIMS), refusal("not_checked", "fix_server", { notChecked: what }), given);
  return [
    ...["merchant", "env", "subject", "baseAmount", "currency", "country"].map((fact) =>
      missing(`no ${fact}`, [fact], { facts: { [fact]: undefined } }),
    ),
    missing("a base amount of null", ["baseAmount"], { facts: { baseAmount: null } }),
    missing("a base amount in major units", ["baseAmount"], { facts: { baseAmount: 125.5 } }),
    missing("a state that is no text", ["state"], { facts: { state: 12 } }),
    missing("a saved card without an order", ["orderRef"], { facts: SAVED_CARD }),
    missing("a saved card without its payment method", ["subject"], {
      facts: { subject: { customerId: "b9kq2v4ccr1k0uo6g3t0" }, orderRef: ORDER },
    }),
    missing("a service without TLS", ["service.origin"], {
      service: { ...SERVICE, origin: "http://surcharge.example" },
    }),
    missing("a service that is no address", ["service.origin"], { service: { ...SERVICE, origin: "surcharge" } }),
    missing("no key for the service", ["service.serverKey"], { service: { ...SERVICE, serverKey: "" } }),
    missing("declines that are no number of them", ["declines"], { declines: -1 }),
    missing("an earlier key of blanks", ["unansweredKey"], { unansweredKey: " " }),
    missing("an earlier key that is none", ["unansweredKey"], { unansweredKey: "order 12" }),
    missing("two things", ["service.serverKey", "currency"], {
      service: { ...SERVICE, serverKey: " " },
      facts: { currency: undefined },
    }),
  ];
}
