/** Tells whether a card belongs to a programme on which the merchant itself issues cards. Pure. */
import type { HouseCard } from "../surcharge/facts.ts";
import type { BinIndex } from "./bin-index.ts";

/** One of a merchant's programmes, ready to match. */
export interface CompiledProgramme {
  /** The name shoppers know the card by. */
  readonly name: string;
  /** Null: there is a programme, but its BINs cannot be read. Then no card can be ruled out. */
  readonly index: BinIndex | null;
}

/**
 * The house card that `bin` is: the programme whose BIN is the longest beginning of it. Where the gateway gave fewer
 * digits than a BIN has, the card is possibly ours, and so it is where the missing digits could make it another
 * programme's: that it is ours is certain then, but not under which name. A card without known digits can be any of
 * ours, as soon as there is a BIN at all.
 *
 * @param bin leading digits of the card as far as they are known, or null
 * @param programmes the merchant's programmes in its own order; the first of two equal matches counts
 */
export function matchHouseCard(bin: string | null, programmes: readonly CompiledProgramme[]): HouseCard {
  if (programmes.length === 0) return { match: "none" };
  if (programmes.some(({ index }) => index === null)) return { match: "possible" };
  if (bin === null || !/^\d+$/.test(bin))
    return { match: programmes.some(({ index }) => index !== null && index.size > 0) ? "possible" : "none" };
  let best: { length: number; name: string } | null = null;
  for (const { name, index } of programmes) {
    const length = index?.longestMatch(bin) ?? 0;
    if (length > (best?.length ?? 0)) best = { length, name };
  }
  const isPossible = programmes.some(({ name, index }) => name !== best?.name && index?.beginsLonger(bin) === true);
  if (isPossible) return { match: "possible" };
  return best === null ? { match: "none" } : { match: "certain", programmeName: best.name };
}
