/**
 * The Durable Objects that keep what is counted: of the deployment and of each merchant, by minute, hour and day. Isolates
 * hand over what they have counted of all merchants together, and a minute of all is one stored row: the platform bills by
 * the row. Hours and days are worked out when they are over. Nothing in it is about a shopper, a card or a sale.
 */
import { DurableObject } from "cloudflare:workers";
import { migrate } from "../migrate.ts";
import type { MinuteCounts } from "./counters.ts";
import { readMinute, writeMinute } from "./minute-rows.ts";
import { WHOLE } from "./packed-sums.ts";
import type { PeriodSums } from "./pages.ts";
import { beginningOf, type Period } from "./periods.ts";
import { nextRollUp, rollUp, setUnfinished } from "./roll-up.ts";
import type { SeriesName } from "./series.ts";
import { readMerchants, readPeriods } from "./stats-reading.ts";
import { KEPT_MS, STATS_MIGRATIONS } from "./stats-schema.ts";
import { countsIn } from "./sums.ts";

/** What an isolate hands over at once. */
export interface HandingOver {
  /** The isolate's own name. */
  readonly isolate: string;
  /** From 1 on, one more each time; the same when it is sent again. */
  readonly number: number;
  readonly minutes: readonly MinuteCounts[];
}

/** How far a minute may be from the object's own clock, ms: nobody holds counts back for so long. */
const ACCEPTED_MS = 86_400_000;

export class MerchantStats extends DurableObject<unknown> {
  constructor(state: DurableObjectState, bindings: unknown) {
    super(state, bindings);
    migrate(state.storage, STATS_MIGRATIONS);
  }

  /**
   * Adds what an isolate has counted, once, however often it is sent. Returns how many single counts were refused, because
   * their minute is more than a day away.
   */
  async take({ isolate, number, minutes }: HandingOver): Promise<number> {
    const { storage } = this.ctx;
    const now = Date.now();
    let refused = 0;
    const isNewHour = storage.transactionSync(() => {
      const hours = minutes.map((minute) => {
        const known = readMinute(storage.sql, minute.at);
        if (number <= (known.taken[isolate] ?? 0)) return false;
        if (Math.abs(now - minute.at) > ACCEPTED_MS) {
          refused += countsIn(minute.whole);
          return false;
        }
        writeMinute(storage.sql, known, minute, { ...known.taken, [isolate]: number });
        return setUnfinished(storage.sql, "hour", beginningOf("hour", minute.at));
      });
      return hours.includes(true);
    });
    if (isNewHour) await this.#wakeFor(nextRollUp(storage.sql, now));
    return refused;
  }

  /** Works out what is over, and drops what is too old. */
  override async alarm(): Promise<void> {
    this.#forget(Date.now());
    await this.#wakeFor(rollUp(this.ctx.storage, Date.now()));
  }

  /** As {@link readPeriods}. @param merchantId null: the deployment's */
  read(merchantId: string | null, by: Period, from: number, to: number): PeriodSums[] {
    return readPeriods(this.ctx.storage.sql, merchantId ?? WHOLE, by, from, to);
  }

  /** As {@link readMerchants}. */
  byMerchant(from: number, to: number, series: readonly SeriesName[] | null): string {
    return readMerchants(this.ctx.storage.sql, from, to, series);
  }

  #forget(now: number): void {
    const { sql } = this.ctx.storage;
    sql.exec("DELETE FROM minutes WHERE at < ?", now - KEPT_MS.minute);
    for (const period of ["hour", "day"] as const)
      sql.exec("DELETE FROM pages WHERE period = ? AND at < ?", period, now - KEPT_MS[period]);
  }

  /** @param at ms since 1970; null: nothing is to be worked out */
  async #wakeFor(at: number | null): Promise<void> {
    if (at !== null) await this.ctx.storage.setAlarm(at);
  }
}
