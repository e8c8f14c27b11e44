/** What is known of one card, in the contract's own words. The gateway client produces it; `decide` judges it. */
import { BRANDS, type Brand, FUNDINGS, type Funding, LEVELS, type Level, type Reason } from "../../contract/lists.ts";

const METHODS = ["card", "other", "unknown"] as const;

export interface CardFacts {
  /** `other`: a bank account, a wallet without card facts, or any method that is not a card. */
  readonly method: (typeof METHODS)[number];
  /** Empty when the brand is not known; two for a co-badged card, the first being the one to show. */
  readonly brands: readonly Brand[];
  readonly funding: Funding;
  readonly level: Level;
  /** The issuer's country, ISO 3166-1 alpha-2, or null. Not the shopper's location. */
  readonly country: string | null;
  /** The gateway's own word for every place asked: true if all say yes, false if any says no, else null. */
  readonly surchargeable: boolean | null;
  /** True when the gateway's answers contradict each other, such as credit in one place and debit in another. */
  readonly conflicting: boolean;
  /** Leading digits as the gateway gave them, or null. Never leaves the Worker but by the server's lookup. */
  readonly bin: string | null;
  /** Never leaves the Worker but by the server's lookup. */
  readonly issuer: string | null;
  /** True when the vault marks the customer as exempt from surcharges. */
  readonly customerExempt: boolean;
}

const isOneOf = (list: readonly string[], word: unknown): boolean => list.includes(word as string);
const isBoolean = (value: unknown): boolean => typeof value === "boolean";

/**
 * Whether these are facts in the words of this version. A shard or a ticket of another version may bring others, and what a
 * decision should make of those is not to be guessed.
 */
export function areKnownFacts(facts: Partial<Record<keyof CardFacts, unknown>>): facts is CardFacts {
  const { method, brands, funding, level, surchargeable, conflicting, customerExempt } = facts;
  return (
    isOneOf(METHODS, method) &&
    Array.isArray(brands) &&
    brands.every((brand) => isOneOf(BRANDS, brand)) &&
    isOneOf(FUNDINGS, funding) &&
    isOneOf(LEVELS, level) &&
    (surchargeable === null || isBoolean(surchargeable)) &&
    isBoolean(conflicting) &&
    isBoolean(customerExempt)
  );
}

/** Why there are no facts. */
export const TROUBLES = [
  "gateway_unavailable",
  "gateway_timeout",
  "service_limited",
] as const satisfies readonly Reason[];
export type Trouble = (typeof TROUBLES)[number];

/** What a lookup brought home: facts, or the trouble that kept them away. */
export type CardFinding =
  | { readonly kind: "facts"; readonly facts: CardFacts }
  | { readonly kind: "trouble"; readonly reason: Trouble };

/** Whether the card belongs to a programme that the merchant itself issues on; `possible` counts as ours, namelessly. */
export type HouseCard =
  | { readonly match: "none" }
  | { readonly match: "possible" }
  | { readonly match: "certain"; readonly programmeName: string };
