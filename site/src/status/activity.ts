/** How much a merchant does, in one walk over its sums: for a list of thousands. Pure. */
import { REASON_OUTCOME } from "../../../contract/lists.ts";
import type { Sums } from "./sums.ts";

export interface Activity {
  readonly answers: number;
  /** 0 to 1; null: no answers. */
  readonly unknownShare: number | null;
}

const UNKNOWN: ReadonlySet<string> = new Set(
  Object.entries(REASON_OUTCOME).flatMap(([reason, outcome]) => (outcome === "unknown" ? [reason] : [])),
);

const ANSWER = "answer:";

export function activityOf(sums: Sums): Activity {
  let [answers, unknown] = [0, 0];
  for (const [key, count] of Object.entries(sums)) {
    if (!key.startsWith(ANSWER)) continue;
    answers += count;
    if (UNKNOWN.has(key.slice(ANSWER.length, key.lastIndexOf(":")))) unknown += count;
  }
  return { answers, unknownShare: answers === 0 ? null : unknown / answers };
}
