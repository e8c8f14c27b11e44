/** Country codes of both lengths, as gateways mix them, in the one form that facts use. */
import { ALPHA2_BY_ALPHA3, isCountry } from "../../contract/countries.ts";
import { normaliseCode } from "../../contract/plain-checks.ts";

/** The alpha-2 code for an alpha-2 or alpha-3 code in any case, or null for anything else. */
export function toAlpha2(code: string | null): string | null {
  const upper = normaliseCode(code ?? "");
  return isCountry(upper) ? upper : (ALPHA2_BY_ALPHA3.get(upper) ?? null);
}
