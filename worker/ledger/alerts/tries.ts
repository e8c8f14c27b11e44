/** When a message is tried again, and when it is given up. Pure: a table of pauses and what a receiver may ask for. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Before the second try, the third, and so on: within 24 hours in all. */
export const PAUSES_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  8 * HOUR,
];

/** From its making on; after that a message is told to nobody any more. */
export const GIVE_UP_MS = 24 * HOUR;

/** What came of one try. */
export interface TryResult {
  /** Of the receiver's answer; null: none came in time. */
  readonly status: number | null;
  /** What the answer's `Retry-After` asks for; null: nothing. */
  readonly retryAfterMs: number | null;
}

/** The receiver says that it is gone for good. */
const GONE = 410;

export const isTaken = ({ status }: Pick<TryResult, "status">): boolean =>
  status !== null && status >= 200 && status < 300;

/**
 * When a message that was not taken is tried next, in milliseconds since 1970; null: never.
 *
 * @param tries so far, at least 1
 * @param madeAt when the message was made
 */
export function nextTryAt(
  { status, retryAfterMs }: TryResult,
  tries: number,
  madeAt: number,
  now: number,
): number | null {
  const pause = PAUSES_MS[tries - 1];
  if (status === GONE || pause === undefined) return null;
  const at = now + Math.max(pause, retryAfterMs ?? 0);
  return at > madeAt + GIVE_UP_MS ? null : at;
}

/** A `Retry-After` in milliseconds from `now`: seconds, or a date (RFC 9110, 10.2.3). Null: there is none that can be read. */
export function retryAfterMs(header: string | null, now: number): number | null {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND;
  const at = /^[A-Z][a-z]{2},/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
