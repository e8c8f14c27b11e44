/**
 * Brand parity: a network that says "not dearer than other cards" (American Express, Discover) or "as any brand that costs
 * as much or more" (Visa, Mastercard). Which brands it means depends on what the shop accepts, not on what it surcharges:
 * a brand that is taken and not surcharged holds the others to nothing.
 */
import type { Brand } from "../../contract/lists.ts";
import type { RuleRow } from "../rules/schema.ts";
import type { WorldDays } from "./day.ts";
import { merchantRate, recordedCost } from "./merchant-records.ts";
import type { SurchargeProgramme } from "./programme.ts";

/** Networks without credit cards: no credit card competes with them, so no parity rule means them. */
const DEBIT_ONLY: ReadonlySet<Brand> = new Set(["interac", "eftpos", "maestro", "mada"]);

/**
 * The brands that a parity rule compares `brand` with. Where nobody said what the shop accepts, `lowest` takes the brands
 * with a rate; `costlier` cannot be judged then, and takes none: the merchant's view warns of it.
 */
export function comparedBrands(
  parity: NonNullable<RuleRow["parity"]>,
  brand: Brand,
  programme: Pick<SurchargeProgramme, "accepts" | "rates" | "costs">,
  days: WorldDays,
): readonly Brand[] {
  const { accepts } = programme;
  const rated = (Object.keys(programme.rates) as Brand[]).filter((other) => merchantRate(programme, other) !== null);
  const others = (accepts ?? (parity === "lowest" ? rated : [])).filter(
    (other) => other !== brand && !DEBIT_ONLY.has(other),
  );
  if (parity === "lowest") return others;
  const own = recordedCost(programme, brand, days);
  return others.filter((other) => {
    const cost = recordedCost(programme, other, days);
    // A cost that nobody recorded may be the higher one.
    return own === null || cost === null || cost >= own;
  });
}
