/** What is read on every view, because each shows whether it is well: the last hour, readiness, rules, open alerts. */
import { alertReasons } from "./alert-words.ts";
import type { Client, Reply } from "./client.ts";
import { type Health, judge } from "./health.ts";
import { Polled } from "./polled.ts";
import { queryOf, type Range, rangeOf } from "./ranges.ts";
import { AlertsRead } from "./read/alerts.ts";
import { ReadinessRead } from "./read/readiness.ts";
import { RulesRead } from "./read/rules.ts";
import { StatsRead } from "./read/stats.ts";
import { summarise } from "./summary.ts";
import { addSums, type Period } from "./sums.ts";

/** Periods with the span that was asked for, which has moved on by the next time. */
export interface RangeRead {
  readonly range: Range;
  readonly periods: readonly Period[];
}

const SECOND = 1_000;

/** Readiness asks every shard of the first merchants, so it is asked for rarely. */
const EVERY = { recent: 30 * SECOND, alerts: 60 * SECOND, readiness: 300 * SECOND, rules: 600 * SECOND } as const;

/** The sums of a span that ends now. @param merchant null: the deployment's */
export async function readRange(
  client: Client,
  range: Range,
  merchant: string | null = null,
): Promise<Reply<RangeRead>> {
  const reply = await client.get(`/v1/admin/stats?${queryOf(range, merchant)}`, StatsRead);
  return reply.ok ? { ok: true, value: { range, periods: reply.value } } : reply;
}

export class Watch {
  readonly recent: Polled<RangeRead>;
  readonly readiness: Polled<ReadinessRead>;
  readonly rules: Polled<RulesRead>;
  readonly alerts: Polled<AlertsRead>;

  constructor(client: Client, changed: () => void) {
    this.recent = new Polled(() => readRange(client, rangeOf("hour", Date.now())), EVERY.recent, changed);
    this.readiness = new Polled(() => client.get("/readyz", ReadinessRead), EVERY.readiness, changed);
    this.rules = new Polled(() => client.get("/v1/admin/rules", RulesRead), EVERY.rules, changed);
    this.alerts = new Polled(() => client.get("/v1/admin/alerts", AlertsRead), EVERY.alerts, changed);
  }

  get polled(): readonly Polled<unknown>[] {
    return [this.recent, this.readiness, this.rules, this.alerts];
  }

  /** Undefined until everything was tried once: half of the signs say nothing. */
  get health(): Health | undefined {
    if (this.polled.some(({ value, failure }) => value === undefined && failure === undefined)) return undefined;
    const { recent, readiness, rules, alerts } = this;
    const named = { "The last hour": recent, Readiness: readiness, "The rules": rules, Alerts: alerts };
    return judge({
      recent: recent.value === undefined ? null : summarise(addSums(recent.value.periods.map(({ sums }) => sums))),
      checks: readiness.value?.checks ?? null,
      rulesLapseInDays: readiness.value?.rulesLapseInDays ?? null,
      alerts: alerts.value === undefined ? [] : alertReasons(alerts.value, Date.now()),
      programs: readiness.value?.cardPrograms ?? [],
      // What a deployment does not have is said where it would be shown, and is no trouble.
      missing: Object.entries(named).flatMap(([name, { failure }]) =>
        failure === undefined || failure.kind === "absent" ? [] : [name],
      ),
    });
  }
}
