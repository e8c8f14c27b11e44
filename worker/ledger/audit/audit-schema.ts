/** The tables of the audit log: docs/ledger.md is made of them. */
import type { Migration } from "../migrate.ts";

export const AUDIT_MIGRATIONS: readonly Migration[] = [
  [
    `CREATE TABLE entries (
      number INTEGER PRIMARY KEY, at INTEGER NOT NULL, asked INTEGER, by TEXT, target TEXT, hash TEXT NOT NULL,
      entry TEXT NOT NULL
    )`,
    "CREATE INDEX ends ON entries (asked) WHERE asked IS NOT NULL",
    "CREATE TABLE anchor (only INTEGER PRIMARY KEY CHECK (only = 0), number INTEGER NOT NULL, hash TEXT NOT NULL)",
    "CREATE TABLE turns (thing TEXT PRIMARY KEY, holder TEXT NOT NULL, ends_by INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE words (thing TEXT PRIMARY KEY, word TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID",
  ],
  [
    "CREATE INDEX asked_by ON entries (by, number) WHERE asked IS NULL",
    "CREATE INDEX asked_about ON entries (target, number) WHERE asked IS NULL",
  ],
];
