/**
 * One Durable Object a merchant that keeps its counters: one row for each minute and kind of answer, for 90 days. Told
 * by the shards, read by the operator. Nothing in it is about a shopper, a card or a sale.
 */
import { DurableObject } from "cloudflare:workers";
import type { CountRow } from "./counters.ts";

const KEPT_MINUTES = 90 * 24 * 60;

/** Rows one reading returns at most: a day of a busy merchant. */
const MAX_ROWS = 10_000;

const MS_PER_MINUTE = 60_000;

/** Stands for "more than the largest bound", because a primary key has no null. */
const OVER = -1;

const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS answers (
  minute INTEGER, outcome TEXT, reason TEXT, brand TEXT, latency_ms INTEGER, count INTEGER NOT NULL,
  PRIMARY KEY (minute, outcome, reason, brand, latency_ms)
) WITHOUT ROWID`;

const ADD_ROW = `INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET count = count + excluded.count`;

const READ_ROWS = `SELECT minute, outcome, reason, brand, latency_ms AS latencyMs, count FROM answers
  WHERE minute >= ? AND minute < ? ORDER BY minute LIMIT ?`;

export class MerchantStats extends DurableObject<unknown> {
  constructor(state: DurableObjectState, bindings: unknown) {
    super(state, bindings);
    state.storage.sql.exec(CREATE_TABLE);
  }

  /** Adds rows to what is known of their minute and kind, and drops what is older than 90 days. */
  add(rows: readonly CountRow[]): void {
    const { sql } = this.ctx.storage;
    this.ctx.storage.transactionSync(() => {
      for (const { minute, outcome, reason, brand, latencyMs, count } of rows)
        sql.exec(ADD_ROW, minute, outcome, reason, brand, latencyMs ?? OVER, count);
      sql.exec("DELETE FROM answers WHERE minute < ?", Math.floor(Date.now() / MS_PER_MINUTE) - KEPT_MINUTES);
    });
  }

  /**
   * The rows of a time, oldest first, at most 10,000.
   *
   * @param fromMinute first minute, in minutes since 1970
   * @param toMinute the minute after the last one
   */
  read(fromMinute: number, toMinute: number): CountRow[] {
    const rows = this.ctx.storage.sql.exec<Record<keyof CountRow, string & number>>(
      READ_ROWS,
      fromMinute,
      toMinute,
      MAX_ROWS,
    );
    return [...rows].map((row) => ({ ...row, latencyMs: row.latencyMs === OVER ? null : row.latencyMs }));
  }
}
