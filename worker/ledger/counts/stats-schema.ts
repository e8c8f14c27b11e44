/** The tables of a `MerchantStats` object. All times are in ms since 1970. */
import type { Migration } from "../migrate.ts";

export const STATS_MIGRATIONS: readonly Migration[] = [
  ["CREATE TABLE IF NOT EXISTS minutes (minute INTEGER PRIMARY KEY, counts TEXT NOT NULL)"],
  [
    "DROP TABLE minutes",
    `CREATE TABLE minutes (
      at INTEGER PRIMARY KEY, taken TEXT NOT NULL, whole TEXT NOT NULL, merchants TEXT NOT NULL
    )`,
    // With row ids: in a table without, SQLite reads whole rows, which are long here, to compare their keys.
    `CREATE TABLE pages (
      period TEXT NOT NULL, at INTEGER NOT NULL, first TEXT NOT NULL, sums TEXT NOT NULL,
      PRIMARY KEY (period, at, first)
    )`,
    "CREATE TABLE unfinished (period TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (period, at)) WITHOUT ROWID",
  ],
];

const DAY_MS = 86_400_000;

/** How long each is kept, ms. Hours: a month's, and the days in which late counts may still change one. */
export const KEPT_MS = { minute: 90 * DAY_MS, hour: 33 * DAY_MS, day: 800 * DAY_MS } as const;
