/** What the rules say of the facts: which subjects are bad, near it, or well. Pure. */
import type { AlarmName, RequestAlarm } from "../../alarms.ts";
import { type AlertSettings, valuesOf } from "./alert-settings.ts";
import type { AlertFacts, DeploymentSeen, MerchantSeen } from "./facts.ts";
import { type AlertRuleName, DEPLOYMENT } from "./rules.ts";
import type { WaitingState } from "./waiting.ts";

/** `near`: below the limit, but not by so much that it could be called well. */
type ConditionState = "bad" | "near" | "well";

/** A rule and a subject of which something was seen. Of what has none nobody can tell: it was not asked for meanwhile. */
export interface AlertCondition {
  readonly rule: AlertRuleName;
  readonly subject: string;
  readonly state: ConditionState;
  /** In the rule's unit; null: there is no figure. */
  readonly seen: number | null;
  readonly limit: number | null;
  /** Of how many it is a share; null: it is none. */
  readonly of: number | null;
}

type Judged = Pick<AlertCondition, "state" | "seen" | "of"> | null;

/** Well is what is below this part of the limit, so that a figure that swings about the limit is one episode. */
const WELL_BELOW = 0.75;
const PERCENT = 100;
const DAY_MS = 86_400_000;

const stateOf = (seen: number, limit: number): ConditionState =>
  seen >= limit ? "bad" : seen < limit * WELL_BELOW ? "well" : "near";

/** @param hasEnough whether there are as many as a share needs to be believed */
function share(part: number, whole: number, limit: number, hasEnough: boolean): Judged {
  if (whole === 0) return null;
  const percent = (part / whole) * PERCENT;
  const state = stateOf(percent, limit);
  return { state: state === "bad" && !hasEnough ? "near" : state, seen: Math.round(percent * 10) / 10, of: whole };
}

/** @param whole how much there was in which it could have been seen; where that is nothing, nothing says that all is well */
function number(seen: number, whole: number, limit: number): Judged {
  return seen === 0 && whole === 0 ? null : { state: stateOf(seen, limit), seen, of: null };
}

type Figures = { readonly limit: number; readonly least: number };

/** Which rule tells each alarm of the log; `alarm` tells it by its name. */
export const ALARM_RULES = {
  audit_unfinished: "alarm",
  contradictory: "contradictory",
  counts_lost: "counts_lost",
  counts_waiting: "counts_waiting",
  gateway_blocked: "gateway_blocked",
  gateway_key_missing: "gateway_key_unusable",
  gateway_key_refused: "gateway_key_refused",
  gateway_key_unreadable: "gateway_key_unusable",
  gateway_unknown: "gateway_unknown",
  merchant_unreadable: "alarm",
  rules_lapse_soon: "rules_lapse",
  rules_refused: "rules_unusable",
  rules_unreadable: "rules_unusable",
} as const satisfies Record<AlarmName, AlertRuleName>;

/** One of another version of the Worker has no rule of its own here. */
const ruleOf = (alarm: string): AlertRuleName =>
  Object.hasOwn(ALARM_RULES, alarm) ? ALARM_RULES[alarm as RequestAlarm] : "alarm";

/** Judges how often the alarms of a rule were counted. */
const alarmsOf =
  (rule: AlertRuleName) =>
  ({ alarms, answers }: Pick<MerchantSeen, "alarms" | "answers">, { limit }: Figures): Judged => {
    const counts = Object.entries(alarms).map(([alarm, count]) => (ruleOf(alarm) === rule ? count : 0));
    return number(
      counts.reduce((sum, count) => sum + count, 0),
      answers,
      limit,
    );
  };

const OF_DEPLOYMENT = {
  unknown_share: ({ unknown, answers }, { limit, least }) => share(unknown, answers, limit, answers >= least),
  server_errors: ({ failures, requests }, { limit, least }) => share(failures, requests, limit, failures >= least),
  counts_lost: ({ lost, requests }, { limit }) => number(lost, requests, limit),
  rules_unusable: alarmsOf("rules_unusable"),
} as const satisfies Partial<Record<AlertRuleName, (facts: DeploymentSeen, figures: Figures) => Judged>>;

const OF_MERCHANT = {
  merchant_unknown_share: ({ unknown, answers }, { limit, least }) => share(unknown, answers, limit, answers >= least),
  gateway_key_refused: ({ alarms, keyRefused, answers }, { limit }) =>
    number(Math.max(alarms["gateway_key_refused"] ?? 0, keyRefused), answers, limit),
  gateway_key_unusable: alarmsOf("gateway_key_unusable"),
  gateway_unknown: alarmsOf("gateway_unknown"),
  gateway_blocked: alarmsOf("gateway_blocked"),
  contradictory: alarmsOf("contradictory"),
  breaker_open: ({ breakerOpen, answers }, { limit }) => number(breakerOpen, answers, limit),
} as const satisfies Partial<Record<AlertRuleName, (facts: MerchantSeen, figures: Figures) => Judged>>;

/** Whether what a rule looks at could be read, so that what it does not see was not there. */
export function isReadable({ counts, programmes }: AlertFacts, rule: AlertRuleName): boolean {
  if (rule === "counts_unreadable" || rule === "counts_waiting" || rule === "rules_lapse") return true;
  return rule === "card_program_stale" ? programmes !== null : counts !== null;
}

/**
 * Conditions of all rules that are on.
 *
 * @param now milliseconds since 1970
 * @param waiting what isolates say of counts that they cannot hand over; null: nothing
 */
export function conditionsOf(
  { counts, programmes }: AlertFacts,
  settings: AlertSettings,
  now: number,
  waiting: WaitingState | null = null,
): AlertCondition[] {
  const found: AlertCondition[] = [];
  const add = (rule: AlertRuleName, subject: string, judge: (figures: Figures) => Judged) => {
    const { on, limit, least } = valuesOf(settings, rule);
    const judged = on ? judge({ limit: limit ?? 0, least: least ?? 0 }) : null;
    if (judged !== null) found.push({ rule, subject, limit, ...judged });
  };
  add("counts_unreadable", DEPLOYMENT, () => ({ state: counts === null ? "bad" : "well", seen: null, of: null }));
  if (counts !== null) {
    for (const [rule, judge] of Object.entries(OF_DEPLOYMENT))
      add(rule as AlertRuleName, DEPLOYMENT, (figures) => judge(counts.deployment, figures));
    for (const [alarm, seen] of Object.entries(counts.deployment.alarms))
      if (ruleOf(alarm) === "alarm") add("alarm", alarm, ({ limit }) => number(seen, seen, limit));
    for (const merchant of counts.merchants)
      for (const [rule, judge] of Object.entries(OF_MERCHANT))
        add(rule as AlertRuleName, merchant.id, (figures) => judge(merchant, figures));
  }
  if (waiting !== null) add("counts_waiting", DEPLOYMENT, () => ({ state: waiting, seen: null, of: null }));
  // That nobody says so is worth something only where somebody counted.
  else if ((counts?.deployment.requests ?? 0) > 0)
    add("counts_waiting", DEPLOYMENT, () => ({ state: "well", seen: null, of: null }));
  for (const { id, pulledAt } of programmes ?? [])
    add("card_program_stale", id, ({ limit }) => {
      if (pulledAt === null) return { state: "bad", seen: null, of: null };
      const days = Math.floor((now - pulledAt) / DAY_MS);
      return { state: days >= limit ? "bad" : "well", seen: days, of: null };
    });
  return found;
}
