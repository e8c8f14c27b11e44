/**
 * Syncs by a Cron Trigger. Off unless `wrangler.toml` names one: a Worker has no fixed address, so KeySecure answers
 * 1003 to it unless its egress has been given one.
 */
import type { Bindings } from "../settings/bindings.ts";
import { readSettings } from "../settings/settings.ts";
import { logTask } from "../task-log.ts";
import { PullError } from "./errors.ts";
import { syncProgramme } from "./mirror.ts";
import { ProgramStore } from "./store.ts";

/** Syncs every programme that the Worker has an Api-Key for, one after the other. A failure is recorded, and logged. */
export async function syncOnSchedule(_event: unknown, bindings: Bindings): Promise<void> {
  const { keySecureOrigin: origin, keySecureApiKeys } = readSettings(bindings);
  if (origin === null) return;
  const store = new ProgramStore(bindings.CARD_PROGRAMS);
  for (const [program, apiKey] of Object.entries(keySecureApiKeys)) {
    const line = await syncProgramme(store, program, { origin, apiKey }, { force: false, now: Date.now() }).then(
      ({ outcome, summary }) => ({ outcome, version: summary.version, bins: summary.bins }),
      (error: unknown) =>
        error instanceof PullError
          ? { outcome: "kept" as const, ...error.toFailure() }
          : { outcome: "kept" as const, problem: "store" },
    );
    logTask({ task: "card-program-sync", program, ...line });
  }
}
