/** What a merchant has set and recorded about surcharging: the part of a merchant that `decide` reads. */
import type { Brand } from "../../contract/lists.ts";

/**
 * What a rules row may require before it permits anything. `network_notice`: the network or acquirer was told that the
 * merchant surcharges; it counts 30 days after the day recorded, for that is how long ahead they want to know.
 */
export const REQUIREMENTS = [
  "sign_off",
  "card_price_posted",
  "other_method_offered",
  "statutory_text",
  "network_notice",
] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

/** A merchant's recorded word that a rule's condition is met. */
export interface Attestation {
  /** The id of the rules row, such as `us-co-credit`. */
  readonly rule: string;
  readonly kind: Requirement | "actual_fee" | "house_card_exemption";
  /** The name of the person who stands for it. */
  readonly by: string;
  /** ISO 8601 date. */
  readonly on: string;
  /** The statutory or supporting text, where the kind calls for one. */
  readonly text?: string | undefined;
}

/** What a merchant pays to accept a brand, recorded by a named person. */
export interface RecordedCost {
  /** Whole basis points, rounded down. */
  readonly costBps: number;
  readonly by: string;
  readonly on: string;
}

/** A merchant's word that a language's texts are right: its live shoppers get them, though nobody of ours reviewed them. */
export interface TextSignOff {
  /** BCP 47 tag of one of our languages, such as `fr-CA`. */
  readonly locale: string;
  /** The version of its texts, as a policy's `textsVersion` gives it. */
  readonly version: string;
  readonly by: string;
  /** ISO 8601 date. */
  readonly on: string;
}

export interface SurchargeProgramme {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly mode: "test" | "live";
  /** The merchant's place of business. */
  readonly place: { readonly country: string; readonly state?: string | undefined };
  /** ISO 4217. */
  readonly currency: string;
  /**
   * The brands the shop takes, surcharged or not; left out where nobody said. Parity between networks is judged on them,
   * the debit-only ones aside.
   */
  readonly accepts?: readonly Brand[] | undefined;
  /** Who buys here; left out: both may. */
  readonly buyer?: "consumer" | "business" | undefined;
  /** Basis points by brand; a brand without a rate is not surcharged. */
  readonly rates: Readonly<Partial<Record<Brand, number>>>;
  readonly costs: Readonly<Partial<Record<Brand, RecordedCost>>>;
  /** A sale below it carries none. Minor units of `currency`, at least 1; left out: any sale may carry one. */
  readonly minimumBaseAmount?: number | undefined;
  /** The most that is added to one sale. Minor units of `currency`, at least 1; left out: the rate alone limits it. */
  readonly maximumSurchargeAmount?: number | undefined;
  readonly attestations: readonly Attestation[];
  /** Languages whose texts, in that very version, a person of the merchant's has read and stands for. */
  readonly textSignOffs?: readonly TextSignOff[] | undefined;
  /** Other payment methods the merchant says it offers, such as `bank` or `paypal`. */
  readonly otherMethods: readonly string[];
  /** `exempt`: house cards carry no surcharge. `shown`: they are only recognised. */
  readonly houseCards: "exempt" | "shown";
  /** BCP 47 tag used when the shopper's language is not known. */
  readonly locale: string;
}
