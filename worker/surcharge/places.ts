/** Places as the rules know them. Pure. */
import type { Place } from "../../contract/places.ts";

export { normalisePlace, type Place } from "../../contract/places.ts";
export { needsState } from "../../contract/plain-checks.ts";

/** The European Union's members, and the three further states of the European Economic Area: ISO 3166-1 alpha-2. */
export const EEA: readonly string[] =
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO".split(" ");
const EEA_SET: ReadonlySet<string> = new Set(EEA);

/** True for an EU or EEA member, ISO 3166-1 alpha-2. */
export function isEea(country: string): boolean {
  return EEA_SET.has(country);
}

/** `US-IL`, or `GB` where there is no state: the ISO 3166 code, for people and for the rules' index. */
export function placeCode(place: Place): string {
  return place.state === null ? place.country : `${place.country}-${place.state}`;
}

/** The place of such a code. */
export function placeOfCode(code: string): Place {
  const [country = "", state = null] = code.split("-");
  return { country, state };
}

/** True where both are the same place. */
export function samePlace(a: Place, b: Place): boolean {
  return a.country === b.country && a.state === b.state;
}
