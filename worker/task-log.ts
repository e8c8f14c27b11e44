/**
 * The lines of the log that no request leaves: what a Cron Trigger did, and what was sent or stored beside requests. The
 * schema is the allowlist, as with requests (`http/log.ts`), and the list in `docs/logs.md`.
 */
import * as z from "zod";
import type { TaskAlarm } from "./alarms.ts";

/** An alarm of a line has the field's name of a request's, so that one search finds all. */
const alarm = (name: TaskAlarm) => z.literal(name).describe("a person should look: [what it means](#alarms)");

const task = <Name extends string>(name: Name, when: string) => z.literal(name).describe(when);

export const TaskLine = z.discriminatedUnion("task", [
  z.object({
    task: task(
      "rules-due",
      "once a day while a rule lapses or is to be looked at again within 60 days; an error from 7 days on",
    ),
    alarm: alarm("rules_lapse_soon"),
    daysLeft: z.number().int().describe("until the next of them"),
    lapses: z.number().int().describe("permissions that lapse"),
    rechecks: z.number().int().describe("bars to be looked at again"),
    next: z.object({ on: z.string(), ids: z.array(z.string()) }).describe("`on`: the next one's day; `ids`: its rows"),
    version: z.string().describe("of the rule pack in force"),
  }),
  z.object({
    task: task(
      "alert",
      "once for each message to the receiver of alerts, when it was taken or given up; an error then",
    ),
    outcome: z
      .enum(["sent", "failed"])
      .describe("`failed`: given up after a day, or at once where the receiver said that it is gone"),
    type: z.string().describe("of the message"),
    rule: z.string().nullable().describe("the rule that it is about; null: none"),
    subject: z.string().nullable().describe("a merchant, a card programme, an alarm, `deployment` or `others`"),
    status: z.number().int().nullable().describe("the receiver's last answer; null: none came in time"),
    tries: z.number().int().describe("how often it was tried"),
  }),
  z.object({
    task: task("watch", "when the look at what happened, for the alerts, met trouble; an error"),
    problem: z
      .enum(["desk_missing", "desk_unavailable", "counts_unavailable"])
      .describe("`desk_missing`: somebody is to be told and `ALERT_DESK` is not bound"),
  }),
  z.object({
    task: task("counts", "when counts had to be dropped; an error"),
    alarm: alarm("counts_lost"),
    lost: z.number().int().describe("how many single counts are in no sums; a lookup makes some ten"),
  }),
  z.object({
    task: task("counts-waiting", "once a minute at most while an isolate cannot hand its counts over; an error"),
    alarm: alarm("counts_waiting"),
    waiting: z.number().int().describe("how many single counts it keeps; a lookup makes some ten"),
    seconds: z.number().int().describe("since it could not hand them over for the first time"),
  }),
  z.object({
    task: task("card-program-sync", "for each card programme that the Worker pulls by itself"),
    program: z.string().describe("the programme's id"),
    outcome: z.enum(["stored", "unchanged", "kept"]).describe("`kept`: the pull failed and the last good copy serves"),
    version: z.string().nullish().describe("of the copy that serves"),
    bins: z.number().int().optional().describe("how many BINs it has"),
    problem: z.string().optional().describe("why the pull failed"),
    upstreamCode: z.number().int().nullish().describe("KeySecure's own code, where it gave one"),
  }),
]);

/** Writes one line. What the schema does not name is dropped; a line that does not fit it says so and no more. */
export function logTask(line: z.input<typeof TaskLine>, level: "info" | "error" = "info"): void {
  const parsed = TaskLine.safeParse(line);
  const text = JSON.stringify(parsed.success ? parsed.data : { task: line.task, error: "TaskLine" });
  if (level === "error") console.error(text);
  else console.log(text);
}
