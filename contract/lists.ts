/**
 * The closed lists that every side of the contract shares. Version 1 only ever adds to them.
 */

/** Card brands, as the shopper sees them. `other`: a brand with a name that is not in this list. `unknown`: no brand. */
export const BRANDS = [
  "visa",
  "mastercard",
  "amex",
  "discover",
  "diners",
  "jcb",
  "unionpay",
  "maestro",
  "interac",
  "eftpos",
  "elo",
  "mada",
  "troy",
  "rupay",
  "other",
  "unknown",
] as const;
export type Brand = (typeof BRANDS)[number];

/** Where the money behind a card comes from. A surcharge is possible on `credit` and `charge` alone. */
export const FUNDINGS = ["credit", "charge", "debit", "prepaid", "unknown"] as const;
export type Funding = (typeof FUNDINGS)[number];

/** Who a card was issued to, as far as the gateway's product level tells. */
export const LEVELS = ["consumer", "commercial", "unknown"] as const;
export type Level = (typeof LEVELS)[number];

/** `surcharge`: add it. `none`: the card is known and nothing is added. `unknown`: could not tell, so nothing is added. */
export const OUTCOMES = ["surcharge", "none", "unknown"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * Why the answer is what it is, in the order in which reasons win: the first that applies is the one given.
 * Each reason belongs to exactly one outcome.
 */
export const REASON_OUTCOME = {
  merchant_off: "none",
  region_missing: "unknown",
  gateway_unavailable: "unknown",
  gateway_timeout: "unknown",
  service_limited: "unknown",
  not_a_card: "none",
  card_unrecognised: "unknown",
  contradictory: "unknown",
  prepaid: "none",
  debit: "none",
  house_card: "none",
  customer_exempt: "none",
  region_prohibited: "none",
  region_not_covered: "none",
  currency_not_enabled: "none",
  network_not_enabled: "none",
  rules_expired: "none",
  needs_sign_off: "none",
  cost_not_recorded: "none",
  eligibility_missing: "unknown",
  gateway_not_eligible: "none",
  waived: "none",
  below_minimum: "none",
  rounds_to_zero: "none",
  eligible: "surcharge",
} as const satisfies Record<string, Outcome>;
export type Reason = keyof typeof REASON_OUTCOME;
export const REASONS = Object.keys(REASON_OUTCOME) as [Reason, ...Reason[]];

/** Reasons that only the element gives, when it has no answer of the service to show. */
export const ELEMENT_REASONS = [
  "offline",
  "timeout",
  "refused",
  "rate_limited",
  "token_rejected",
  "bad_answer",
  "other_method",
  "challenge_needed",
] as const;
export type ElementReason = (typeof ELEMENT_REASONS)[number];

/** The element's states: where a checkout is between an incomplete form and a payment. */
export const STATUSES = ["idle", "preview", "pending", "surcharge", "accepted", "none", "unknown", "expired"] as const;
export type Status = (typeof STATUSES)[number];

/** Public failure codes and the HTTP status each is sent with (RFC 9457 problem details). */
export const PROBLEM_STATUS = {
  invalid_request: 400,
  card_number_refused: 400,
  unauthorized: 401,
  origin_not_allowed: 403,
  challenge_required: 403,
  forbidden: 403,
  unknown_merchant: 404,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  conflict: 409,
  precondition_failed: 412,
  payload_too_large: 413,
  unsupported_media_type: 415,
  token_rejected: 422,
  rate_limited: 429,
  too_many_places: 429,
  internal: 500,
  merchant_unavailable: 503,
} as const;
export type ProblemCode = keyof typeof PROBLEM_STATUS;
export const PROBLEM_CODES = Object.keys(PROBLEM_STATUS) as [ProblemCode, ...ProblemCode[]];

/**
 * The short texts of the element's own surface; `credit` and `charge` call a card what it is. Placeholders in braces are filled by the element:
 * `{brand}`, `{funding}`, `{rate}` (a formatted percentage), `{base}`, `{surcharge}` and `{total}` (formatted money).
 */
export const LABEL_KEYS = [
  "title",
  "base",
  "surcharge",
  "surchargeTax",
  "total",
  "accept",
  "decline",
  "accepted",
  "declined",
  "details",
  "credit",
  "charge",
  "pending",
  "preview",
  "previewNone",
  "expired",
  "choice",
  "frameTitle",
  "challengeTitle",
] as const;
export type LabelKey = (typeof LABEL_KEYS)[number];

/** Text direction of a locale. */
export type Direction = "ltr" | "rtl";

/** The `typ` header of every quote. Anything else is not a quote. */
export const QUOTE_TYP = "surcharge-quote+jwt";

/** The only signature algorithm of quotes. */
export const QUOTE_ALG = "ES256";

/** The longest text that is read as a quote at all; a quote is about 1,200 characters. */
export const MAX_QUOTE_LENGTH = 8_192;
