/** What the rules are asked about one brand on a card, and what they say of it. */
import type { Brand, Reason } from "../../contract/lists.ts";
import type { RuleBook } from "../rules/book.ts";
import type { RuleRow } from "../rules/schema.ts";
import type { WorldDays } from "./day.ts";
import type { CardFacts } from "./facts.ts";
import type { Cap } from "./money.ts";
import type { Place } from "./places.ts";
import type { SurchargeProgramme } from "./programme.ts";
import type { Remedy } from "./remedies.ts";

/** The reasons that rules give. */
export type RuleReason = Extract<
  Reason,
  | "region_prohibited"
  | "region_not_covered"
  | "currency_not_enabled"
  | "network_not_enabled"
  | "rules_expired"
  | "needs_sign_off"
  | "cost_not_recorded"
>;

export interface Objection {
  readonly reason: RuleReason;
  /** The row that objects; null where the objection is that there is no row. */
  readonly rule: string | null;
  /** For operators: what is wrong, as the end of a sentence. */
  readonly because: string;
  /** What would have to be recorded for it to fall; null: nothing makes it fall. */
  readonly remedy: Remedy | null;
}

export interface Assessment {
  readonly objections: readonly Objection[];
  readonly caps: readonly Cap[];
  /** Every row that matched, permitting or not. */
  readonly rows: readonly RuleRow[];
}

export interface Question {
  readonly brand: Brand;
  readonly facts: Pick<CardFacts, "funding" | "level" | "country">;
  readonly isHouseCard: boolean;
  readonly programme: SurchargeProgramme;
  /** Every place that has a say: the merchant's, billing, ship-to. Normalised. */
  readonly places: readonly Place[];
  /** The dates on which every rule must hold. */
  readonly days: WorldDays;
  /** Minor units; null when only the rate is asked. */
  readonly baseAmount: number | null;
  /** ISO 4217. */
  readonly currency: string;
  readonly rules: RuleBook;
  /** True where another brand is compared with this one: then this one is not compared with others in turn. */
  readonly isCompared?: boolean;
}
