/**
 * The cards of the soak, and what is true of them: read from the sandbox's own table by a short reading of its own, which
 * takes a word it does not know for nothing known. Never from what the Worker said.
 */
import type { Brand, Funding, Level } from "../../contract/lists.ts";
import { findBin } from "../../sandbox/gateway/bins/bin-database.ts";
import { isSurchargeable } from "../../sandbox/gateway/bins/surchargeable.ts";
import type { CardFacts } from "../../worker/surcharge/facts.ts";

export interface Place {
  readonly country: string;
  readonly state: string;
}

/** With a right check digit each. The last one is of the merchants' own programme. */
export const CARDS = [
  "4012000077777777",
  "4012000033330026",
  "4005519200000004",
  "2223000048400011",
  "6011000000000004",
  "371449635398431",
  "4217651111111119",
  "5555555555554444",
  "4853400000000002",
  "4840010000000005",
] as const;
export const HOUSE_CARD = CARDS[CARDS.length - 1] ?? "";

const BRANDS: Readonly<Record<string, Brand>> = {
  Visa: "visa",
  VISA: "visa",
  Mastercard: "mastercard",
  Amex: "amex",
  Discover: "discover",
};
const FUNDINGS: Readonly<Record<string, Funding>> = {
  credit: "credit",
  Credit: "credit",
  Debit: "debit",
  PREPAID: "prepaid",
};
const LEVELS: Readonly<Record<string, Level>> = {
  standard: "consumer",
  Standard: "consumer",
  Personal: "consumer",
  Business: "commercial",
};
const COUNTRIES: Readonly<Record<string, string>> = { US: "US", USA: "US", JPN: "JP", BRA: "BR" };

/** What the gateway holds of a card, for all of these places. */
export function factsOf(card: string, places: readonly Place[]): CardFacts {
  const record = findBin(card) ?? {};
  const flags = places.map((place) => isSurchargeable(record, place));
  const brand = BRANDS[record.brand ?? ""];
  return {
    method: "card",
    brands: brand === undefined ? [] : [brand],
    funding: FUNDINGS[record.type ?? ""] ?? "unknown",
    level: LEVELS[record.level ?? ""] ?? "unknown",
    country: COUNTRIES[record.country ?? ""] ?? null,
    surchargeable: flags.every((flag) => flag === true) ? true : flags.includes(false) ? false : null,
    conflicting: false,
    bin: null,
    issuer: null,
    customerExempt: false,
  };
}
