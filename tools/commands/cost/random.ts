/** Chance that is the same in every run. */

export interface Chance {
  /** From 0 to below 1. */
  readonly next: () => number;
  /** Exponentially distributed. */
  readonly exponential: (mean: number) => number;
  /** Below `count`, with shares that fall as 1, 1/2, 1/3 ... */
  readonly ranked: (count: number) => number;
  readonly below: (count: number) => number;
}

/**
 * Numbers from 0 to below 1, the same for the same seed. Mulberry32 (public domain): 32 bits of state are plenty for some 100,000
 * draws.
 *
 * @param seed a whole number; the low 32 bits count
 */
export function drawsOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function chanceOf(seed: number): Chance {
  const next = drawsOf(seed);
  const sums = new Map<number, readonly number[]>();
  return {
    next,
    exponential: (mean) => -mean * Math.log(1 - next()),
    below: (count) => Math.floor(next() * count),
    ranked(count) {
      const known = sums.get(count) ?? harmonicSums(count);
      sums.set(count, known);
      const drawn = next() * (known.at(-1) ?? 0);
      return known.findIndex((sum) => drawn < sum);
    },
  };
}

function harmonicSums(count: number): number[] {
  let sum = 0;
  return Array.from({ length: count }, (_, index) => (sum += 1 / (index + 1)));
}
