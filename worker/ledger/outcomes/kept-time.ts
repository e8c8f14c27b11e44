/** Months of reports, and what is kept: seven years, in whole months of UTC. Pure: the time is always given. */

const KEPT_YEARS = 7;

/** How far a merchant's clock and ours may be apart. */
const CLOCK_SKEW_MS = 300_000;

/** The month of UTC that an instant falls into, such as `2026-11`. @param at milliseconds since 1970 */
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

/** The instant from which on everything is kept: the start of this month, seven years ago. Milliseconds since 1970. */
export function keptSince(now: number): number {
  const today = new Date(now);
  return Date.UTC(today.getUTCFullYear() - KEPT_YEARS, today.getUTCMonth(), 1);
}

/** Why there can be no report of `month`, a month such as `2026-11`, or null when there can be one. */
export function monthProblem(month: string, now: number): string | null {
  const [first, last] = [monthOf(keptSince(now)), monthOf(now)];
  return month < first || month > last
    ? `month must be from ${first} to ${last}: reports are kept for ${KEPT_YEARS} years, and none is of a month to come.`
    : null;
}

/**
 * Why something cannot have happened to a quote at `at`, or null when it can.
 *
 * @param at when it is said to have happened, `issuedAt` when the quote was made, `now`: milliseconds since 1970
 */
export function timeProblem({ at, issuedAt, now }: Record<"at" | "issuedAt" | "now", number>): string | null {
  if (issuedAt < keptSince(now)) return `The quote is older than the ${KEPT_YEARS} years for which outcomes are kept.`;
  if (at < issuedAt - CLOCK_SKEW_MS) return "at must not be before the quote was issued.";
  if (at > now + CLOCK_SKEW_MS) return "at must not be more than 5 minutes in the future.";
  return null;
}
