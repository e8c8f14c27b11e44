/** The npm package's entry: the class and its types, without registering anything and without a default endpoint. */

export type { LookupAnswer, Policy } from "../contract/answers.ts";
export { formatRate } from "../contract/format.ts";
export type { Brand, ElementReason, Funding, LabelKey, Outcome, Reason, Status } from "../contract/lists.ts";
export type { Decision, Offer, Reviewed } from "./checkout/decision.ts";
export { CardSurchargeElement } from "./element.ts";
export { SurchargeError, type SurchargeErrorCode } from "./errors.ts";
export type { SurchargeDetail, SurchargeErrorDetail, SurchargeEventMap } from "./events.ts";
export type { TokenizerLike } from "./tokenizer/client.ts";
