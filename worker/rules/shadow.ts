/**
 * A candidate pack, decided beside the one in force and only counted: how often it would have added more, less, or
 * nothing for another reason. Nothing about a shopper, a card or a sale is counted.
 */
import type { Reason } from "../../contract/lists.ts";
import { type DecideInput, decide, type SurchargeDecision } from "../surcharge/decide.ts";
import type { RuleBook } from "./book.ts";

export const SHADOW_CHANGES = ["same", "wider", "narrower", "reason"] as const;
/** What the candidate would have changed. `reason`: nothing is added either way, for another reason. */
export type ShadowChange = (typeof SHADOW_CHANGES)[number];

export interface Shadow {
  /** The candidate's version. */
  readonly version: string;
  readonly change: ShadowChange;
  readonly before: Reason;
  readonly after: Reason;
}

/** What `candidate` makes of the sale that was decided, compared with the decision that was given. */
export function shadowOf(given: SurchargeDecision, input: DecideInput, candidate: RuleBook): Shadow {
  const other = decide({ ...input, rules: candidate });
  const change =
    other.rateBps > given.rateBps
      ? "wider"
      : other.rateBps < given.rateBps
        ? "narrower"
        : other.reason === given.reason
          ? "same"
          : "reason";
  return { version: candidate.version, change, before: given.reason, after: other.reason };
}
