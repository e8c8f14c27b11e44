/** What the rules look at, taken from the ledger's sums. Pure. Nothing in it is about a shopper, a card or a sale. */
import { REASON_OUTCOME } from "../../../contract/lists.ts";

/** Counts by series and values, `answer:eligible:visa`. */
type Counted = Readonly<Record<string, number>>;

export interface DeploymentSeen {
  /** Answers to questions whose place was known. */
  readonly answers: number;
  /** Of these, those with the outcome `unknown`. */
  readonly unknown: number;
  /** All that was answered, refused or failed. */
  readonly requests: number;
  /** Answers with a status of 500 or more. */
  readonly failures: number;
  readonly lost: number;
  /** By the name that the log has for it. */
  readonly alarms: Readonly<Record<string, number>>;
}

export interface MerchantSeen {
  readonly id: string;
  readonly answers: number;
  readonly unknown: number;
  /** By the name that the log has for it. */
  readonly alarms: Readonly<Record<string, number>>;
  /** Answers that were given while the breaker was so. */
  readonly breakerOpen: number;
  readonly keyRefused: number;
}

export interface ProgrammeSeen {
  readonly id: string;
  /** Of the last good pull, milliseconds since 1970; null: there was none. */
  readonly pulledAt: number | null;
}

export interface AlertFacts {
  /** Null: the counts could not be read. */
  readonly counts: { readonly deployment: DeploymentSeen; readonly merchants: readonly MerchantSeen[] } | null;
  /** Null: their store does not answer. */
  readonly programmes: readonly ProgrammeSeen[] | null;
}

/** What the rules need of a merchant, by series; of the deployment they need all. */
export const MERCHANT_SERIES = ["answer", "alarm", "breaker"] as const;

/** Counts of a series by its first value. */
function seriesOf(sums: Counted, series: string): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [key, count] of Object.entries(sums)) {
    const [name, value = ""] = key.split(":");
    if (name === series) found[value] = (found[value] ?? 0) + count;
  }
  return found;
}

const total = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((sum, one) => sum + one, 0);

function answersOf(sums: Counted): { readonly answers: number; readonly unknown: number } {
  // A page that has no state yet asks without it: that tells of the form, not of trouble.
  const { region_missing: _, ...byReason } = seriesOf(sums, "answer");
  const unknown = Object.entries(byReason).filter(([reason]) => outcomes[reason] === "unknown");
  return { answers: total(byReason), unknown: total(Object.fromEntries(unknown)) };
}
const outcomes: Readonly<Record<string, string>> = REASON_OUTCOME;

export function deploymentFacts(sums: Counted): DeploymentSeen {
  const failures = total(seriesOf(sums, "failed"));
  const others = ["answer", "policy", "refused"].map((series) => total(seriesOf(sums, series)));
  const requests = others.reduce((sum, one) => sum + one, failures);
  const { counts: lost = 0 } = seriesOf(sums, "lost");
  return { ...answersOf(sums), requests, failures, lost, alarms: seriesOf(sums, "alarm") };
}

export function merchantFacts(id: string, sums: Counted): MerchantSeen {
  const breaker = seriesOf(sums, "breaker");
  return {
    id,
    ...answersOf(sums),
    alarms: seriesOf(sums, "alarm"),
    breakerOpen: breaker["open"] ?? 0,
    keyRefused: breaker["key_refused"] ?? 0,
  };
}
