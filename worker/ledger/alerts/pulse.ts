/** Whether a desk does its work: what it says of itself, judged. Pure. */

/** Three looks: one may be late, and one may fail. */
const LATE_MS = 15 * 60_000;

/** What the desk says of itself. */
export interface Pulse {
  /** When was last looked, in milliseconds since 1970; null: never. */
  readonly watchedAt: number | null;
  /** Whether the last message got through. */
  readonly isHeard: boolean;
}

/**
 * Why nobody would be told, for the log; null: somebody would.
 *
 * @param pulse `missing`: no desk is bound; undefined: it does not answer
 */
export function alertsProblem(pulse: Pulse | "missing" | undefined, now: number): string | null {
  if (pulse === "missing") return "ALERT_URL is set and ALERT_DESK is not bound: nobody is told";
  if (pulse === undefined) return "ALERT_DESK does not answer: nobody is told";
  if (pulse.watchedAt === null || now - pulse.watchedAt > LATE_MS)
    return "ALERT_URL is set and nothing was looked at for 15 minutes: the Cron Trigger of the alerts is missing or fails";
  return pulse.isHeard ? null : "the last alert did not get through to ALERT_URL";
}
