/**
 * One Durable Object for the deployment that adds up what a candidate pack would have changed. Told every twenty seconds by
 * each isolate while there is a candidate, read by the operator.
 */
import { DurableObject } from "cloudflare:workers";
import type { Shadow } from "../../rules/shadow.ts";
import { migrate } from "../migrate.ts";
import { SHADOW_MIGRATIONS } from "./shadow-schema.ts";

export interface ShadowCount extends Shadow {
  readonly count: number;
}

const ADD_ROW = `INSERT INTO shadow (version, change, before, after, count) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count`;

export class RulesShadow extends DurableObject<unknown> {
  constructor(state: DurableObjectState, bindings: unknown) {
    super(state, bindings);
    migrate(state.storage, SHADOW_MIGRATIONS);
  }

  add(counts: readonly ShadowCount[]): void {
    const { sql } = this.ctx.storage;
    this.ctx.storage.transactionSync(() => {
      for (const { version, change, before, after, count } of counts)
        sql.exec(ADD_ROW, version, change, before, after, count);
    });
  }

  /** What was counted of one candidate, the most frequent first. */
  read(version: string): ShadowCount[] {
    const rows = this.ctx.storage.sql.exec<ShadowCount & Record<string, string | number>>(
      "SELECT version, change, before, after, count FROM shadow WHERE version = ? ORDER BY count DESC",
      version,
    );
    return [...rows];
  }

  /** Forgets all candidates but this one. */
  keep(version: string | null): void {
    this.ctx.storage.sql.exec("DELETE FROM shadow WHERE version IS NOT ?", version);
  }
}
