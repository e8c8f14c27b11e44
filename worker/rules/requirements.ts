/** Which attestations the rules ask of a merchant in a place. */
import { isEea, type Place, placeCode } from "../surcharge/places.ts";
import type { Requirement } from "../surcharge/programme.ts";
import type { RuleBook } from "./book.ts";
import { inForce } from "./freshness.ts";

export interface AskedAttestation {
  /** The id of the rules row that asks. */
  readonly rule: string;
  readonly kind: Requirement;
}

/**
 * What the rules ask a merchant to have recorded before they permit anything in `place` on the ISO date `day`. A place
 * without a state gives what the whole country and each of its states ask.
 */
export function requirementsOf(place: Place, rules: RuleBook, day: string): readonly AskedAttestation[] {
  const within = (code: string): boolean =>
    code === place.country ||
    (code === "EU" && isEea(place.country)) ||
    (place.state === null ? code.startsWith(`${place.country}-`) : code === placeCode(place));
  return rules.rows
    .filter((row) => inForce(row, day) && row.places.some(within))
    .flatMap((row) => row.requires.map((kind) => ({ rule: row.id, kind })));
}
