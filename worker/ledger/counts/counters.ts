/**
 * What an isolate has counted and not handed over yet, by minute and merchant. Bounded: what does not fit is dropped, and
 * how much that was is counted. Pure.
 */
import { beginningOf } from "./periods.ts";
import { LOST_COUNTS, type Sums } from "./series.ts";
import { addSums, countsIn, type GrowingSums, withFewReleases } from "./sums.ts";

/** One minute of an isolate's counts. */
export interface MinuteCounts {
  /** Its beginning, in ms since 1970. */
  readonly at: number;
  /** Of everybody, and of what belongs to no merchant. */
  readonly whole: Sums;
  readonly merchants: Readonly<Record<string, Sums>>;
}

/** Different keys kept at once, of all minutes and merchants: as text some 1 MB. The cap is against surprises. */
export const MAX_KEYS = 40_000;

/** Whose counts belong to no merchant. No merchant's id. */
const NOBODY = "";

export class Counters {
  /** By minute, then by merchant. */
  #minutes = new Map<number, Map<string, GrowingSums>>();
  #keys = 0;
  #lost = 0;

  /** @param now ms since 1970 */
  add(merchantId: string | null, sums: Sums, now: number): void {
    const known = this.#sumsOf(beginningOf("minute", now), merchantId ?? NOBODY);
    for (const key in sums) {
      const count = sums[key] ?? 0;
      if (known[key] === undefined) {
        if (this.#keys >= MAX_KEYS) {
          this.#lost += count;
          continue;
        }
        this.#keys += 1;
        known[key] = count;
      } else known[key] += count;
    }
  }

  /** How many single counts are kept. */
  get kept(): number {
    const sums = [...this.#minutes.values()].flatMap((merchants) => [...merchants.values()]);
    return sums.reduce((sum, one) => sum + countsIn(one), 0);
  }

  /** How many single counts were dropped since the last {@link take}. */
  get lost(): number {
    return this.#lost;
  }

  /** All minutes, which are forgotten here. @param now ms since 1970: when what was dropped is said to have been lost */
  take(now: number): MinuteCounts[] {
    if (this.#lost > 0) addSums(this.#sumsOf(beginningOf("minute", now), NOBODY), { [LOST_COUNTS]: this.#lost });
    const minutes = [...this.#minutes].map(([at, byMerchant]) => minuteOf(at, byMerchant));
    this.#minutes = new Map();
    this.#keys = 0;
    this.#lost = 0;
    return minutes;
  }

  #sumsOf(minute: number, id: string): GrowingSums {
    let merchants = this.#minutes.get(minute);
    if (merchants === undefined) this.#minutes.set(minute, (merchants = new Map()));
    let sums = merchants.get(id);
    if (sums === undefined) merchants.set(id, (sums = {}));
    return sums;
  }
}

function minuteOf(at: number, byMerchant: ReadonlyMap<string, Sums>): MinuteCounts {
  const whole: GrowingSums = {};
  const merchants: Record<string, Sums> = {};
  for (const [id, sums] of byMerchant) {
    addSums(whole, sums);
    if (id !== NOBODY && countsIn(sums) > 0) merchants[id] = withFewReleases(sums);
  }
  return { at, whole: withFewReleases(whole), merchants };
}
