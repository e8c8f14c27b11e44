/** Which task a Cron Trigger starts. */
import { syncOnSchedule } from "./card-program/schedule.ts";
import { ALERTS_CRON, RULES_CRON } from "./crons.ts";
import { watchOnSchedule } from "./ledger/alerts/watch.ts";
import { alarmOnSchedule } from "./rules/alarm.ts";
import type { Bindings } from "./settings/bindings.ts";

type ScheduledTask = (event: unknown, bindings: Bindings) => Promise<void>;

/** By the expression in `wrangler.toml`; a test compares them. Every other one syncs card programmes. */
const TASKS: ReadonlyMap<string, ScheduledTask> = new Map([
  [RULES_CRON, alarmOnSchedule],
  [ALERTS_CRON, watchOnSchedule],
]);

export function runOnSchedule(event: { readonly cron: string }, bindings: Bindings): Promise<void> {
  const task = TASKS.get(event.cron) ?? syncOnSchedule;
  return task(event, bindings);
}
