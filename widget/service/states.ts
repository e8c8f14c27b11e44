/** Reads a text as a state or province: where a surcharge depends on them, one of those that the rules name. */
import { normalisePlace } from "../../contract/places.ts";
import { needsState } from "../../contract/plain-checks.ts";
import { isSubdivision } from "../../contract/subdivisions.ts";

/** What the service takes as one. */
const CODE = /^([a-z]{2}-)?[a-z0-9]{1,3}$/i;
const NAME = /^[\p{L}\p{M} .'’-]{1,64}$/u;

/** True for a code (`IL`, `US-IL`), and for the name of a known state where states matter. */
export function isState(text: string, country: string | undefined): boolean {
  if (CODE.test(text)) return true;
  if (country === undefined || !needsState(country)) return NAME.test(text);
  return isSubdivision(country, normalisePlace({ country, state: text }).state ?? "") === true;
}

/**
 * What is asked about. Where states do not matter, any text will do: one that the service would refuse is left out.
 *
 * @param country upper case, or undefined when it is not chosen yet
 * @returns undefined for what is no state where states matter; empty for what is left out
 */
export function readState(text: string, country: string | undefined): string | undefined {
  if (!isState(text, country)) return needsState(country) ? undefined : "";
  const isTaken = CODE.test(text) || NAME.test(text);
  return isTaken || country === undefined ? text.toUpperCase() : (normalisePlace({ country, state: text }).state ?? "");
}
