/** What `/v1/admin/alerts` tells. */
import * as z from "zod";
import type { AlertDeskView, DeliveryView } from "./alert-desk.ts";
import { AlertSettings, valuesOf } from "./alert-settings.ts";
import { ALERT_TYPES } from "./messages.ts";
import { ALERT_RULE_NAMES, ALERT_RULES, type AlertRuleSpec } from "./rules.ts";

const RuleName = z.enum(ALERT_RULE_NAMES);
const Time = z.iso.datetime();
const Figure = z.number().nullable();

const RuleView = z.strictObject({
  name: RuleName,
  about: z.string(),
  scope: z.enum(["deployment", "merchant", "programme", "rules", "alarm"]),
  on: z.boolean(),
  /** It fires where so much is seen, or more; null: it has no figure. */
  limit: Figure,
  unit: z.enum(["percent", "answers", "lines", "days", "counts"]).nullable(),
  /** A share of fewer than so many says nothing. */
  least: Figure,
  leastOf: z.enum(["answers", "failures"]).nullable(),
  usual: z.strictObject({ limit: Figure, least: Figure }),
});

const EpisodeView = z.strictObject({
  id: z.string(),
  rule: RuleName,
  /** A merchant, a card programme, an alarm of the log, `deployment`, or `others` for those beyond ten. */
  subject: z.string(),
  since: Time,
  /** When it was last seen bad. */
  seenAt: Time,
  seen: Figure,
  limit: Figure,
  /** Of how many `seen` is a share. */
  of: Figure,
});

const DeliveryResult = z.strictObject({
  /** The `webhook-id` of all its tries. */
  id: z.string(),
  type: z.enum(ALERT_TYPES),
  rule: RuleName.nullable(),
  subject: z.string().nullable(),
  /** `waiting`: it will be tried again, at `nextAt`. */
  state: z.enum(["waiting", "sent", "failed"]),
  tries: z.number().int(),
  /** Of the receiver's last answer; null: none came. */
  status: z.number().int().nullable(),
  madeAt: Time,
  triedAt: Time.nullable(),
  nextAt: Time.nullable(),
});

export const AlertTestAnswer = DeliveryResult.extend({
  /** Milliseconds; without a `status` and below 5000 the receiver was not reached. */
  tookMs: z.number().int().min(0),
  requestId: z.string(),
});

export const AlertsView = z.strictObject({
  /** As they were put: what is left out is as usual. */
  settings: AlertSettings,
  rules: z.array(RuleView),
  /** Whether `ALERT_URL` and `ALERT_SECRET` name somebody who is told. */
  hasReceiver: z.boolean(),
  /** When was last looked; null: never, or not yet. */
  watchedAt: Time.nullable(),
  /** What is open, the oldest first. */
  episodes: z.array(EpisodeView),
  /** The last 50 messages, the newest first. */
  deliveries: z.array(DeliveryResult),
  requestId: z.string(),
});

const timeOf = (ms: number) => new Date(ms).toISOString();
const timeOrNull = (ms: number | null) => (ms === null ? null : timeOf(ms));

export const deliveryOf = ({ madeAt, triedAt, nextAt, ...rest }: DeliveryView): z.output<typeof DeliveryResult> => ({
  ...rest,
  madeAt: timeOf(madeAt),
  triedAt: timeOrNull(triedAt),
  nextAt: timeOrNull(nextAt),
});

export function viewOfAlerts(view: AlertDeskView, requestId: string): z.output<typeof AlertsView> {
  const rules = ALERT_RULE_NAMES.map((name): z.output<typeof RuleView> => {
    const { about, scope, limit, least }: AlertRuleSpec = ALERT_RULES[name];
    const usual = { limit: limit?.usual ?? null, least: least?.usual ?? null };
    const units = { unit: limit?.unit ?? null, leastOf: least?.of ?? null };
    return { name, about, scope, ...valuesOf(view.settings, name), ...units, usual };
  });
  return {
    settings: view.settings,
    rules,
    hasReceiver: view.hasReceiver,
    watchedAt: timeOrNull(view.watchedAt),
    episodes: view.episodes.map(({ id, rule, subject, since, badAt, seen, limit, of }) => {
      return { id, rule, subject, since: timeOf(since), seenAt: timeOf(badAt), seen, limit, of };
    }),
    deliveries: view.deliveries.map(deliveryOf),
    requestId,
  };
}
