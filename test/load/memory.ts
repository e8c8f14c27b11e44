/** What the shoppers of the traffic still have at hand: tokens with their tickets and quotes, as long as these are good. */
import type { Sale } from "./checks.ts";
import type { Random } from "./random.ts";

export interface Remembered {
  readonly sale: Sale;
  readonly ticket: string | null;
  readonly quote: string;
  /** ms since 1970, of the token's first sight. */
  readonly firstAt: number;
}

const MOST = 2_000;
const MOST_TAKEN = 20_000;
const DRAWS = 20;
/** A quote lives for 120 s from the token's first sight; less what a request may take. */
const GOOD_FOR_MS = 100_000;

export interface Memory {
  /** Keeps the newest answer about a token, unless the token was taken. */
  keep(remembered: Remembered): void;
  /** One that is still good; undefined where there is none. */
  any(random: Random): Remembered | undefined;
  /** The same, if it is wanted, and its token is not kept again: a sale is captured once. */
  take(random: Random, isWanted: (remembered: Remembered) => boolean): Remembered | undefined;
}

export function memoryOf(now: () => number = Date.now): Memory {
  const kept: Remembered[] = [];
  const places = new Map<string, number>();
  const taken = new Set<string>();

  const put = (at: number, remembered: Remembered) => {
    const before = kept[at];
    if (before !== undefined) places.delete(before.sale.token);
    kept[at] = remembered;
    places.set(remembered.sale.token, at);
  };
  const drop = (at: number) => {
    const last = kept.pop() as Remembered;
    places.delete(last.sale.token);
    if (at < kept.length) put(at, last);
  };
  const draw = (random: Random): number => {
    while (kept.length > 0) {
      const at = random.whole(0, kept.length - 1);
      if (now() - (kept[at] as Remembered).firstAt < GOOD_FOR_MS) return at;
      drop(at);
    }
    return -1;
  };
  return {
    keep(remembered) {
      const { token } = remembered.sale;
      if (taken.has(token)) return;
      const at = places.get(token) ?? (kept.length < MOST ? kept.length : Math.floor(Math.random() * MOST));
      put(at, remembered);
    },
    any: (random) => kept[draw(random)],
    take(random, isWanted) {
      for (let tries = 0; tries < DRAWS; tries++) {
        const at = draw(random);
        const found = kept[at];
        if (found === undefined) return undefined;
        if (!isWanted(found)) continue;
        drop(at);
        taken.add(found.sale.token);
        if (taken.size > MOST_TAKEN) taken.delete(taken.values().next().value as string);
        return found;
      }
      return undefined;
    },
  };
}

/** A sale that can be captured: where no place was known there is none. */
export const toCapture = (memory: Memory, random: Random): Remembered | undefined =>
  memory.take(random, ({ sale }) => sale.place.reason !== "region_missing");
