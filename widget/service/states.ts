/** Reads a text as a state or province: where a surcharge depends on them, one of those that the rules name. */
import { normalisePlace } from "../../contract/places.ts";
import { needsState } from "../../contract/plain-checks.ts";
import { isSubdivision } from "../../contract/subdivisions.ts";

const CODE = /^([a-z]{2}-)?[a-z0-9]{1,3}$/i;
const NAME = /^[\p{L}\p{M} .'’-]{1,64}$/u;

/**
 * What is asked about. Where states do not matter, any text will do: one that the service would refuse is left out.
 *
 * @param country upper case, or undefined when it is not chosen yet
 * @returns undefined for what is no state where states matter; empty for what is left out
 */
export function readState(text: string, country: string | undefined): string | undefined {
  if (CODE.test(text)) return text.toUpperCase();
  if (country === undefined || !needsState(country)) return NAME.test(text) ? text.toUpperCase() : "";
  const state = normalisePlace({ country, state: text }).state ?? "";
  return isSubdivision(country, state) ? state : undefined;
}
