/** Which task a Cron Trigger starts. */
import { syncOnSchedule } from "./card-program/schedule.ts";
import { RULES_CRON } from "./crons.ts";
import { alarmOnSchedule } from "./rules/alarm.ts";
import type { Bindings } from "./settings/bindings.ts";

type ScheduledTask = (event: unknown, bindings: Bindings) => Promise<void>;

/** By the expression in `wrangler.toml`; a test compares them. Every other one syncs card programmes. */
const TASKS: ReadonlyMap<string, ScheduledTask> = new Map([[RULES_CRON, alarmOnSchedule]]);

export function runOnSchedule(event: { readonly cron: string }, bindings: Bindings): Promise<void> {
  const task = TASKS.get(event.cron) ?? syncOnSchedule;
  return task(event, bindings);
}
