/**
 * Decides whether a surcharge is added, how much, and why. Pure: facts, places, programme, amount, date and rules in,
 * a decision out. Why nothing is added is `grounds.ts`'s to say. No text for shoppers is made here.
 */

import { currencyDigits } from "../../contract/currencies.ts";
import { type Brand, type Funding, type Outcome, REASON_OUTCOME, type Reason } from "../../contract/lists.ts";
import { isAmount, isTaxRate } from "../../contract/money.ts";
import { caseOf } from "./case.ts";
import type { DecideInput } from "./decide-input.ts";
import { explain } from "./explanation.ts";
import type { HouseCard } from "./facts.ts";
import { firstReason } from "./grounds.ts";
import { amountsOf, type SaleAmounts } from "./money.ts";
import type { Place } from "./places.ts";

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

/**
 * Decides one sale. Never throws on facts; an amount or tax rate out of the contract's range is a programming error.
 *
 * @throws RangeError when `baseAmount` is neither null nor a whole number of minor units from 0 to 999,999,999,999, or
 *   `surchargeTaxRate` no whole number of thousandths of a percent from 0 to 50,000
 */
export function decide(input: DecideInput): SurchargeDecision {
  const { baseAmount, currency, surchargeTaxRate = 0, billing, shipTo, houseCard } = input;
  if (baseAmount !== null && !isAmount(baseAmount))
    throw new RangeError("baseAmount must be null or a whole number of minor units from 0 to 999999999999");
  if (!isTaxRate(surchargeTaxRate))
    throw new RangeError("surchargeTaxRate must be a whole number of thousandths of a percent from 0 to 50000");
  const given = caseOf(input);
  const { facts, assessment, lowest, surchargeAmount } = given;
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
    ...amountsOf(baseAmount, adds ? (surchargeAmount() ?? 0) : 0, surchargeTaxRate),
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
