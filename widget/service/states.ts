/** Whether a text can be a state or province: where a surcharge depends on them, one of those that the rules name. */
import { normalisePlace } from "../../contract/places.ts";
import { needsState } from "../../contract/plain-checks.ts";
import { isSubdivision } from "../../contract/subdivisions.ts";

export { needsState } from "../../contract/plain-checks.ts";

/**
 * True for a code (`IL`, `US-IL`) and for a name: of a known state where states matter, of any form elsewhere.
 *
 * @param country upper case, or undefined when it is not chosen yet
 */
export function isState(text: string, country: string | undefined): boolean {
  if (/^([a-z]{2}-)?[a-z0-9]{1,3}$/i.test(text)) return true;
  if (text.length > 64) return false;
  if (country === undefined || !needsState(country)) return true;
  return isSubdivision(country, normalisePlace({ country, state: text }).state ?? "") === true;
}
