/** Choices that look random and are the same in every run: mulberry32, a 32-bit generator. Never for anything secret. */

export interface SeededRandom {
  pick<Item>(items: readonly Item[]): Item;
  /** True once in about `chances` times. */
  oneIn(chances: number): boolean;
}

export function randomFrom(seed: number): SeededRandom {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new RangeError("nothing to pick from");
      return item;
    },
    oneIn: (chances) => next() * chances < 1,
  };
}
