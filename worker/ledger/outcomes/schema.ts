/** The tables of a merchant's outcomes, and what is asked of them. */
import type { Migration } from "../migrate.ts";

/**
 * `outcomes`: each event as it was reported, by the merchant's own id. `sales`: what is known of each sale, as JSON.
 * `sums`: one row for each month, place, currency and brand, added to with each event. All amounts are minor units; `env` is
 * the quote's, so that test and live never meet.
 */
export const MIGRATIONS: readonly Migration[] = [
  [
    `CREATE TABLE outcomes (
      env TEXT NOT NULL, id TEXT NOT NULL, event TEXT NOT NULL, sale TEXT NOT NULL, quote TEXT NOT NULL,
      base INTEGER, surcharge INTEGER, tax INTEGER, at INTEGER NOT NULL, is_at_given INTEGER NOT NULL,
      PRIMARY KEY (env, id)
    ) WITHOUT ROWID`,
    `CREATE TABLE sales (
      env TEXT NOT NULL, sale TEXT NOT NULL, state TEXT NOT NULL, changed_at INTEGER NOT NULL, PRIMARY KEY (env, sale)
    ) WITHOUT ROWID`,
    `CREATE TABLE sums (
      env TEXT NOT NULL, month TEXT NOT NULL, place TEXT NOT NULL, currency TEXT NOT NULL, brand TEXT NOT NULL,
      sales INTEGER NOT NULL, surcharged_sales INTEGER NOT NULL,
      base INTEGER NOT NULL, surcharge INTEGER NOT NULL, tax INTEGER NOT NULL,
      refunded_base INTEGER NOT NULL, refunded_surcharge INTEGER NOT NULL, refunded_tax INTEGER NOT NULL,
      voids INTEGER NOT NULL, costless INTEGER NOT NULL, cost INTEGER NOT NULL,
      lowest_cost_bps INTEGER, highest_cost_bps INTEGER,
      PRIMARY KEY (env, month, place, currency, brand)
    ) WITHOUT ROWID`,
  ],
];

export const READ_EVENT = "SELECT * FROM outcomes WHERE env = ? AND id = ?";

export const READ_SALE = "SELECT state FROM sales WHERE env = ? AND sale = ?";

/** Columns are named, so that a table to which a newer version added one takes rows still. */
const insert = (table: string, columns: readonly string[]) =>
  `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;

export const ADD_EVENT = insert("outcomes", [
  "env",
  "id",
  "event",
  "sale",
  "quote",
  "base",
  "surcharge",
  "tax",
  "at",
  "is_at_given",
]);

export const WRITE_SALE = `${insert("sales", ["env", "sale", "state", "changed_at"])}
  ON CONFLICT DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at`;

const ADDED = [
  "sales",
  "surcharged_sales",
  "base",
  "surcharge",
  "tax",
  "refunded_base",
  "refunded_surcharge",
  "refunded_tax",
  "voids",
  "costless",
  "cost",
];

const widened = (pick: "min" | "max", column: string) =>
  `${column} = coalesce(${pick}(${column}, excluded.${column}), ${column}, excluded.${column})`;

const SUMS_OF = ["env", "month", "place", "currency", "brand"];

export const ADD_SUMS = `${insert("sums", [...SUMS_OF, ...ADDED, "lowest_cost_bps", "highest_cost_bps"])}
  ON CONFLICT DO UPDATE SET ${ADDED.map((column) => `${column} = ${column} + excluded.${column}`).join(", ")},
  ${widened("min", "lowest_cost_bps")}, ${widened("max", "highest_cost_bps")}`;

export const READ_SUMS = `SELECT place, currency, brand, ${ADDED.join(", ")}, lowest_cost_bps, highest_cost_bps
  FROM sums WHERE env = ? AND month = ? ORDER BY place, currency, brand`;

/** Each takes its end: an instant, an instant, a month. */
export const PRUNE = {
  outcomes: "DELETE FROM outcomes WHERE at < ?",
  sales: "DELETE FROM sales WHERE changed_at < ?",
  sums: "DELETE FROM sums WHERE month < ?",
} as const;

export const COUNT_EVENTS = "SELECT count(*) AS events FROM (SELECT 1 FROM outcomes LIMIT 1)";
