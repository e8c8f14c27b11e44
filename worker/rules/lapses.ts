/** When a merchant's brands lose their permission, as far as its own place decides. Pure. */
import type { Brand } from "../../contract/lists.ts";
import { worldDays } from "../surcharge/day.ts";
import { placeOfCode } from "../surcharge/places.ts";
import type { RuleBook } from "./book.ts";
import { daysBetween, inForce, lapsesOn } from "./freshness.ts";
import { AHEAD_DAYS } from "./outlook.ts";

export interface BrandLapse {
  readonly brand: Brand;
  /** The first ISO date on which the brand is surcharged no longer, unless somebody renews. */
  readonly on: string;
  /** From the last date on earth; 0 and less: it has lapsed. */
  readonly daysLeft: number;
}

/**
 * The brands that lose their permission in a place, such as `US-IL`, within 60 days, soonest first. All permissions that
 * speak about a brand must stand, so that the first one to lapse ends it. Rows about some cards alone count too: those
 * cards lose theirs. None where the place is not known.
 */
export function lapsesOf(
  brands: readonly Brand[],
  code: string | null,
  rules: RuleBook,
  at: Date,
): readonly BrandLapse[] {
  if (code === null) return [];
  const place = placeOfCode(code);
  const { last: today } = worldDays(at);
  return brands
    .flatMap((brand): BrandLapse[] => {
      const [on] = [...rules.countryRows(place, brand), ...rules.stateRows(place, brand)]
        .filter((row) => inForce(row, today) && (row.channels === undefined || row.channels.includes("web")))
        .flatMap((row) => lapsesOn(row) ?? [])
        .toSorted();
      return on === undefined ? [] : [{ brand, on, daysLeft: daysBetween(today, on) }];
    })
    .filter(({ daysLeft }) => daysLeft <= AHEAD_DAYS)
    .toSorted((a, b) => a.daysLeft - b.daysLeft || (a.brand < b.brand ? -1 : 1));
}
