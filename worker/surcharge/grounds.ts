/**
 * Why a sale carries no surcharge: whether each reason applies, in the order of the contract. The first that applies is the
 * one given; `eligible` is what remains when none does. Pure.
 */
import { currencyDigits } from "../../contract/currencies.ts";
import { REASONS, type Reason } from "../../contract/lists.ts";
import type { Assessment, RuleReason } from "./assess.ts";
import type { DecideInput } from "./decide-input.ts";
import type { CardFacts } from "./facts.ts";
import { needsState, type Place } from "./places.ts";

/** Why a reason applies: one clause a cause, with the rule where one spoke. Empty: it does not apply. */
export type Grounds = readonly { readonly rule: string | null; readonly because: string }[];

/** A sale with what is known of its card and of the rules: what reasons are judged by. */
export interface Case extends DecideInput {
  /** Null when the gateway could not be asked. */
  readonly facts: CardFacts | null;
  /** What the rules say of each network on the card, taken together. */
  readonly assessment: () => Assessment;
  /** The lowest cap of them all, whole basis points. */
  readonly rateBps: () => number;
  readonly surchargeAmount: () => number | null;
}

const DOES_NOT_APPLY: Grounds = [];
const when = (applies: boolean, because: string): Grounds => (applies ? [{ rule: null, because }] : DOES_NOT_APPLY);

const lacksRegion = (place: Place | null): boolean =>
  place !== null && (place.country === "" || (place.state === null && needsState(place.country)));

/** A flag on money that cannot carry a surcharge: the gateway says two things at once. */
const isMisflagged = ({ surchargeable, funding, method }: CardFacts): boolean =>
  surchargeable === true && (funding === "debit" || funding === "prepaid" || method === "other");

const isUnrecognised = ({ method, brands, funding }: CardFacts): boolean =>
  method !== "other" &&
  (method === "unknown" || funding === "unknown" || brands.length === 0 || brands.includes("unknown"));

const byRules =
  (reason: RuleReason) =>
  ({ assessment }: Case): Grounds =>
    assessment().objections.filter((objection) => objection.reason === reason);

const inTrouble =
  (reason: Reason, because: string) =>
  ({ finding }: Case): Grounds =>
    when(finding.kind === "trouble" && finding.reason === reason, because);

/** Whether each reason applies. Tried in the contract's order, so a later one may rely on the earlier not applying. */
const GROUNDS: Readonly<Record<Exclude<Reason, "eligible">, (given: Case) => Grounds>> = {
  merchant_off: ({ programme }) => when(!programme.enabled, "the merchant's programme is off"),
  region_missing: ({ billing, shipTo }) =>
    when(lacksRegion(billing) || lacksRegion(shipTo), "the billing or ship-to place has no state or province yet"),
  gateway_unavailable: inTrouble("gateway_unavailable", "the gateway could not be asked"),
  gateway_timeout: inTrouble("gateway_timeout", "the gateway did not answer in time"),
  service_limited: inTrouble("service_limited", "the lookup service is limited at the moment"),
  not_a_card: ({ facts }) =>
    when(facts?.method === "other" && !isMisflagged(facts), "the payment method is not a card"),
  card_unrecognised: ({ facts }) =>
    when(facts === null || isUnrecognised(facts), "the gateway does not know the card's brand, funding or method"),
  contradictory: ({ facts }) =>
    when(
      facts !== null && (facts.conflicting || isMisflagged(facts)),
      "the gateway's answers contradict each other, or call a method surchargeable that never is",
    ),
  prepaid: ({ facts }) => when(facts?.funding === "prepaid", "prepaid cards are never surcharged"),
  debit: ({ facts }) => when(facts?.funding === "debit", "debit cards are never surcharged"),
  house_card: ({ houseCard, programme }) =>
    when(
      houseCard.match !== "none" && programme.houseCards === "exempt",
      "the merchant exempts cards of its own programme",
    ),
  customer_exempt: ({ facts }) => when(facts?.customerExempt === true, "the vault marks the customer as exempt"),
  region_prohibited: byRules("region_prohibited"),
  region_not_covered: byRules("region_not_covered"),
  currency_not_enabled: (given) => {
    const { currency, programme } = given;
    const own = when(
      currency !== programme.currency || currencyDigits(currency) === null,
      `amounts are in ${programme.currency} only, and never converted`,
    );
    return [...own, ...byRules("currency_not_enabled")(given)];
  },
  network_not_enabled: byRules("network_not_enabled"),
  rules_expired: byRules("rules_expired"),
  needs_sign_off: byRules("needs_sign_off"),
  cost_not_recorded: byRules("cost_not_recorded"),
  eligibility_missing: ({ facts }) =>
    when(facts?.surchargeable === null, "the gateway did not say whether the card may be surcharged here"),
  gateway_not_eligible: ({ facts }) =>
    when(facts?.surchargeable !== true, "the gateway says the card may not be surcharged here"),
  waived: ({ isWaived }) => when(isWaived === true, "the merchant's server waived it for this sale"),
  below_minimum: ({ baseAmount, programme: { minimumBaseAmount = 0 } }) =>
    when(
      baseAmount !== null && baseAmount < minimumBaseAmount,
      `the sale is below the merchant's minimum of ${minimumBaseAmount} minor units`,
    ),
  rounds_to_zero: ({ rateBps, surchargeAmount }) =>
    rateBps() === 0
      ? when(true, "the lowest cap is less than one basis point of the sale")
      : when(surchargeAmount() === 0, "the surcharge comes to less than one minor unit"),
};

/** The first reason of the contract's order that applies. */
export function firstReason(given: Case): { reason: Reason; grounds: Grounds } {
  for (const reason of REASONS) {
    const grounds = reason === "eligible" ? DOES_NOT_APPLY : GROUNDS[reason](given);
    if (grounds.length > 0) return { reason, grounds };
  }
  return { reason: "eligible", grounds: DOES_NOT_APPLY };
}
