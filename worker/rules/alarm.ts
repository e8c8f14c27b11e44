/**
 * The daily alarm: says ahead of time that permissions lapse and that bars are to be looked at again. One line in the log
 * for each day on which anything is due within 60 days, and each stage of each row once to the alert hook.
 */
import * as z from "zod";
import { type Alert, type AlertHook, sendAlert } from "../ledger/alert-hook.ts";
import type { Bindings } from "../settings/bindings.ts";
import { readSettings } from "../settings/settings.ts";
import { worldDays } from "../surcharge/day.ts";
import { logTask } from "../task-log.ts";
import { within } from "../within.ts";
import type { RuleBook } from "./book.ts";
import { rulesNow } from "./clock.ts";
import type { DueRow } from "./freshness.ts";
import { rulesOf } from "./in-force.ts";
import { outlookOf } from "./outlook.ts";
import { stagesDue, type ToldStages } from "./stages.ts";

/** From here on the line is an error: a week is what a reading of sources and a deploy take. */
const URGENT_DAYS = 7;
const STORE_TIMEOUT_MS = 10_000;
/** In the namespace of the rules: which stages were told. */
const TOLD = "told";

const StoredTold = z.record(z.string(), z.number());

export interface AlarmSources {
  readonly book: Pick<RuleBook, "rows" | "version">;
  readonly at: Date;
  /** Where what was told is remembered; undefined: nowhere. */
  readonly memory: Bindings["RULES"];
  /** Null: nobody is told, but by the log. */
  readonly hook: AlertHook | null;
  readonly environment: string;
  readonly send?: (hook: AlertHook, alert: Alert) => Promise<boolean>;
}

/** The rules' Cron Trigger. */
export async function alarmOnSchedule(_event: unknown, bindings: Bindings): Promise<void> {
  const book = await settledBook(bindings);
  const at = rulesNow();
  // Before the settings are read: a wrong one keeps nobody from reading in the log what lapses.
  logDue(book, at);
  const { alertHook: hook, environment } = readSettings(bindings);
  await tellStages({ book, at, memory: bindings.RULES, hook, environment });
}

/** The book in force. A request goes on with an older one while the store is slow; here there is time to wait for it. */
async function settledBook(bindings: Bindings): Promise<RuleBook> {
  const keeper = rulesOf(bindings);
  const reading: Promise<unknown>[] = [];
  await keeper.edition((work) => void reading.push(work));
  await Promise.allSettled(reading);
  return (await keeper.edition(() => {})).book;
}

/** One line where anything is due. */
export function logDue({ rows, version }: AlarmSources["book"], at: Date): void {
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

/** Tells the hook what reached another stage. What did not get through is told the next day. */
export async function tellStages(sources: AlarmSources): Promise<void> {
  const { book, at, memory, hook, environment, send = sendAlert } = sources;
  if (hook === null) return;
  const before = memory === undefined ? null : await readTold(memory);
  const { rows, told } = stagesDue(outlookOf(book.rows, at).due, before, worldDays(at).last);
  if (rows.length === 0) return;
  const isTold = await send(hook, { type: "rules.due", data: { environment, version: book.version, rows } });
  if (isTold && memory !== undefined && before !== null)
    await within(STORE_TIMEOUT_MS, () => memory.put(TOLD, JSON.stringify(told)));
}

/** Null where the store fails. What it holds and we did not write counts as nothing. */
async function readTold(memory: NonNullable<Bindings["RULES"]>): Promise<ToldStages | null> {
  const text = await within(STORE_TIMEOUT_MS, () => memory.get(TOLD, "text"));
  if (text === undefined) return null;
  try {
    return StoredTold.parse(JSON.parse(text ?? "{}"));
  } catch {
    return {};
  }
}
