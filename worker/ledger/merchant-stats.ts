/**
 * The Durable Objects that keep the counters of all merchants, for 90 days. An isolate hands what it has counted to one of
 * them, all merchants together and one stored row a minute: the platform bills by the row, and a row for each
 * merchant and kind of answer would cost more than all else that a lookup takes. Nothing in it is about a shopper, a card
 * or a sale.
 */
import { DurableObject } from "cloudflare:workers";
import { Counters, type CountRow, type MerchantCount, MS_PER_MINUTE } from "./counters.ts";
import type { HomeTax } from "./home-tax.ts";
import { type Migration, migrate } from "./migrate.ts";

const KEPT_MINUTES = 90 * 24 * 60;

/** Rows one reading returns at most: a day of a busy merchant. */
const MAX_ROWS = 10_000;

export const MIGRATIONS: readonly Migration[] = [
  ["CREATE TABLE IF NOT EXISTS minutes (minute INTEGER PRIMARY KEY, counts TEXT NOT NULL)"],
];

const READ_MINUTE = "SELECT counts FROM minutes WHERE minute = ?";

const WRITE_MINUTE = "INSERT INTO minutes VALUES (?, ?) ON CONFLICT (minute) DO UPDATE SET counts = excluded.counts";

const READ_MERCHANT = `SELECT minute, value FROM minutes, json_each(minutes.counts)
  WHERE minute >= ? AND minute < ? AND json_extract(value, '$[0]') = ? ORDER BY minute LIMIT ?`;

const SUM_HOME_TAX = `SELECT json_extract(value, '$[0]') AS merchantId, json_extract(value, '$[6]') AS homeTax,
    sum(json_extract(value, '$[5]')) AS count FROM minutes, json_each(minutes.counts)
  WHERE minute >= ? AND minute < ? AND homeTax IS NOT NULL AND merchantId IN (SELECT value FROM json_each(?))
  GROUP BY merchantId, homeTax`;

/** How many of a merchant's surcharges at home were of a kind. */
export type HomeTaxSum = { readonly merchantId: string; readonly homeTax: HomeTax; readonly count: number };

/** A row without what its minute says already, and without names of members. */
type Packed = readonly [
  merchantId: string,
  outcome: CountRow["outcome"],
  reason: CountRow["reason"],
  brand: CountRow["brand"],
  latencyMs: number | null,
  count: number,
  /** Undefined in what was written before it was counted. */
  homeTax?: CountRow["homeTax"],
];

export class MerchantStats extends DurableObject<unknown> {
  constructor(state: DurableObjectState, bindings: unknown) {
    super(state, bindings);
    migrate(state.storage, MIGRATIONS);
  }

  /** Adds rows to what is known of their minutes, and drops what is older than 90 days. */
  add(rows: readonly MerchantCount[]): void {
    const { sql } = this.ctx.storage;
    this.ctx.storage.transactionSync(() => {
      for (const minute of new Set(rows.map((row) => row.minute))) {
        const [known] = sql.exec<{ counts: string }>(READ_MINUTE, minute);
        const counters = new Counters();
        if (known !== undefined) counters.add(unpack(minute, known.counts));
        counters.add(rows.filter((row) => row.minute === minute));
        sql.exec(WRITE_MINUTE, minute, pack(counters.take()));
      }
      sql.exec("DELETE FROM minutes WHERE minute < ?", Math.floor(Date.now() / MS_PER_MINUTE) - KEPT_MINUTES);
    });
  }

  /**
   * A merchant's rows of a time, oldest first, at most 10,000.
   *
   * @param fromMinute first minute, in minutes since 1970
   * @param toMinute the minute after the last one
   */
  read(merchantId: string, fromMinute: number, toMinute: number): CountRow[] {
    const found = this.ctx.storage.sql.exec<{ minute: number; value: string }>(
      READ_MERCHANT,
      fromMinute,
      toMinute,
      merchantId,
      MAX_ROWS,
    );
    return [...found].map(({ minute, value }) => {
      const [, outcome, reason, brand, latencyMs, count, homeTax = null] = JSON.parse(value) as Packed;
      return { minute, outcome, reason, brand, latencyMs, homeTax, count };
    });
  }

  /** All merchants' rows of a time, as in {@link read}. */
  all(fromMinute: number, toMinute: number): MerchantCount[] {
    const found = this.ctx.storage.sql.exec<{ minute: number; counts: string }>(
      "SELECT minute, counts FROM minutes WHERE minute >= ? AND minute < ?",
      fromMinute,
      toMinute,
    );
    return [...found].flatMap(({ minute, counts }) => unpack(minute, counts));
  }

  /** Of some merchants' surcharges at home in a time, as in {@link read}, how many came with their tax rate. */
  homeTax(merchantIds: readonly string[], fromMinute: number, toMinute: number): HomeTaxSum[] {
    return [...this.ctx.storage.sql.exec<HomeTaxSum>(SUM_HOME_TAX, fromMinute, toMinute, JSON.stringify(merchantIds))];
  }
}

const pack = (rows: readonly MerchantCount[]): string =>
  JSON.stringify(
    rows.map(({ merchantId, outcome, reason, brand, latencyMs, count, homeTax }): Packed => {
      const counted = [merchantId, outcome, reason, brand, latencyMs, count] as const;
      return homeTax === null ? counted : [...counted, homeTax];
    }),
  );

/** Written by ourselves, so it is taken at its word. */
const unpack = (minute: number, text: string): MerchantCount[] =>
  (JSON.parse(text) as Packed[]).map(([merchantId, outcome, reason, brand, latencyMs, count, homeTax = null]) => {
    return { merchantId, minute, outcome, reason, brand, latencyMs, homeTax, count };
  });
