/** Which task a Cron Trigger starts. */
import { syncOnSchedule } from "./card-program/schedule.ts";
import { RULES_CRON } from "./crons.ts";
import { alarmOnSchedule } from "./rules/alarm.ts";
import type { Bindings } from "./settings/settings.ts";

type Task = (event: unknown, bindings: Bindings) => Promise<void>;

const TASKS: ReadonlyMap<string, Task> = new Map([[RULES_CRON, alarmOnSchedule]]);

export function runOnSchedule(event: { readonly cron: string }, bindings: Bindings): Promise<void> {
  const task = TASKS.get(event.cron) ?? syncOnSchedule;
  return task(event, bindings);
}
