/**
 * Judges one answer: by what was asked, by an independent oracle's figure, by the check of the signed quote and by what was
 * failing at the time. Pure, and knows nothing of how the Worker came to it.
 */
import type { Fault } from "./faults.ts";

/** What is asked: by a page or a server about a card; or something beside it, each with its own good answer. */
export type Kind = "page" | "server" | "policy" | "stranger" | "outcome" | "change" | "sync";

/** A page waits 3 s for a lookup. A report has 5 s in its object, a change 3 s for each of two entries of its record, beside what leads to them. */
export const DEADLINE_MS: Readonly<Record<Kind, number>> = {
  page: 3_000,
  server: 3_000,
  policy: 3_000,
  stranger: 3_000,
  outcome: 7_000,
  change: 9_000,
  // A pull of a whole catalogue, for which nobody waits at a checkout.
  sync: 120_000,
};

const GOOD: Readonly<Record<Kind, readonly number[]>> = {
  page: [200],
  server: [200],
  policy: [200],
  stranger: [404],
  outcome: [200],
  change: [200, 201],
  sync: [200],
};

/** Where what it needs is down, an operator, a report or somebody unknown may be told to come back; a shopper never is. */
const MAY_BE_UNAVAILABLE: Readonly<Record<Kind, readonly Fault["place"][]>> = {
  page: [],
  server: [],
  policy: [],
  stranger: ["kv"],
  outcome: ["outcomes"],
  change: ["kv", "audit"],
  sync: ["kv", "audit"],
};

export interface Asked {
  readonly kind: Kind;
  /** Of a lookup: what the oracle allows at most, minor units, and exactly where there is no doubt. */
  readonly dueAmount: number | null;
}

export interface Answered {
  /** Null: the connection broke, or nothing came. */
  readonly status: number | null;
  readonly tookMs: number;
  /** Of a lookup with status 200. */
  readonly lookup: LookupSeen | null;
}

export interface LookupSeen {
  readonly outcome: string;
  readonly reason: string;
  readonly surchargeAmount: number | null;
  readonly rateBps: number;
  /** Whether the published check finds the quote good for this very sale, with this amount in it. */
  readonly quoteHolds: boolean;
}

export interface Judgement {
  readonly label: "surcharge" | "none" | "unknown" | "other";
  /** It is what it would be with nothing failing. */
  readonly isWell: boolean;
  /** What may not be, whatever fails. Names no card and no token. */
  readonly wrong: readonly string[];
}

/** @param failing the places where something failed while it was asked or answered */
export function judge(asked: Asked, answered: Answered, failing: readonly Fault["place"][]): Judgement {
  const { status, tookMs, lookup } = answered;
  const wrong: string[] = [];
  if (tookMs > DEADLINE_MS[asked.kind]) wrong.push(`${asked.kind}: late`);
  if (status === null) return { label: "other", isWell: false, wrong: [...wrong, `${asked.kind}: no answer`] };
  if (!mayAnswer(asked.kind, status, failing)) wrong.push(`${asked.kind}: status ${status}`);
  if (!GOOD[asked.kind].includes(status)) return { label: "other", isWell: false, wrong };
  if (asked.dueAmount === null) return { label: "other", isWell: true, wrong };
  if (lookup === null) return { label: "other", isWell: false, wrong: [...wrong, `${asked.kind}: not an answer`] };
  return judgeLookup(lookup, asked.dueAmount, failing, wrong);
}

function mayAnswer(kind: Kind, status: number, failing: readonly Fault["place"][]): boolean {
  if (GOOD[kind].includes(status)) return true;
  if (status === 429) return failing.includes("limiter");
  // A change that waits for another one's turn at a record that is slow.
  if (status === 409) return kind === "change" && failing.includes("audit");
  return status === 503 && MAY_BE_UNAVAILABLE[kind].some((place) => failing.includes(place));
}

function judgeLookup(
  { outcome, surchargeAmount, rateBps, quoteHolds }: LookupSeen,
  due: number,
  failing: readonly Fault["place"][],
  before: readonly string[],
): Judgement {
  const wrong = [...before];
  const label = outcome === "surcharge" || outcome === "none" || outcome === "unknown" ? outcome : "other";
  if (label === "other") wrong.push("an outcome without a name");
  if (!quoteHolds) wrong.push("the quote does not hold");
  if (label === "surcharge" && surchargeAmount !== due)
    wrong.push(due === 0 ? "a surcharge where none is due" : "another surcharge than is due");
  if (label !== "surcharge" && (surchargeAmount !== 0 || rateBps !== 0)) wrong.push("an amount without a surcharge");
  // What the gateway said was spoiled: then a known "none" is on the safe side.
  if (label === "none" && due > 0 && !failing.includes("gateway")) wrong.push("none where a surcharge is due");
  return { label, isWell: wrong.length === 0 && label === (due > 0 ? "surcharge" : "none"), wrong };
}
