/** Whether the rules cover a place at all: silence permits nothing. */
import type { Brand } from "../../contract/lists.ts";
import type { RuleRow } from "../rules/schema.ts";
import type { Objection, RuleReason } from "./assessment.ts";
import { needsState, type Place, placeCode } from "./places.ts";
import { NEW_RULE } from "./remedies.ts";

/** True where the merchant's recorded cost limits what the row permits. */
export const isCostBased = (row: RuleRow): boolean => row.basis === "cost-of-acceptance" || row.basis === "both";

/** True for a row under which a surcharge may be added at all: no bar, and no law that only asks for more. */
const isPermission = ({ status, kind }: RuleRow): boolean => status !== "prohibited" && kind !== "all_in_price";

/** Objections to a place as a whole: nothing covers it, nothing names the brand, nothing limits the amount. */
export function assessCover(
  place: Place,
  brand: Brand,
  matching: readonly RuleRow[],
  own: readonly RuleRow[],
): Objection[] {
  const permits = matching.filter(isPermission);
  const where = placeCode(place);
  const strict = needsState(place.country);
  const covered = (strict ? own : permits).some((row) => permits.includes(row));
  const object = (reason: RuleReason, because: string): Objection[] => [
    { reason, rule: null, because, remedy: NEW_RULE },
  ];
  if (!covered) return object("region_not_covered", `no rule covers such a ${brand} card in ${where}`);
  // In the US and Canada the networks' own rules are rows; a brand that no row names was never looked at.
  if (strict && permits.every((row) => row.networks === "all"))
    return object("network_not_enabled", `no rule names ${brand} in ${place.country}`);
  // Section 0, point 4: without a percentage and without a cost test there is nothing to stay below.
  if (permits.every((row) => row.maxBps === null && row.maxAmount === undefined && !isCostBased(row)))
    return object(
      strict ? "network_not_enabled" : "region_not_covered",
      `no rule limits a ${brand} surcharge in ${where}, so none is permitted`,
    );
  return [];
}
