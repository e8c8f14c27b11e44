/** Choices that the same seed makes again. */
import { drawsOf } from "../../tools/commands/cost/random.ts";

export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number;
  /** One of the list, each as likely. @throws Error when it is empty */
  oneOf<Item>(list: readonly Item[]): Item;
}

/** @param seed a whole number; the low 32 bits count */
export function randomFrom(seed: number): Random {
  const next = drawsOf(seed);
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    oneOf(list) {
      const item = list[whole(0, list.length - 1)];
      if (item === undefined) throw new Error("There is nothing to choose from.");
      return item;
    },
  };
}

/** Chooses by weight. @throws Error when no weight is above 0 */
export function weighted<Item>(rows: readonly (readonly [item: Item, weight: number])[]): (random: Random) => Item {
  const total = rows.reduce((sum, [, weight]) => sum + weight, 0);
  if (!(total > 0)) throw new Error("At least one weight must be above 0.");
  return (random) => {
    let left = random.next() * total;
    for (const [item, weight] of rows) {
      left -= weight;
      if (left < 0) return item;
    }
    return (rows.at(-1) as readonly [Item, number])[0];
  };
}
