/** The daily summary: when it is due, and what it says of the last 24 hours. Pure. */
import { OUTCOMES, type Outcome, REASON_OUTCOME } from "../../../contract/lists.ts";
import type { AlertSettings } from "./alert-settings.ts";
import type { Episode } from "./episodes.ts";
import { deploymentFacts } from "./facts.ts";
import { type AlertMessage, BE_TOLD } from "./messages.ts";

const HOUR_MS = 3_600_000;
export const SUMMARY_MS = 24 * HOUR_MS;

/** What is told of the rules: how many rows are due within 60 days, and how soon the next permission lapses. */
interface DueRules {
  readonly due: number;
  readonly lapseInDays: number | null;
}

export interface SummaryFacts {
  /** The deployment's sums of the 24 hours; null: they could not be read. */
  readonly sums: Readonly<Record<string, number>> | null;
  readonly rules: DueRules;
  /** The last entry of the audit; null: there is none, or it could not be read. */
  readonly audit: { readonly number: number; readonly hash: string } | null;
}

/**
 * The ISO date whose summary is due at `now`; null: none is.
 *
 * @param last the date of the last one
 */
export function summaryDue({ summary }: AlertSettings, last: string | null, now: number): string | null {
  const today = new Date(now).toISOString().slice(0, "2026-01-01".length);
  const isTime = new Date(now).getUTCHours() >= summary.hour;
  return summary.on && isTime && (last === null || last < today) ? today : null;
}

function answersBy(sums: Readonly<Record<string, number>>) {
  const outcomes = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const [key, count] of Object.entries(sums)) {
    const [series, reason = ""] = key.split(":");
    const outcome = series === "answer" ? (REASON_OUTCOME as Readonly<Record<string, Outcome>>)[reason] : undefined;
    if (outcome !== undefined) outcomes[outcome] += count;
  }
  return outcomes;
}

/** @param now milliseconds since 1970 */
export function summaryMessage(
  { sums, rules, audit }: SummaryFacts,
  open: readonly Episode[],
  now: number,
): AlertMessage {
  const outcomes = sums === null ? null : answersBy(sums);
  const { answers, unknown } = deploymentFacts(sums ?? {});
  const lookups = outcomes === null ? null : Object.values(outcomes).reduce((sum, one) => sum + one, 0);
  const unknownPercent = answers === 0 ? null : Math.round((unknown / answers) * 1_000) / 10;
  const told =
    outcomes === null
      ? "The counts could not be read"
      : `${lookups} lookups, ${outcomes.surcharge} surcharges offered, ${unknownPercent ?? 0} % unknown`;
  return {
    type: "summary.daily",
    episode: null,
    rule: null,
    subject: null,
    docs: BE_TOLD,
    data: {
      from: new Date(now - SUMMARY_MS).toISOString(),
      to: new Date(now).toISOString(),
      lookups,
      outcomes,
      unknownPercent,
      surchargesOffered: outcomes?.surcharge ?? null,
      alerts: open.map(({ rule, subject, since }) => ({ rule, subject, since: new Date(since).toISOString() })),
      rules,
      audit,
      sentence: `${told}; ${open.length} alerts open, ${rules.due} rules due.`,
    },
  };
}
