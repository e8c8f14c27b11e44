/** What `GET /v1/admin/alerts` answers, as far as this page reads it. */
import * as z from "zod/mini";

const Figure = z.nullable(z.number());

const AlertRuleRead = z.object({
  name: z.string(),
  about: z.string(),
  on: z.boolean(),
  limit: Figure,
  unit: z.nullable(z.string()),
  least: Figure,
  leastOf: z.nullable(z.string()),
  usual: z.object({ limit: Figure, least: Figure }),
});
export type AlertRuleRead = z.output<typeof AlertRuleRead>;

const EpisodeRead = z.object({
  rule: z.string(),
  subject: z.string(),
  since: z.string(),
  seenAt: z.string(),
  seen: Figure,
  limit: Figure,
  of: Figure,
});
export type EpisodeRead = z.output<typeof EpisodeRead>;

const DeliveryRead = z.object({
  id: z.string(),
  type: z.string(),
  rule: z.nullable(z.string()),
  subject: z.nullable(z.string()),
  state: z.string(),
  tries: z.number(),
  status: Figure,
  madeAt: z.string(),
  triedAt: z.nullable(z.string()),
  nextAt: z.nullable(z.string()),
});
export type DeliveryRead = z.output<typeof DeliveryRead>;

export const AlertsRead = z.object({
  settings: z.nullish(z.object({ summary: z.nullish(z.object({ on: z.boolean(), hour: z.number() })) })),
  rules: z.array(AlertRuleRead),
  hasReceiver: z.boolean(),
  watchedAt: z.nullable(z.string()),
  episodes: z.array(EpisodeRead),
  deliveries: z.array(DeliveryRead),
});
export type AlertsRead = z.output<typeof AlertsRead>;
