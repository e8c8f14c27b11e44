/** For each reason of the closed list, the question that reaches it at the demo merchant, or why a page cannot. Pure. */
import type { Reason } from "../../../contract/lists.ts";

/** What differs from the first question: a Visa credit card in Illinois, 125.00 US dollars. */
type Asked = Readonly<Partial<Record<"token" | "country" | "state" | "currency" | "amount", string>>>;

export type Case = {
  /** One line for the table: what it is about. */
  readonly about: string;
} & ({ readonly ask: Asked } | { readonly unreachable: string });

export const CASES: Readonly<Record<Reason, Case>> = {
  eligible: { about: "A credit card where a surcharge may be added", ask: {} },
  merchant_off: {
    about: "The merchant adds no surcharges",
    unreachable: "A setting of the merchant: no page can change it.",
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
    unreachable: "It needs a card programme whose catalogue has the card.",
  },
  customer_exempt: { about: "A customer whom the gateway exempts", ask: { token: "test_card_visa_credit_exempt" } },
  region_prohibited: { about: "A place that forbids it", ask: { state: "MA" } },
  region_not_covered: { about: "A place without a row of its own", ask: { country: "BR", state: "" } },
  currency_not_enabled: { about: "Another currency than the merchant's", ask: { currency: "EUR" } },
  network_not_enabled: { about: "A network the merchant has no rate for", ask: { token: "test_card_jcb_credit" } },
  rules_expired: {
    about: "The row was not checked for too long",
    unreachable: "Only time brings it: rows lapse unless somebody reads their sources again.",
  },
  needs_sign_off: { about: "A row that the merchant has not signed off", ask: { state: "TX" } },
  cost_not_recorded: {
    about: "A cap by cost, and no cost recorded",
    unreachable: "The demo merchant has recorded its cost wherever a row that it signed off asks for it.",
  },
  eligibility_missing: { about: "The gateway does not say whether", ask: { token: "test_card_visa_credit_unflagged" } },
  gateway_not_eligible: { about: "The gateway says no", ask: { token: "test_card_visa_credit_ineligible" } },
  waived: {
    about: "The merchant waives it for this sale",
    unreachable: "Only the merchant's server can waive, with its key.",
  },
  below_minimum: {
    about: "The sale is smaller than the merchant's minimum",
    unreachable: "A setting of the merchant: the demo merchant has no minimum.",
  },
  rounds_to_zero: { about: "A surcharge of less than a cent", ask: { amount: "10" } },
};
