/** What the service's own words mean to a person. A word that is newer than this page is shown as it is. */

type Words = Readonly<Record<string, string>>;

/** The text of a key, or the key itself with blanks for its underlines. */
export const textOf = (words: Words, key: string): string =>
  Object.hasOwn(words, key) ? (words[key] ?? key) : key.replaceAll("_", " ");

export const OUTCOME_TEXT: Words = { surcharge: "Surcharge", none: "Nothing added", unknown: "Unknown" };

export const REASON_TEXT: Words = {
  merchant_off: "Merchant is switched off",
  region_missing: "Country or state was not given",
  gateway_unavailable: "Gateway did not answer",
  gateway_timeout: "Gateway was too slow",
  service_limited: "Our limiter or store did not answer",
  not_a_card: "Not a card (bank account)",
  card_unrecognised: "Gateway does not know the card",
  contradictory: "Gateway contradicts itself",
  prepaid: "Prepaid card",
  debit: "Debit card",
  house_card: "Merchant's own card",
  customer_exempt: "Customer is exempt",
  region_prohibited: "Prohibited by law there",
  region_not_covered: "No rule for the place",
  currency_not_enabled: "Currency is not the merchant's",
  network_not_enabled: "Merchant has no rate for the network",
  rules_expired: "A permission has lapsed",
  needs_sign_off: "Merchant has to record something first",
  cost_not_recorded: "Cost of acceptance is not recorded",
  eligibility_missing: "Gateway did not say whether it may",
  gateway_not_eligible: "Gateway says it may not",
  waived: "Waived by the merchant",
  below_minimum: "Below the merchant's minimum",
  rounds_to_zero: "Rounds to zero",
  eligible: "Surcharge offered",
};

export const SOURCE_TEXT: Words = {
  ticket: "The page's own ticket",
  shard: "A shard: its memory, or a call",
  test: "A test token",
  none: "Nothing was looked up",
};

export const BREAKER_TEXT: Words = {
  open: "A breaker is open: a gateway fails and is left alone",
  probing: "A breaker is probing whether a gateway is back",
  key_refused: "A gateway refuses a merchant's key",
};

export const LIMITED_TEXT: Words = {
  client: "One client asked too often",
  merchant: "One merchant was asked for too often",
  stranger: "Somebody unknown asked too often",
  challenge: "Asked to pass a challenge",
  down: "The limiter did not answer",
};

export const ALARM_TEXT: Words = {
  gateway_blocked: "Something in front of a gateway answers in its place",
  gateway_unknown: "A merchant's gateway is not known here",
  gateway_key_refused: "A gateway refuses a merchant's key",
  gateway_key_missing: "A merchant has no gateway key",
  gateway_key_unreadable: "A merchant's gateway key cannot be opened",
  contradictory: "A gateway calls a debit or prepaid card surchargeable",
  merchant_unreadable: "This version cannot read what is stored of a merchant",
  rules_refused: "The pack of rules in the store is refused: the one in the Worker decides",
  rules_unreadable: "The store of rules, or the pack in it, cannot be read",
  rules_lapse_soon: "A permission lapses soon",
};

export const CHECK_TEXT: Words = {
  settings: "Settings and keys",
  merchants: "Store of merchants",
  cardPrograms: "Card programmes",
  lookups: "Lookups (Durable Objects)",
  rateLimits: "Rate limits",
  rules: "Rules",
  alerts: "Alerts",
};

export const DUE_TEXT: Words = { lapse: "lapses", recheck: "look again" };

export const RANGE_TEXT = {
  now: "Now",
  hour: "Hour",
  day: "Day",
  month: "Month",
  year: "Year",
} as const;

export const SPAN_TEXT = {
  now: "the last 15 minutes",
  hour: "the last hour",
  day: "the last 24 hours",
  month: "the last 30 days",
  year: "the last 365 days",
} as const;
