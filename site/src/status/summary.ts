/** From sums to what an operator reads: shares, quantiles, amplification. Pure; a share of nothing is null, never 0. */
import { REASON_OUTCOME } from "../../../contract/lists.ts";
import { type Quantiles, quantilesOf } from "./quantiles.ts";
import { countOf, type Share, type Sums, sharesOf, totalOf } from "./sums.ts";

export interface ReasonShare extends Share {
  /** Null: a reason that is newer than this page. */
  readonly outcome: "surcharge" | "none" | "unknown" | null;
  /** Of all answers, 0 to 1. */
  readonly share: number;
  /** Which brands it was, the most frequent first. */
  readonly brands: readonly Share[];
}

export interface PlaceShare extends Share {
  readonly surcharge: number;
  readonly unknown: number;
}

export interface Summary {
  readonly answers: number;
  readonly surcharges: number;
  /** Answers that could not tell, so that nothing was added. */
  readonly unknown: number;
  /** Those among them for which a system is to blame: the gateway, its time limit, or ours. */
  readonly troubled: number;
  readonly surchargeShare: number | null;
  readonly unknownShare: number | null;
  readonly troubledShare: number | null;
  readonly reasons: readonly ReasonShare[];
  readonly brands: readonly Share[];
  readonly fundings: readonly Share[];
  readonly places: readonly PlaceShare[];
  /** With the gateway's time, and without it. */
  readonly took: Quantiles;
  readonly own: Quantiles;
  readonly calls: number;
  readonly retries: number;
  readonly failedCalls: number;
  readonly slowCalls: number;
  readonly refusedCalls: number;
  /** Calls to gateways for each answer; 1 or less is usual, for tickets and shards remember. */
  readonly amplification: number | null;
  readonly failedCallShare: number | null;
  readonly sources: readonly Share[];
  /** Cards that were known without a test token, those among them that the page's own ticket told, and those by test token. */
  readonly known: number;
  readonly tickets: number;
  readonly tested: number;
  readonly ticketShare: number | null;
  readonly breaker: readonly Share[];
  readonly limited: readonly Share[];
  /** Our own failures, by status or code. */
  readonly failures: readonly Share[];
  readonly failed: number;
  readonly failureShare: number | null;
  readonly refusals: readonly Share[];
  readonly alarms: readonly Share[];
  readonly releases: readonly Share[];
  readonly policies: number;
  /** Counts that could not be kept. */
  readonly lost: number;
}

/** Reasons that blame a system and not a card, a place or a rule. */
export const TROUBLE_REASONS: ReadonlySet<string> = new Set([
  "gateway_unavailable",
  "gateway_timeout",
  "service_limited",
]);

const outcomeOf = (reason: string): ReasonShare["outcome"] =>
  Object.hasOwn(REASON_OUTCOME, reason) ? REASON_OUTCOME[reason as keyof typeof REASON_OUTCOME] : null;

/** A part of a whole, 0 to 1; null where there is no whole. */
export const shareOf = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

export function summarise(sums: Sums): Summary {
  const byReason = sharesOf(sums, "answer");
  const answers = totalOf(byReason);
  const reasons = byReason.map(({ value, count }): ReasonShare => {
    const brands = sharesOf(sums, "answer", 1, ([reason]) => reason === value);
    return { value, count, outcome: outcomeOf(value), share: count / answers, brands };
  });
  const count = (wanted: (reason: ReasonShare) => boolean) => totalOf(reasons.filter(wanted));
  const surcharges = count(({ outcome }) => outcome === "surcharge");
  const unknown = count(({ outcome }) => outcome === "unknown");
  const troubled = count(({ value }) => TROUBLE_REASONS.has(value));
  const failures = sharesOf(sums, "failed");
  const failed = totalOf(failures);
  const calls = countOf(sums, "upstream", "calls");
  const failedCalls = countOf(sums, "upstream", "failed");
  const tickets = countOf(sums, "source", "ticket");
  const known = tickets + countOf(sums, "source", "shard");
  return {
    answers,
    surcharges,
    unknown,
    troubled,
    surchargeShare: shareOf(surcharges, answers),
    unknownShare: shareOf(unknown, answers),
    troubledShare: shareOf(troubled, answers),
    reasons,
    brands: sharesOf(sums, "answer", 1),
    fundings: sharesOf(sums, "funding"),
    places: placesOf(sums),
    took: quantilesOf(sums, "took"),
    own: quantilesOf(sums, "own"),
    calls,
    retries: countOf(sums, "upstream", "retries"),
    failedCalls,
    slowCalls: countOf(sums, "upstream", "slow"),
    refusedCalls: countOf(sums, "upstream", "refused"),
    amplification: shareOf(calls, answers),
    failedCallShare: shareOf(failedCalls, calls),
    sources: sharesOf(sums, "source"),
    known,
    tickets,
    tested: countOf(sums, "source", "test"),
    ticketShare: shareOf(tickets, known),
    breaker: sharesOf(sums, "breaker"),
    limited: sharesOf(sums, "limited"),
    failures,
    failed,
    failureShare: shareOf(failed, answers + failed),
    refusals: sharesOf(sums, "refused"),
    alarms: sharesOf(sums, "alarm"),
    releases: sharesOf(sums, "release"),
    policies: countOf(sums, "policy", "served"),
    lost: countOf(sums, "lost", "counts"),
  };
}

function placesOf(sums: Sums): readonly PlaceShare[] {
  const inPlace = (place: string, outcome: string) => countOf(sums, "place", `${place}:${outcome}`);
  return sharesOf(sums, "place").map(({ value, count }) => {
    return { value, count, surcharge: inPlace(value, "surcharge"), unknown: inPlace(value, "unknown") };
  });
}
