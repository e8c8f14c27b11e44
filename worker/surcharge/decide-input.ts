/** What a decision is made of. */
import type { RuleBook } from "../rules/book.ts";
import type { CardFinding, HouseCard } from "./facts.ts";
import type { Place } from "./places.ts";
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
