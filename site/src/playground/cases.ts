/** For each reason of the closed list, the question that reaches it at the demo merchant, or why a page cannot. Pure. */
import type { Reason } from "../../../contract/lists.ts";

/** What differs from the first question: a Visa credit card in Illinois, 125.00 US dollars. */
type Asked = Readonly<
  Partial<Record<"merchant" | "token" | "country" | "state" | "currency" | "amount" | "sandbox", string>>
>;

export type Case = {
  /** One line for the table: what it is about. */
  readonly about: string;
} & (
  | { readonly ask: Asked }
  /** Reached with what `npm start` has alone; elsewhere `otherwise` says why not, and how it is seen. */
  | { readonly ask: Asked; readonly needs: "demo" | "sandbox"; readonly otherwise: string }
  | { readonly unreachable: string; readonly seenBy: string }
);

export const CASES: Readonly<Record<Reason, Case>> = {
  eligible: { about: "A credit card where a surcharge may be added", ask: {} },
  merchant_off: {
    about: "The merchant adds no surcharges",
    ask: { merchant: "mch_demo_off" },
    needs: "demo",
    otherwise: "A setting of the merchant, enabled: no page can change it. npm start has a merchant with it.",
  },
  region_missing: { about: "The state is not known yet", ask: { state: "" } },
  gateway_unavailable: { about: "The gateway fails", ask: { token: "test_trouble_unavailable" } },
  gateway_timeout: { about: "The gateway is too slow", ask: { token: "test_trouble_timeout" } },
  service_limited: { about: "The service protects itself", ask: { token: "test_trouble_limited" } },
  not_a_card: { about: "A bank account", ask: { token: "test_card_not_a_card" } },
  card_unrecognised: { about: "Nobody knows the card", ask: { token: "test_card_unknown" } },
  contradictory: { about: "Two sources disagree on the card", ask: { token: "test_card_contradictory" } },
  prepaid: { about: "A prepaid card", ask: { token: "test_card_mastercard_prepaid" } },
  debit: { about: "A debit card", ask: { token: "test_card_visa_debit" } },
  house_card: {
    about: "A card of the merchant's own programme",
    ask: { sandbox: "house" },
    needs: "sandbox",
    otherwise: "It needs a card programme whose catalogue has the card. The sandbox of npm start has one.",
  },
  customer_exempt: { about: "A customer whom the gateway exempts", ask: { token: "test_card_visa_credit_exempt" } },
  region_prohibited: { about: "A place that forbids it", ask: { state: "MA" } },
  region_not_covered: { about: "A place without a row of its own", ask: { country: "BR", state: "" } },
  currency_not_enabled: { about: "Another currency than the merchant's", ask: { currency: "EUR" } },
  network_not_enabled: { about: "A network the merchant has no rate for", ask: { token: "test_card_jcb_credit" } },
  rules_expired: {
    about: "The row was not checked for too long",
    unreachable: "Only time brings it: rows lapse unless somebody reads their sources again.",
    seenBy: "npm run explain -- --card visa/credit --place US-CO --on 2030-01-01",
  },
  needs_sign_off: { about: "A row that the merchant has not signed off", ask: { state: "TX" } },
  cost_not_recorded: {
    about: "A cap by cost, and no cost recorded",
    ask: { merchant: "mch_demo_no_cost", state: "CO" },
    needs: "demo",
    otherwise: "It needs a merchant that has signed off a row, and recorded no cost. npm start has one.",
  },
  eligibility_missing: { about: "The gateway does not say whether", ask: { token: "test_card_visa_credit_unflagged" } },
  gateway_not_eligible: { about: "The gateway says no", ask: { token: "test_card_visa_credit_ineligible" } },
  waived: {
    about: "The merchant waives it for this sale",
    unreachable: "Only the merchant's server can waive, with its key, which never comes here.",
    seenBy: 'POST /v1/server/lookup {"token": "test_card_visa_credit", "country": "US", "state": "IL", "waive": true}',
  },
  below_minimum: {
    about: "The sale is smaller than the merchant's minimum",
    ask: { merchant: "mch_demo_minimum" },
    needs: "demo",
    otherwise: "A setting of the merchant, minimumBaseAmount. npm start has a merchant with it.",
  },
  rounds_to_zero: { about: "A surcharge of less than a cent", ask: { amount: "10" } },
};
