/**
 * Decides whether a surcharge is added, how much, and why. Pure: facts, places, programme, amount, date and rules in,
 * a decision out. The reasons are tried in the order of the contract, and the first that applies is the one given;
 * `eligible` is what remains when none does. No text for shoppers is made here.
 */

import { currencyDigits } from "../../contract/currencies.ts";
import { type Brand, type Funding, type Outcome, REASON_OUTCOME, REASONS, type Reason } from "../../contract/lists.ts";
import { isAmount, isTaxRate } from "../../contract/money.ts";
import type { RuleBook } from "../rules/book.ts";
import { type Assessment, assess, lowestCap, type RuleReason } from "./assess.ts";
import { worldDays } from "./day.ts";
import { explain } from "./explanation.ts";
import type { CardFacts, CardFinding, HouseCard } from "./facts.ts";
import { amountsOf, type Cap, rateWithin, type SaleAmounts, surchargeWithin } from "./money.ts";
import { needsState, normalisePlace, type Place } from "./places.ts";
import type { SurchargeProgramme } from "./programme.ts";

export interface DecideInput {
  readonly finding: CardFinding;
  readonly houseCard: HouseCard;
  readonly programme: SurchargeProgramme;
  /** Normalised. */
  readonly billing: Place;
  readonly shipTo: Place | null;
  /** Minor units, 0 to 999,999,999,999; null when only the rate is asked. */
  readonly baseAmount: number | null;
  /** ISO 4217, upper case. */
  readonly currency: string;
  /** Sales tax on the surcharge itself, thousandths of a percent, 0 to 50,000; left out: none. */
  readonly surchargeTaxRate?: number | undefined;
  /** The merchant's server said that this sale carries none; left out: it did not. */
  readonly isWaived?: boolean | undefined;
  readonly at: Date;
  readonly rules: RuleBook;
}

export interface SurchargeDecision extends SaleAmounts {
  readonly outcome: Outcome;
  readonly reason: Reason;
  /** The brand to show; the first of a co-badged card. */
  readonly brand: Brand;
  readonly funding: Funding;
  /** Whole basis points; 0 unless the outcome is `surcharge`. */
  readonly rateBps: number;
  /** As it was asked, whatever the outcome; thousandths of a percent. */
  readonly surchargeTaxRate: number;
  readonly currency: string;
  /** By ISO 4217; 2 for a code that is not money in use. */
  readonly currencyDigits: number;
  /** What held the rate below the merchant's own: a rule's id, `cost`, `maximum`, or null where nothing did. */
  readonly cappedBy: string | null;
  /** The rows that spoke: for a refusal those that refused, for a surcharge all that matched. */
  readonly rules: { readonly version: string; readonly ids: string[] };
  /** One sentence for operators. Not for shoppers. */
  readonly explanation: string;
  readonly billing: Place;
  readonly shipTo: Place | null;
  readonly houseCard: HouseCard;
}

/** Why a reason applies: one clause a cause, with the rule where one spoke. Empty: it does not apply. */
type Grounds = readonly { readonly rule: string | null; readonly because: string }[];

interface Case extends DecideInput {
  /** Null when the gateway could not be asked. */
  readonly facts: CardFacts | null;
  /** What the rules say of each network on the card, taken together. */
  readonly assessment: () => Assessment;
  /** The lowest cap of them all, whole basis points. */
  readonly rateBps: () => number;
  readonly surchargeAmount: () => number | null;
}

const DEFAULT_DIGITS = 2;
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
function firstReason(given: Case): { reason: Reason; grounds: Grounds } {
  for (const reason of REASONS) {
    const grounds = reason === "eligible" ? DOES_NOT_APPLY : GROUNDS[reason](given);
    if (grounds.length > 0) return { reason, grounds };
  }
  return { reason: "eligible", grounds: DOES_NOT_APPLY };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The most that the merchant adds to one sale, whatever the brand. */
function ownMaximum({ programme, baseAmount }: DecideInput): readonly Cap[] {
  const { maximumSurchargeAmount } = programme;
  return maximumSurchargeAmount === undefined
    ? []
    : [{ bps: rateWithin(maximumSurchargeAmount, baseAmount), by: "maximum" }];
}

/** Judges every network on the card, so that the strictest of a co-badged card's decides. */
function assessAll(input: DecideInput, facts: CardFacts): Assessment {
  const { houseCard, programme, billing, shipTo, baseAmount, currency, rules } = input;
  const days = worldDays(input.at);
  const places = [normalisePlace(programme.place), billing, ...(shipTo === null ? [] : [shipTo])];
  const isHouseCard = houseCard.match !== "none";
  const each = facts.brands.map((brand) =>
    assess({ brand, facts, isHouseCard, programme, places, days, baseAmount, currency, rules }),
  );
  return {
    objections: each.flatMap(({ objections }) => objections),
    caps: [...each.flatMap(({ caps }) => caps), ...ownMaximum(input)],
    rows: [...new Set(each.flatMap(({ rows }) => rows))],
  };
}

/**
 * Decides one sale. Never throws on facts; an amount or tax rate out of the contract's range is a programming error.
 *
 * @throws RangeError when `baseAmount` is neither null nor a whole number of minor units from 0 to 999,999,999,999, or
 *   `surchargeTaxRate` no whole number of thousandths of a percent from 0 to 50,000
 */
export function decide(input: DecideInput): SurchargeDecision {
  const { finding, baseAmount, currency, surchargeTaxRate = 0, billing, shipTo, houseCard } = input;
  if (baseAmount !== null && !isAmount(baseAmount))
    throw new RangeError("baseAmount must be null or a whole number of minor units from 0 to 999999999999");
  if (!isTaxRate(surchargeTaxRate))
    throw new RangeError("surchargeTaxRate must be a whole number of thousandths of a percent from 0 to 50000");
  const facts = finding.kind === "facts" ? finding.facts : null;
  const assessment = once(() => (facts === null ? { objections: [], caps: [], rows: [] } : assessAll(input, facts)));
  const lowest = once(() => lowestCap(assessment().caps));
  const amount = once(() =>
    baseAmount === null ? null : surchargeWithin(baseAmount, lowest().bps, assessment().caps),
  );
  const given: Case = { ...input, facts, assessment, rateBps: () => lowest().bps, surchargeAmount: amount };

  const { reason, grounds } = firstReason(given);
  const adds = reason === "eligible";
  const refusers = grounds.flatMap(({ rule }) => rule ?? []);
  const speakers = adds ? assessment().rows.map(({ id }) => id) : refusers;
  const cappedBy = adds && lowest().by !== "rate" ? lowest().by : null;
  const rateBps = adds ? lowest().bps : 0;
  const brand = facts?.brands[0] ?? "unknown";
  const funding = facts?.funding ?? "unknown";
  return {
    outcome: REASON_OUTCOME[reason],
    reason,
    brand,
    funding,
    rateBps,
    ...amountsOf(baseAmount, adds ? (amount() ?? 0) : 0, surchargeTaxRate),
    surchargeTaxRate,
    currency,
    currencyDigits: currencyDigits(currency) ?? DEFAULT_DIGITS,
    cappedBy,
    rules: { version: input.rules.version, ids: [...new Set(speakers)].toSorted() },
    explanation: explain({ reason, grounds, brand, funding, rateBps, cappedBy, billing, shipTo }),
    billing,
    shipTo,
    houseCard,
  };
}
