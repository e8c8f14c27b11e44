/**
 * What isolates say of counts that they cannot hand over, judged. An object that is restarted refuses some of them for a
 * moment, and nothing is lost; one that takes nothing refuses them for longer. Pure.
 */

/** When isolates said so, ms since 1970: of a row without a longer pause the first and the last time. */
export interface Waiting {
  readonly first: number;
  readonly last: number;
}

/** Refused for longer than this is no restart. */
const RESTART_MS = 60_000;
/** Nobody said so for as long as the rules look back, and it counts no more. */
const PAUSE_MS = 15 * 60_000;
/** Times are written down so far apart. */
const APART_MS = 15_000;

/** `near`: it may be a restart. */
export type WaitingState = "bad" | "near";

/** After an isolate said so once more. Null: nothing is to be written. @param before null: nobody has said so yet */
export function waitingAfter(before: Waiting | null, now: number): Waiting | null {
  if (before === null || now - before.last > PAUSE_MS) return { first: now, last: now };
  return now - before.last < APART_MS ? null : { ...before, last: now };
}

/** Null: nobody says so. */
export function waitingState(waiting: Waiting | null, now: number): WaitingState | null {
  if (waiting === null || now - waiting.last > PAUSE_MS) return null;
  return waiting.last - waiting.first > RESTART_MS ? "bad" : "near";
}
