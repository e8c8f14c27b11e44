/** The tables of {@link AlertDesk}: what is remembered, episodes, and what is sent. */
import type { Migration } from "../migrate.ts";

export const ALERT_MIGRATIONS: readonly Migration[] = [
  [
    // Settings, when was last looked, which stages of rules were told, which day was summed up, when counts waited: each as JSON.
    "CREATE TABLE remembered (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    // `ended_at` in milliseconds since 1970; null: it is open. `episode` is JSON.
    "CREATE TABLE episodes (id TEXT PRIMARY KEY, ended_at INTEGER, episode TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX episodes_by_end ON episodes (ended_at)",
    // One a message, for all its tries. `next_at`: when it is tried next; null: never again. Times in milliseconds since 1970.
    `CREATE TABLE deliveries (
      number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, episode TEXT, type TEXT NOT NULL, rule TEXT, subject TEXT,
      body TEXT NOT NULL, made_at INTEGER NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL, tried_at INTEGER,
      status INTEGER, next_at INTEGER
    )`,
    "CREATE INDEX deliveries_by_next ON deliveries (next_at)",
  ],
];
