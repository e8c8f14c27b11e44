/**
 * Says that an isolate keeps counts that it cannot hand over: a line in the log, and a word to the desk of alerts, which is
 * another object than the one that does not take them.
 */
import { logTask } from "../../task-log.ts";
import { within } from "../../within.ts";
import type { AlertDesk } from "../alerts/alert-desk.ts";
import { alertDesk } from "../alerts/reach-desk.ts";

/** Work behind an answer ends 30 s after it, of which a handing over has waited twenty. */
const DESK_TIMEOUT_MS = 5_000;

/** What cannot be handed over. */
export interface WaitingCounts {
  /** How many single counts. */
  readonly waiting: number;
  /** Since the first time that they could not be handed over, whole seconds. */
  readonly seconds: number;
}

/** Never rejects. A desk that does not answer either is left to the log. */
export async function tellWaiting(
  bindings: { readonly ALERT_DESK?: DurableObjectNamespace<AlertDesk> },
  { waiting, seconds }: WaitingCounts,
): Promise<void> {
  logTask({ task: "counts-waiting", alarm: "counts_waiting", waiting, seconds }, "error");
  await within(DESK_TIMEOUT_MS, async () => alertDesk(bindings)?.noteWaiting());
}
