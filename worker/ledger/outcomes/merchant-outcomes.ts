/**
 * One Durable Object a merchant that keeps what its server reported of its quotes, for seven years: each event, each sale, and
 * the sums of each month, so that a report is one small read. Nothing in it is about a shopper or a card but its brand.
 */
import { DurableObject } from "cloudflare:workers";
import { migrate } from "../migrate.ts";
import { keptSince, monthOf } from "./kept-time.ts";
import type { Refusal } from "./refusals.ts";
import type { MonthSums } from "./report.ts";
import { type MonthChange, type OutcomeReport, type SettledSale, UNREPORTED } from "./sale.ts";
import {
  ADD_EVENT,
  ADD_SUMS,
  COUNT_EVENTS,
  MIGRATIONS,
  PRUNE,
  READ_EVENT,
  READ_SALE,
  READ_SUMS,
  WRITE_SALE,
} from "./schema.ts";
import { settle } from "./settle.ts";

/** How often what is too old is looked for. */
const PRUNE_MS = 30 * 86_400_000;

/** `known`: this id was there already, with the same content. Anything else: why it was not recorded. */
export type RecordAnswer = "recorded" | "known" | Refusal;

type EventRow = {
  readonly event: string;
  readonly sale: string;
  readonly quote: string;
  readonly base: number | null;
  readonly surcharge: number | null;
  readonly tax: number | null;
  readonly at: number;
  readonly is_at_given: number;
};

export class MerchantOutcomes extends DurableObject<unknown> {
  #isPruneSet = false;

  constructor(state: DurableObjectState, bindings: unknown) {
    super(state, bindings);
    migrate(state.storage, MIGRATIONS);
  }

  /** Records one event, whole or not at all. */
  async record(report: OutcomeReport): Promise<RecordAnswer> {
    const now = Date.now();
    const answer = this.ctx.storage.transactionSync(() => this.#record(report, now));
    if (answer === "recorded") await this.#seeToPruning(now);
    return answer;
  }

  /** The sums of a month, such as `2026-11`: by place, currency and brand. */
  read(env: "test" | "live", month: string): MonthSums[] {
    return [...this.ctx.storage.sql.exec<MonthSums>(READ_SUMS, env, month)];
  }

  override async alarm(): Promise<void> {
    const { sql } = this.ctx.storage;
    const now = Date.now();
    const since = keptSince(now);
    sql.exec(PRUNE.outcomes, since);
    sql.exec(PRUNE.sales, since);
    sql.exec(PRUNE.sums, monthOf(since));
    this.#isPruneSet = sql.exec<{ events: number }>(COUNT_EVENTS).one().events > 0;
    if (this.#isPruneSet) await this.ctx.storage.setAlarm(now + PRUNE_MS);
  }

  #record(report: OutcomeReport, now: number): RecordAnswer {
    const { sql } = this.ctx.storage;
    const { env, id, event, sale, quote, costBps } = report;
    const [known] = sql.exec<EventRow>(READ_EVENT, env, id);
    if (known !== undefined) return isOf(known, report) ? "known" : "other_content";
    const [row] = sql.exec<{ state: string }>(READ_SALE, env, sale);
    const before = row === undefined ? UNREPORTED : (JSON.parse(row.state) as SettledSale);
    // A clock that is ahead puts nothing into a month to come.
    const at = Math.min(report.at ?? now, now);
    const settled = settle(before, { quote, event, month: monthOf(at), costBps });
    if (settled.kind === "refused") return settled.refusal;
    const { base = null, surcharge = null, tax = null } = event.amounts ?? {};
    const givenAt = report.at ?? now;
    sql.exec(
      ADD_EVENT,
      env,
      id,
      event.kind,
      sale,
      quote.jti,
      base,
      surcharge,
      tax,
      givenAt,
      Number(report.at !== null),
    );
    sql.exec(WRITE_SALE, env, sale, JSON.stringify(settled.sale), now);
    for (const change of settled.changes) this.#add(report, change, settled.sale.open?.costBps ?? null);
    return "recorded";
  }

  #add({ env, place, currency, brand }: OutcomeReport, change: MonthChange, costBps: number | null): void {
    const { month, sales, surchargedSales, captured, refunded, voids, costless, cost } = change;
    const sold = [sales, surchargedSales, captured.base, captured.surcharge, captured.tax];
    const undone = [refunded.base, refunded.surcharge, refunded.tax, voids];
    const costs = [costless, cost, costBps, costBps];
    this.ctx.storage.sql.exec(ADD_SUMS, env, month, place, currency, brand, ...sold, ...undone, ...costs);
  }

  async #seeToPruning(now: number): Promise<void> {
    if (this.#isPruneSet) return;
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(now + PRUNE_MS);
    this.#isPruneSet = true;
  }
}

/** Whether an event that is there is the one that is reported. */
function isOf(known: EventRow, { event, sale, quote, at }: OutcomeReport): boolean {
  const { base = null, surcharge = null, tax = null } = event.amounts ?? {};
  const told = [event.kind, sale, quote.jti, base, surcharge, tax, at];
  const kept = [known.event, known.sale, known.quote, known.base, known.surcharge, known.tax];
  return [...kept, known.is_at_given === 1 ? known.at : null].every((value, index) => value === told[index]);
}
