/**
 * The daily alarm: says ahead of time that permissions lapse and that bars are to be looked at again. One line in the log
 * for each day on which anything is due within 60 days; the desk of alerts tells each stage of each row once.
 */
import { alertDesk } from "../ledger/alerts/reach-desk.ts";
import type { Bindings } from "../settings/bindings.ts";
import { worldDays } from "../surcharge/day.ts";
import { logTask } from "../task-log.ts";
import { within } from "../within.ts";
import type { RuleBook } from "./book.ts";
import { rulesNow } from "./clock.ts";
import type { DueRow } from "./freshness.ts";
import { rulesOf } from "./in-force.ts";
import { outlookOf } from "./outlook.ts";

/** From here on the line is an error: a week is what a reading of sources and a deploy take. */
const URGENT_DAYS = 7;
const DESK_TIMEOUT_MS = 10_000;

/** The rules' Cron Trigger. */
export async function alarmOnSchedule(_event: unknown, bindings: Bindings): Promise<void> {
  const { rows, version } = await settledBook(bindings);
  const at = rulesNow();
  logDue({ rows, version }, at);
  const { due } = outlookOf(rows, at);
  const desk = alertDesk(bindings);
  if (desk === null) return;
  const isThere = await within(DESK_TIMEOUT_MS, () =>
    desk.tellDue([...due], worldDays(at).last, version).then(() => true),
  );
  // Told with the next day's look.
  if (isThere !== true) logTask({ task: "watch", problem: "desk_unavailable" }, "error");
}

/** The book in force. A request goes on with an older one while the store is slow; here there is time to wait for it. */
export async function settledBook(bindings: Bindings): Promise<RuleBook> {
  const keeper = rulesOf(bindings);
  const reading: Promise<unknown>[] = [];
  await keeper.edition((work) => void reading.push(work));
  await Promise.allSettled(reading);
  return (await keeper.edition(() => {})).book;
}

/** One line where anything is due. */
export function logDue({ rows, version }: Pick<RuleBook, "rows" | "version">, at: Date): void {
  const { due } = outlookOf(rows, at);
  const [soonest] = due;
  if (soonest === undefined) return;
  const lapses = due.filter(({ kind }) => kind === "lapse");
  // Permissions first: one that lapses stops a surcharge, while a bar stays in force.
  const next = lapses[0] ?? soonest;
  const isNext = ({ kind, on }: DueRow) => kind === next.kind && on === next.on;
  logTask(
    {
      task: "rules-due",
      alarm: "rules_lapse_soon",
      daysLeft: next.daysLeft,
      lapses: lapses.length,
      rechecks: due.length - lapses.length,
      next: { on: next.on, ids: due.filter(isNext).map(({ id }) => id) },
      version,
    },
    next.daysLeft <= URGENT_DAYS ? "error" : "info",
  );
}
