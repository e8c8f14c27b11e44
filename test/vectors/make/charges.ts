/** `charges.json`: what a server does with one payment, how it charges it, and how it shows an offer. */
import { asked } from "./charges/asked.ts";
import { byQuote } from "./charges/by-quote.ts";
import { gatewayCalls, gatewayReplies } from "./charges/gateway.ts";
import { notGiven } from "./charges/not-given.ts";
import { offers } from "./charges/offers.ts";
import { jwks } from "./parts/sale.ts";

export default () => ({
  jwks,
  plans: [...byQuote(), ...asked(), ...notGiven()],
  gateway: gatewayCalls(),
  replies: gatewayReplies(),
  offers: offers(),
});
