/**
 * Is it well? From what was read to a state with its reasons in words, the worst first. What could not be read is a reason
 * too, and comes before what is only worth a look: silence is never taken for health. Pure.
 */
import { ALERTS_THEMSELVES } from "./alert-words.ts";
import { formatCount, formatDays, formatShare } from "./format.ts";
import type { ViewName } from "./route.ts";
import type { Summary } from "./summary.ts";
import { ALARM_TEXT, BREAKER_TEXT, CHECK_TEXT, textOf } from "./words.ts";

export type HealthState = "well" | "look" | "trouble";

export interface HealthReason {
  readonly state: Exclude<HealthState, "well">;
  /** One for each kind of reason, so that a change of its figures is no new reason. */
  readonly key: string;
  readonly text: string;
  /** Where there is more of it. */
  readonly view?: ViewName;
}

export interface Health {
  readonly state: HealthState;
  readonly sentence: string;
  readonly reasons: readonly HealthReason[];
}

/** What is judged. Null: it could not be read, and `missing` says so. */
export interface Signs {
  /** The last hour. */
  readonly recent: Summary | null;
  readonly checks: Readonly<Record<string, "ok" | "warning" | "failing">> | null;
  readonly rulesLapseInDays: number | null;
  /** What is open, and what is wrong with the alerts themselves. */
  readonly alerts: readonly { readonly key: string; readonly text: string }[];
  readonly programs: readonly { readonly program: string; readonly state: string }[];
  /** Names of what could not be read. */
  readonly missing: readonly string[];
}

/** A share is judged from so many answers on: one of two says nothing. */
const ENOUGH_ANSWERS = 20;
const TROUBLED_LOOK = 0.02;
const TROUBLED_TROUBLE = 0.1;
const FAILED_TROUBLE = 0.01;
/** Days before a permission lapses. */
const LAPSE_LOOK = 30;
const LAPSE_TROUBLE = 7;

export function judge(signs: Signs): Health {
  const reasons = [
    ...signs.missing.map((name) => look(`missing:${name}`, `${name} cannot be read right now.`)),
    ...checkReasons(signs),
    ...signs.alerts.map(({ key, text }): HealthReason => ({ ...look(`alert:${key}`, text), view: "alerts" })),
    ...(signs.recent === null ? [] : countReasons(signs.recent)),
    ...lapseReasons(signs.rulesLapseInDays),
    ...signs.programs
      .filter(({ state }) => state !== "ready")
      .map(({ program, state }) => look(`program:${program}`, `Card programme ${program} is ${state}.`)),
  ];
  const sorted = [...reasons.filter(isTrouble), ...reasons.filter((reason) => !isTrouble(reason))];
  const state = sorted[0]?.state ?? "well";
  return { state, sentence: sentenceOf(state, sorted.length, signs.recent), reasons: sorted };
}

const isTrouble = ({ state }: HealthReason) => state === "trouble";
const look = (key: string, text: string): HealthReason => ({ state: "look", key, text });
const trouble = (key: string, text: string): HealthReason => ({ state: "trouble", key, text });

function sentenceOf(state: HealthState, reasons: number, recent: Summary | null): string {
  if (state === "trouble") return "Trouble: shoppers or merchants are affected.";
  if (state === "look")
    return reasons === 1 ? "It works, and one thing wants a look." : `It works, and ${reasons} things want a look.`;
  if (recent === null || recent.answers === 0)
    return "All is well, and quiet: no card was asked about in the last hour.";
  const answers = `All is well: ${formatCount(recent.answers)} answer${recent.answers === 1 ? "" : "s"} in the last hour`;
  if (recent.answers < ENOUGH_ANSWERS) return `${answers}, too few to judge.`;
  return `${answers}, ${formatShare(recent.unknownShare)} of them unknown.`;
}

/** What is only a warning of rules and programmes is said by their own reasons, with more. */
const SAID_BETTER: ReadonlySet<string> = new Set(["rules", "cardPrograms"]);

const UNTOLD: HealthReason = {
  ...look(
    "check:alerts",
    "The receiver of alerts may hear nothing: no look was made, or the last message did not get through.",
  ),
  view: "alerts",
};

function checkReasons({ checks, alerts }: Signs): HealthReason[] {
  const areAlertsSaid = alerts.some(({ key }) => key.startsWith(ALERTS_THEMSELVES));
  // The rules have their own reason, with the days.
  return Object.entries(checks ?? {}).flatMap(([name, state]) => {
    if (state === "ok" || (state === "warning" && SAID_BETTER.has(name))) return [];
    if (name === "alerts" && state === "warning") return areAlertsSaid ? [] : UNTOLD;
    const text = `${textOf(CHECK_TEXT, name)}: ${state}.`;
    return state === "failing" ? trouble(`check:${name}`, text) : look(`check:${name}`, text);
  });
}

function lapseReasons(days: number | null): HealthReason[] {
  if (days === null || days > LAPSE_LOOK) return [];
  if (days <= 0) return [trouble("lapse", "A permission has lapsed: what it allowed is not surcharged any more.")];
  const text = `The next permission lapses ${formatDays(days)}, unless somebody reads its source again.`;
  return [days <= LAPSE_TROUBLE ? trouble("lapse", text) : look("lapse", text)];
}

function countReasons(recent: Summary): HealthReason[] {
  const { answers, troubled, troubledShare, failed, failureShare } = recent;
  const reasons: HealthReason[] = [];
  const isJudged = answers >= ENOUGH_ANSWERS;
  if (isJudged && troubledShare !== null && troubledShare >= TROUBLED_LOOK) {
    const text = `${formatShare(troubledShare)} of the last hour's answers (${formatCount(troubled)}) could not tell, for a gateway or a limiter did not answer.`;
    reasons.push(troubledShare >= TROUBLED_TROUBLE ? trouble("unknown", text) : look("unknown", text));
  }
  if (failed > 0) {
    const text = `${formatCount(failed)} failures of ours in the last hour.`;
    const isMuch = isJudged && failureShare !== null && failureShare >= FAILED_TROUBLE;
    reasons.push(isMuch ? trouble("failed", text) : look("failed", text));
  }
  for (const { value, count } of recent.breaker) {
    const text = `${textOf(BREAKER_TEXT, value)} (${formatCount(count)} answers in the last hour).`;
    reasons.push(value === "key_refused" ? trouble(`breaker:${value}`, text) : look(`breaker:${value}`, text));
  }
  for (const { value, count } of recent.alarms)
    reasons.push(look(`alarm:${value}`, `${textOf(ALARM_TEXT, value)} (${formatCount(count)} in the last hour).`));
  const down = recent.limited.find(({ value }) => value === "down");
  if (down !== undefined)
    reasons.push(
      trouble("limiter", `The rate limiter did not answer ${formatCount(down.count)} times: those got a zero quote.`),
    );
  if (recent.lost > 0)
    reasons.push(look("lost", `${formatCount(recent.lost)} counts were lost: the figures here are too low.`));
  return reasons;
}
