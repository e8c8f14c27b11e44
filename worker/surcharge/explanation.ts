/** One sentence that tells an operator why a decision is what it is. It names rules and places, never a card or token. */
import type { Brand, Funding, Reason } from "../../contract/lists.ts";
import { formatPercent } from "./percent.ts";
import { type Place, placeCode } from "./places.ts";

interface Explained {
  readonly reason: Reason;
  readonly grounds: readonly { readonly because: string }[];
  readonly brand: Brand;
  readonly funding: Funding;
  readonly rateBps: number;
  readonly cappedBy: string | null;
  readonly billing: Place;
  readonly shipTo: Place | null;
}

/** What holds a rate and is no rule, in words. */
const HOLDERS: ReadonlyMap<string, string> = new Map([
  ["cost", "the recorded cost of acceptance"],
  ["maximum", "the merchant's maximum for one sale"],
]);

/** The sentence, such as "visa/credit in US-CO: 2.00 % is added, held there by us-co-credit." */
export function explain({ reason, grounds, brand, funding, rateBps, cappedBy, billing, shipTo }: Explained): string {
  const where = placeCode(billing) + (shipTo === null ? "" : ` shipped to ${placeCode(shipTo)}`);
  const head = `${brand}/${funding} in ${where}`;
  if (reason !== "eligible")
    return `${head}: nothing is added (${reason}), because ${[...new Set(grounds.map(({ because }) => because))].join("; ")}.`;
  const held = cappedBy === null ? "the merchant's own rate" : `held there by ${HOLDERS.get(cappedBy) ?? cappedBy}`;
  return `${head}: ${formatPercent(rateBps)} is added, ${held}.`;
}
