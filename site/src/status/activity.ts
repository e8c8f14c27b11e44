/** Answers by outcome, in one walk over sums: for lists of thousands, and for every day of a year. Pure. */
import { REASON_OUTCOME } from "../../../contract/lists.ts";
import type { Sums } from "./sums.ts";

export interface Activity {
  readonly answers: number;
  readonly surcharges: number;
  readonly unknown: number;
  /** 0 to 1; null: no answers. */
  readonly unknownShare: number | null;
}

const OUTCOMES: ReadonlyMap<string, string> = new Map(Object.entries(REASON_OUTCOME));
const ANSWER = "answer:";

export function activityOf(sums: Sums): Activity {
  let [answers, surcharges, unknown] = [0, 0, 0];
  for (const key in sums) {
    if (!key.startsWith(ANSWER)) continue;
    const count = sums[key] ?? 0;
    const outcome = OUTCOMES.get(key.slice(ANSWER.length, key.lastIndexOf(":")));
    answers += count;
    if (outcome === "surcharge") surcharges += count;
    if (outcome === "unknown") unknown += count;
  }
  return { answers, surcharges, unknown, unknownShare: answers === 0 ? null : unknown / answers };
}
