/**
 * Decides whether a surcharge is added, how much, and why. Pure: facts, places, programme, amount, date and rules in,
 * a decision out. Why nothing is added is `grounds.ts`'s to say. No text for shoppers is made here.
 */

import { currencyDigits } from "../../contract/currencies.ts";
import { type Brand, type Funding, type Outcome, REASON_OUTCOME, type Reason } from "../../contract/lists.ts";
import { isAmount, isTaxRate } from "../../contract/money.ts";
import { type Assessment, assess, lowestCap } from "./assess.ts";
import { worldDays } from "./day.ts";
import type { DecideInput } from "./decide-input.ts";
import { explain } from "./explanation.ts";
import type { CardFacts, HouseCard } from "./facts.ts";
import { type Case, firstReason } from "./grounds.ts";
import { amountsOf, type Cap, rateWithin, type SaleAmounts, surchargeWithin } from "./money.ts";
import { normalisePlace, type Place } from "./places.ts";

export type { DecideInput } from "./decide-input.ts";

const DEFAULT_DIGITS = 2;

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
