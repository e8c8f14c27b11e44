/**
 * What `@card-surcharge/element/verify` gives to a merchant's server: the check of a quote, its shares, and the kit that turns a
 * quote into a charge. It imports `jose` alone.
 */
export { type ServiceAccess } from "./charge/call-service.ts";
export { type ChargeFacts, type ChargeInput, chargePlan } from "./charge/charge-plan.ts";
export {
  type AmountsReply,
  readAmounts,
  readTransaction,
  type TransactionReply,
} from "./charge/gateway-replies.ts";
export {
  type AmountsOptions,
  amountsRequest,
  type Payment,
  type TransactionOptions,
  type TransactionRequest,
  transactionRequest,
} from "./charge/gateway-requests.ts";
export { type OfferLabels, type OfferOptions, offerHtml } from "./charge/offer-html.ts";
export {
  ADVICES,
  type Advice,
  type ChargePlan,
  LOOKUP_PROBLEMS,
  type LookupProblem,
  type PlannedCharge,
  type PlannedOffer,
  type PlannedRefusal,
} from "./charge/plan.ts";
export { type OutcomeReply, type ReportedOutcome, reportOutcome } from "./charge/report-outcome.ts";
export * from "./verify.ts";
