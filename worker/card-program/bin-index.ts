/** A programme's BINs, sorted, so that one is found by halving. Pure. */

export class BinIndex {
  /** Distinct. A BIN stands right before those that begin with it. */
  readonly #bins: readonly string[];
  /** How many digits BINs have here, longest first. */
  readonly #lengths: readonly number[];

  /** @param bins distinct or not; each of 6 to 11 digits */
  constructor(bins: Iterable<string>) {
    this.#bins = [...new Set(bins)].toSorted();
    this.#lengths = [...new Set(this.#bins.map((bin) => bin.length))].toSorted((a, b) => b - a);
  }

  get size(): number {
    return this.#bins.length;
  }

  /** Digits of the longest BIN that `card`, digits alone, begins with; 0 when it begins with none. */
  longestMatch(card: string): number {
    return this.#lengths.find((length) => length <= card.length && this.#has(card.slice(0, length))) ?? 0;
  }

  /** Whether a BIN with more digits than `card` begins with all of them. */
  beginsLonger(card: string): boolean {
    const at = this.#placeOf(card);
    const next = this.#bins[this.#bins[at] === card ? at + 1 : at];
    return next?.startsWith(card) ?? false;
  }

  #has(bin: string): boolean {
    return this.#bins[this.#placeOf(bin)] === bin;
  }

  /** Where `digits` is, or would be. */
  #placeOf(digits: string): number {
    let from = 0;
    let to = this.#bins.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#bins[middle] ?? "") < digits) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
