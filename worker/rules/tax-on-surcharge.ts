/**
 * Where a state or country takes sales tax on the surcharge itself: findings with their sources, a table of their own in a
 * pack. They warn and decide nothing: which rate a sale needs is the merchant's tax engine's business.
 */
import * as z from "zod";
import { addDays } from "../surcharge/day.ts";
import { type Place, placeCode } from "../surcharge/places.ts";
import { Checker, IsoDate, Source } from "./schema.ts";

/** After so many days somebody should read the source again. A finding that is older stays as it is. */
const MAX_AGE_DAYS = 365;

/** What was found for some places. A place that no finding names is not known. */
export const TaxFinding = z.strictObject({
  /** ISO 3166-1 alpha-2 or 3166-2 codes. One for a whole country holds where its states have none of their own. */
  places: z.array(z.string().regex(/^[A-Z]{2}(-[A-Z]{2})?$/, "must be a place such as US-AL or AU")).min(1),
  /** Whether a surcharge on a taxable sale is taxed with it. `unknown`: somebody looked, and the sources do not say. */
  taxed: z.enum(["yes", "no", "unknown"]),
  /** What the source says, and what it leaves open. */
  note: z.string().trim().min(1).max(500),
  checkedOn: IsoDate,
  by: Checker.optional(),
  source: Source,
  /** The source's own date; the date it was read where it has none. */
  asOf: IsoDate,
  confidence: z.enum(["high", "medium", "low"]),
});
export type TaxFinding = z.output<typeof TaxFinding>;

/** Every finding; no place has two. */
export const TaxFindings = z.array(TaxFinding).superRefine((findings, context) => {
  const seen = new Set<string>();
  for (const [index, { places }] of findings.entries())
    for (const place of places) {
      if (seen.has(place))
        context.addIssue({ code: "custom", path: [index, "places"], message: `${place} is named twice` });
      seen.add(place);
    }
});

/** What was found for a place: for its state, or else for its whole country. Null: nothing. */
export function taxFindingAt(place: Place, findings: readonly TaxFinding[] = []): TaxFinding | null {
  const named = (code: string) => findings.find(({ places }) => places.includes(code));
  return named(placeCode(place)) ?? named(place.country) ?? null;
}

/** The day, as an ISO date, from which the source should be read again. */
export const readAgainOn = ({ checkedOn }: TaxFinding): string => addDays(checkedOn, MAX_AGE_DAYS);
