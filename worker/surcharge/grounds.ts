/**
 * Why a sale carries no surcharge: whether each reason applies, in the order of the contract. The first that applies is the
 * one given; `eligible` is what remains when none does. Pure.
 */
import { currencyDigits } from "../../contract/currencies.ts";
import { REASONS, type Reason } from "../../contract/lists.ts";
import type { RuleReason } from "./assessment.ts";
import type { Case } from "./case.ts";
import type { CardFacts } from "./facts.ts";
import { needsState, type Place } from "./places.ts";
import { type Remedy, sale, setting } from "./remedies.ts";

/**
 * Why a reason applies: one clause a cause, with the rule where one spoke, and what would have to be recorded or set for
 * it not to apply (null: nothing can be). Empty: it does not apply.
 */
export type Grounds = readonly {
  readonly rule: string | null;
  readonly because: string;
  readonly remedy: Remedy | null;
}[];

const DOES_NOT_APPLY: Grounds = [];
const when = (applies: boolean, because: string, remedy: Remedy | null = null): Grounds =>
  applies ? [{ rule: null, because, remedy }] : DOES_NOT_APPLY;

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
  merchant_off: ({ programme }) => when(!programme.enabled, "the merchant's programme is off", setting("enabled")),
  region_missing: ({ billing, shipTo }) =>
    when(
      lacksRegion(billing) || lacksRegion(shipTo),
      "the billing or ship-to place has no state or province yet",
      sale("state"),
    ),
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
      setting("houseCards"),
    ),
  customer_exempt: ({ facts }) => when(facts?.customerExempt === true, "the vault marks the customer as exempt"),
  region_prohibited: byRules("region_prohibited"),
  region_not_covered: byRules("region_not_covered"),
  currency_not_enabled: (given) => {
    const { currency, programme } = given;
    const own = when(
      currency !== programme.currency || currencyDigits(currency) === null,
      `amounts are in ${programme.currency} only, and never converted`,
      sale("currency"),
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
  waived: ({ isWaived }) => when(isWaived === true, "the merchant's server waived it for this sale", sale("waive")),
  below_minimum: ({ baseAmount, programme: { minimumBaseAmount = 0 } }) =>
    when(
      baseAmount !== null && baseAmount < minimumBaseAmount,
      `the sale is below the merchant's minimum of ${minimumBaseAmount} minor units`,
      setting("minimumBaseAmount"),
    ),
  rounds_to_zero: ({ lowest, surchargeAmount }) =>
    lowest().bps === 0
      ? when(true, "the lowest cap is less than one basis point of the sale")
      : when(surchargeAmount() === 0, "the surcharge comes to less than one minor unit", sale("baseAmount")),
};

/** The first reason of the contract's order that applies. */
export function firstReason(given: Case): { reason: Reason; grounds: Grounds } {
  for (const reason of REASONS) {
    const grounds = reason === "eligible" ? DOES_NOT_APPLY : GROUNDS[reason](given);
    if (grounds.length > 0) return { reason, grounds };
  }
  return { reason: "eligible", grounds: DOES_NOT_APPLY };
}

/**
 * Every reason that applies, in the contract's order; the first is the one given. Where the card is not known only the
 * first can be told, and where a place is not known none beyond that.
 */
export function allReasons(given: Case): readonly { readonly reason: Reason; readonly grounds: Grounds }[] {
  const { facts, billing, shipTo } = given;
  const first = firstReason(given);
  if (facts === null || first.reason === "eligible") return [first];
  const isPlaced = !lacksRegion(billing) && !lacksRegion(shipTo);
  const end = isPlaced ? REASONS.length : REASONS.indexOf("region_missing") + 1;
  const later = REASONS.slice(REASONS.indexOf(first.reason) + 1, end).flatMap((reason) => {
    // What a surcharge comes to can be said only where there would be one.
    if (reason === "eligible" || reason === "rounds_to_zero") return [];
    // A gateway that said nothing did not say no.
    if (reason === "gateway_not_eligible" && facts.surchargeable === null) return [];
    const grounds = GROUNDS[reason](given);
    return grounds.length === 0 ? [] : [{ reason, grounds }];
  });
  return [first, ...later];
}
