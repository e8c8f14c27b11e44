/**
 * Many merchants' sums as one short JSON text: each key stands in it once, and a merchant's sums are pairs of a key's
 * place in that list and a count. A fifth of what the sums take when each is written out. Pure.
 */
import type { Sums } from "./series.ts";
import type { GrowingSums } from "./sums.ts";

/** Stands for the deployment where merchants' ids stand; before all of them in their order. */
export const WHOLE = "*";

export type NamedSums = readonly [id: string, sums: Sums];

type Pairs = readonly number[];

interface PackedSums {
  readonly keys: readonly string[];
  readonly sums: Readonly<Record<string, Pairs>>;
}

/** Adds somebody's sums after the other until they are written. */
export class SumsPacker {
  readonly #keys = new Map<string, number>();
  readonly #parts: string[] = [];
  #length = 0;

  /** About how many characters {@link text} has. */
  get length(): number {
    return this.#length;
  }

  add([id, sums]: NamedSums): void {
    const pairs: number[] = [];
    for (const [key, count] of Object.entries(sums)) {
      let place = this.#keys.get(key);
      if (place === undefined) {
        this.#keys.set(key, (place = this.#keys.size));
        this.#length += key.length + 3;
      }
      pairs.push(place, count);
    }
    const part = `${JSON.stringify(id)}:[${pairs.join(",")}]`;
    this.#parts.push(part);
    this.#length += part.length + 1;
  }

  text(): string {
    return `{"keys":${JSON.stringify([...this.#keys.keys()])},"sums":{${this.#parts.join(",")}}}`;
  }
}

export function packSums(all: Iterable<NamedSums>): string {
  const packer = new SumsPacker();
  for (const one of all) packer.add(one);
  return packer.text();
}

/** In the order in which they were added. Written by ourselves, so the text is taken at its word. */
export function unpackSums(text: string): NamedSums[] {
  const { keys, sums } = JSON.parse(text) as PackedSums;
  return Object.entries(sums).map(([id, pairs]): NamedSums => [id, sumsOfPairs(keys, pairs)]);
}

/**
 * Adds what such a text holds to what is known of each.
 *
 * @param isWanted which keys are added; asked once for each
 */
export function addPacked(
  all: Map<string, GrowingSums>,
  text: string,
  isWanted: (key: string) => boolean = () => true,
): void {
  const { keys, sums } = JSON.parse(text) as PackedSums;
  const wanted = keys.map((key) => (isWanted(key) ? key : null));
  for (const [id, pairs] of Object.entries(sums)) {
    let known = all.get(id);
    for (let at = 0; at < pairs.length; at += 2) {
      const key = wanted[pairs[at] ?? 0] ?? null;
      if (key === null) continue;
      if (known === undefined) all.set(id, (known = {}));
      known[key] = (known[key] ?? 0) + (pairs[at + 1] ?? 0);
    }
  }
}

/**
 * Somebody's sums out of what {@link ONE_OF_PACKED} finds in such a text; null: there are none.
 *
 * @param found a JSON text
 */
export function unpackOne(found: string): Sums | null {
  const [keys, pairs] = JSON.parse(found) as [readonly string[], Pairs | null];
  return pairs === null ? null : sumsOfPairs(keys, pairs);
}

/** In SQL: what {@link unpackOne} reads, out of a column. @param path a parameter whose value is {@link pathOf} */
export const onePacked = (column: string, path: string): string => `json_extract(${column}, '$.keys', ${path})`;

/** Where somebody's sums are in such a text, as SQLite wants it. Ids have no quotes. */
export const pathOf = (id: string): string => `$.sums."${id}"`;

function sumsOfPairs(keys: readonly string[], pairs: Pairs): Sums {
  const sums: GrowingSums = {};
  for (let at = 0; at < pairs.length; at += 2) sums[keys[pairs[at] ?? 0] ?? ""] = pairs[at + 1] ?? 0;
  return sums;
}
