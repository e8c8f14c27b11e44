/**
 * What was acknowledged while the Worker's process was killed again and again, and what must therefore be found afterwards: each
 * change of a merchant in force, each reported outcome in the sums exactly once. What got no answer may be there or not.
 */

/** Minor units, and how many sales. */
export interface Sums {
  readonly sales: number;
  readonly base: number;
  readonly surcharge: number;
  readonly surchargeTax: number;
}

const NOTHING: Sums = { sales: 0, base: 0, surcharge: 0, surchargeTax: 0 };
const NAMES = Object.keys(NOTHING) as (keyof Sums)[];

export const plus = (one: Sums, other: Sums): Sums => ({
  sales: one.sales + other.sales,
  base: one.base + other.base,
  surcharge: one.surcharge + other.surcharge,
  surchargeTax: one.surchargeTax + other.surchargeTax,
});

export interface OutcomeBook {
  /** A report is on its way. */
  sent(id: string, sums: Sums): void;
  /** The service said that it was recorded, now or before. */
  acknowledged(id: string): void;
  unanswered(): readonly string[];
  acknowledgedCount(): number;
  /** What does not fit in the sums of a report that was read while nothing was on its way; null: all of it fits. */
  complaint(told: Sums): string | null;
}

export function outcomeBook(): OutcomeBook {
  const open = new Map<string, Sums>();
  let known = NOTHING;
  return {
    sent: (id, sums) => void open.set(id, sums),
    acknowledged(id) {
      known = plus(known, open.get(id) ?? NOTHING);
      open.delete(id);
    },
    unanswered: () => [...open.keys()],
    acknowledgedCount: () => known.sales,
    complaint(told) {
      const most = [...open.values()].reduce(plus, known);
      const unfit = NAMES.find((name) => told[name] < known[name] || told[name] > most[name]);
      return unfit === undefined
        ? null
        : `the report's ${unfit} is ${told[unfit]}, acknowledged were ${known[unfit]}, sent ${most[unfit]}`;
    },
  };
}

export interface MerchantBook {
  /** A change to this rate is on its way. */
  sent(id: string, rateBps: number): void;
  /** It was acknowledged, under this request id. */
  acknowledged(id: string, rateBps: number, requestId: string): void;
  requestIds(): readonly string[];
  /** The merchants that are there for certain. */
  ids(): readonly string[];
  /** What is wrong with the rate that is found in force; null: it may be. */
  complaint(id: string, rateBps: number | undefined): string | null;
}

export function merchantBook(): MerchantBook {
  /** The last acknowledged rate and those sent since. */
  const possible = new Map<string, Set<number>>();
  const certain = new Set<string>();
  const requestIds: string[] = [];
  return {
    sent(id, rateBps) {
      possible.set(id, (possible.get(id) ?? new Set()).add(rateBps));
    },
    acknowledged(id, rateBps, requestId) {
      possible.set(id, new Set([rateBps]));
      certain.add(id);
      requestIds.push(requestId);
    },
    requestIds: () => requestIds,
    ids: () => [...certain],
    complaint(id, rateBps) {
      const rates = possible.get(id);
      if (rateBps !== undefined && rates?.has(rateBps) === true) return null;
      return `${id} has the rate ${rateBps}; it may have ${[...(rates ?? [])].join(" or ")}`;
    },
  };
}
