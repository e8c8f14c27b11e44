/** Counts of answers, by nothing that tells anything of a shopper. Pure. */
import type { Brand, Outcome, Reason } from "../../contract/lists.ts";
import type { HomeTax } from "./home-tax.ts";

/** One kind of answer and how often it was given in one minute. */
export interface CountRow {
  /** Minutes since 1970. */
  readonly minute: number;
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly brand: Brand;
  /** The answer took at most this many ms, the next smaller bound more; null: more than the largest bound. */
  readonly latencyMs: number | null;
  /** Whether a surcharge at home came with its tax rate; null: no surcharge, or not at home. */
  readonly homeTax: HomeTax | null;
  readonly count: number;
}

/** The same, and whose answers they were. */
export interface MerchantCount extends CountRow {
  readonly merchantId: string;
}

export interface CountedAnswer {
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly brand: Brand;
  /** From the request's arrival to its answer. */
  readonly durationMs: number;
  readonly homeTax: HomeTax | null;
}

const LATENCY_BOUNDS_MS = [10, 25, 50, 100, 200, 400, 800, 1_600, 3_200] as const;

/** Merchants and kinds of answers kept apart at once: as text, 1 MB at most. The cap is against surprises. */
const MAX_ROWS = 10_000;

export const MS_PER_MINUTE = 60_000;

/** Adds up rows of the same merchant and kind until they are taken. */
export class Counters {
  #rows = new Map<string, MerchantCount>();

  get isEmpty(): boolean {
    return this.#rows.size === 0;
  }

  /** @param now ms since 1970 */
  note(merchantId: string, { outcome, reason, brand, durationMs, homeTax }: CountedAnswer, now: number): void {
    const minute = Math.floor(now / MS_PER_MINUTE);
    const latencyMs = LATENCY_BOUNDS_MS.find((bound) => durationMs <= bound) ?? null;
    this.add([{ merchantId, minute, outcome, reason, brand, latencyMs, homeTax, count: 1 }]);
  }

  add(rows: readonly MerchantCount[]): void {
    for (const row of rows) {
      const { merchantId, minute, outcome, reason, brand, latencyMs, homeTax } = row;
      const key = `${merchantId} ${minute} ${outcome} ${reason} ${brand} ${latencyMs} ${homeTax}`;
      const known = this.#rows.get(key);
      if (known !== undefined) this.#rows.set(key, { ...row, count: known.count + row.count });
      else if (this.#rows.size < MAX_ROWS) this.#rows.set(key, row);
    }
  }

  /** All rows, which are forgotten here. */
  take(): MerchantCount[] {
    const rows = [...this.#rows.values()];
    this.#rows = new Map();
    return rows;
  }
}
