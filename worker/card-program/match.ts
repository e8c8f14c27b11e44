/**
 * Tells whether a card belongs to a programme on which the merchant itself issues cards. Pure; the cost of a match
 * depends on the number of digits, not on the number of BINs.
 */
import type { HouseCard } from "../surcharge/facts.ts";

/** A programme's BINs, prepared for matching. Build it once for each version of the catalogue. */
export interface BinIndex {
  /** Every BIN of the programme. */
  readonly bins: ReadonlySet<string>;
  /** Every shorter beginning of a BIN: a card known by these digits alone may be one of ours. */
  readonly beginnings: ReadonlySet<string>;
  /** The BINs' lengths, longest first. */
  readonly lengths: readonly number[];
}

/** One of a merchant's programmes, ready to match. */
export interface CompiledProgramme {
  /** The name shoppers know the card by. */
  readonly name: string;
  /** Null: there is a programme, but its BINs cannot be read. Then no card can be ruled out. */
  readonly index: BinIndex | null;
}

/** @param bins distinct or not; each of 6 to 11 digits */
export function compileBins(bins: Iterable<string>): BinIndex {
  const all = new Set(bins);
  const beginnings = new Set<string>();
  const lengths = new Set<number>();
  for (const bin of all) {
    lengths.add(bin.length);
    for (let length = 1; length < bin.length; length++) beginnings.add(bin.slice(0, length));
  }
  return { bins: all, beginnings, lengths: [...lengths].toSorted((a, b) => b - a) };
}

/** Digits of the longest BIN that `card` begins with; 0 when it begins with none. */
function longestMatch(card: string, { bins, lengths }: BinIndex): number {
  return lengths.find((length) => length <= card.length && bins.has(card.slice(0, length))) ?? 0;
}

/**
 * The house card that `bin` is: the programme whose BIN is the longest beginning of it. Where the gateway gave fewer
 * digits than a BIN has, the card is possibly ours, and so it is where the missing digits could make it another
 * programme's: that it is ours is certain then, but not under which name.
 *
 * @param bin leading digits of the card as far as they are known, or null
 * @param programmes the merchant's programmes in its own order; the first of two equal matches counts
 */
export function matchHouseCard(bin: string | null, programmes: readonly CompiledProgramme[]): HouseCard {
  if (programmes.length === 0) return { match: "none" };
  if (programmes.some(({ index }) => index === null)) return { match: "possible" };
  if (bin === null || !/^\d+$/.test(bin)) return { match: "none" };
  let best: { length: number; name: string } | null = null;
  const possible = new Set<string>();
  for (const { name, index } of programmes) {
    if (index === null) continue;
    const length = longestMatch(bin, index);
    if (length > (best?.length ?? 0)) best = { length, name };
    if (index.beginnings.has(bin)) possible.add(name);
  }
  if (best === null) return { match: possible.size > 0 ? "possible" : "none" };
  possible.delete(best.name);
  return possible.size > 0 ? { match: "possible" } : { match: "certain", programmeName: best.name };
}
