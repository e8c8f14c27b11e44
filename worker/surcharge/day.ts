/** Calendar days as ISO 8601 dates, which compare as text. No clock: the instant is always given. */

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The last and the first place on earth to reach a date. */
const LATEST_ZONE_MS = -12 * HOUR_MS;
const EARLIEST_ZONE_MS = 14 * HOUR_MS;

/**
 * Written dates by their day since 1970. A decision asks for many, nearly always the same; writing them anew is a quarter of the
 * time of a policy that is not kept.
 */
const written = new Map<number, string>();
const MOST_WRITTEN = 2_000;

function isoDate(ms: number): string {
  const day = Math.floor(ms / DAY_MS);
  const known = written.get(day);
  if (known !== undefined) return known;
  const text = new Date(ms).toISOString().slice(0, 10);
  if (written.size >= MOST_WRITTEN) written.clear();
  written.set(day, text);
  return text;
}

/** The first and the last ISO date that it is anywhere on earth at one instant. */
export interface WorldDays {
  readonly first: string;
  readonly last: string;
}

/**
 * The dates at UTC-12 and at UTC+14. A shop's law does not name a time zone, so a rule must hold on both.
 */
export function worldDays(at: Date): WorldDays {
  return { first: isoDate(at.getTime() + LATEST_ZONE_MS), last: isoDate(at.getTime() + EARLIEST_ZONE_MS) };
}

/** The ISO date `days` after the ISO date `day`. */
export function addDays(day: string, days: number): string {
  return isoDate(Date.parse(day) + days * DAY_MS);
}

/** The ISO date `months` after the ISO date `day`; the last of the month where that has no such day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return isoDate(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth)));
}
