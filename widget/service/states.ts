/** Reads a text as a state or province, which a surcharge depends on in the United States and Canada alone. */
import { normalisePlace } from "../../contract/places.ts";
import { needsState } from "../../contract/plain-checks.ts";
import { isSubdivision } from "../../contract/subdivisions.ts";

const CODE = /^([a-z]{2}-)?[a-z]{1,3}$/i;

/**
 * What is asked about: a code, or the code of a name that the rules know. Elsewhere any text will do, and is left out.
 *
 * @param country upper case, or undefined when it is not chosen yet
 * @returns undefined for what is no state where states matter; empty for what is left out
 */
export function readState(text: string, country: string | undefined): string | undefined {
  if (country === undefined || !needsState(country)) return "";
  const state = normalisePlace({ country, state: text }).state ?? "";
  return isSubdivision(country, state) || CODE.test(text) ? state : undefined;
}
