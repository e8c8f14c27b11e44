/**
 * Where shoppers are, with what the demo merchant may add there by credit card: read from the statutes' own figures, not from
 * the product's rules.
 */

export interface Place {
  readonly country: string;
  readonly state?: string;
  readonly weight: number;
  /** Basis points; null: nothing may be added, for `reason`. */
  readonly rateBps: number | null;
  readonly reason?: string;
}

/** The merchant asks 3 % and has a cost of 3.2 % on record. */
export const PLACES: readonly Place[] = [
  { country: "US", state: "IL", weight: 50, rateBps: 300 },
  { country: "US", state: "FL", weight: 15, rateBps: 300 },
  // Colorado Revised Statutes 5-2-212: at most 2 %.
  { country: "US", state: "CO", weight: 10, rateBps: 200 },
  // Massachusetts General Laws 140D 28A, Connecticut General Statutes 42-133ff.
  { country: "US", state: "MA", weight: 8, rateBps: null, reason: "region_prohibited" },
  { country: "US", state: "CT", weight: 7, rateBps: null, reason: "region_prohibited" },
  { country: "US", weight: 10, rateBps: null, reason: "region_missing" },
];
