/** The table of the deployment's one `RulesShadow` object. */
import type { Migration } from "../migrate.ts";

export const SHADOW_MIGRATIONS: readonly Migration[] = [
  [
    `CREATE TABLE IF NOT EXISTS shadow (
      version TEXT, change TEXT, before TEXT, after TEXT, count INTEGER NOT NULL,
      PRIMARY KEY (version, change, before, after)
    ) WITHOUT ROWID`,
  ],
];
