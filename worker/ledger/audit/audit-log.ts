/**
 * The Durable Object that keeps who changed what, for 400 days: one for the deployment. Entries are only ever added, each
 * with a hash over the one before it; what is older goes from the front and leaves its last number and hash behind, so
 * that what stays can still be verified.
 */
import { DurableObject } from "cloudflare:workers";
import { migrate } from "../migrate.ts";
import { AUDIT_MIGRATIONS } from "./audit-schema.ts";
import {
  type AskedEntry,
  type AuditEntry,
  BEGINNING,
  canonicalJson,
  type EndedEntry,
  type Head,
  hashOf,
} from "./entry.ts";
import { Turns, type TurnTaken } from "./turns.ts";

const KEPT_DAYS = 400;
const MS_PER_DAY = 86_400_000;

/** The changes that somebody asks for, newest first. */
export interface ChangesAsked {
  /** Only what was asked before this entry; null: all. */
  readonly before: number | null;
  readonly limit: number;
  /** One target and what is below it; null: all. */
  readonly target: string | null;
  readonly by: string | null;
}

/** A change; without its end it is under way, or nobody can say how it ended. */
export interface RecordedChange {
  readonly asked: AskedEntry;
  readonly ended: EndedEntry | null;
}

export interface EntriesPage {
  /** Where the kept chain begins. */
  readonly anchor: Head;
  readonly head: Head;
  readonly entries: readonly AuditEntry[];
}

type Numbered = "number" | "at";

/** A target and what is below it: "0" comes after "/". */
const ABOUT = `one.number IN (
    SELECT number FROM entries WHERE asked IS NULL AND target = ?3
    UNION ALL SELECT number FROM entries WHERE asked IS NULL AND target > ?3 || '/' AND target < ?3 || '0'
  )`;

/**
 * Made for the filters that are given: SQLite takes an index only where the filter is certain. `+` keeps it from going through all
 * entries in their order instead, which it takes to be cheaper with a limit.
 */
function changesQuery(by: string | null, target: string | null): string {
  const number = target === null ? "one.number" : "+one.number";
  return `SELECT one.entry AS asked, other.entry AS ended
    FROM entries AS one LEFT JOIN entries AS other ON other.asked = one.number
    WHERE one.asked IS NULL AND ${number} < ?1
      AND ${by === null ? "?2 IS NULL" : "one.by = ?2"} AND ${target === null ? "?3 IS NULL" : ABOUT}
    ORDER BY ${number} DESC LIMIT ?4`;
}

export class AuditLog extends DurableObject<unknown> {
  readonly #sql: SqlStorage;
  readonly #turns: Turns;

  constructor(state: DurableObjectState, bindings: unknown) {
    super(state, bindings);
    migrate(state.storage, AUDIT_MIGRATIONS);
    this.#sql = state.storage.sql;
    this.#turns = new Turns(state.storage);
  }

  /** Writes that a change was asked for, and returns where that stands. Drops what is older than 400 days. */
  async ask(change: Omit<AskedEntry, Numbered | "step">): Promise<Head> {
    this.#cut(Date.now() - KEPT_DAYS * MS_PER_DAY);
    return this.#append({ step: "asked", ...change });
  }

  /** Writes how the change ended that was asked for. */
  async end(ending: Omit<EndedEntry, Numbered | "step">): Promise<Head> {
    return this.#append({ step: "ended", ...ending });
  }

  changes({ before, limit, target, by }: ChangesAsked): RecordedChange[] {
    const found = this.#sql.exec<{ asked: string; ended: string | null }>(
      changesQuery(by, target),
      before ?? Number.MAX_SAFE_INTEGER,
      by,
      target,
      limit,
    );
    return [...found].map(({ asked, ended }) => ({
      asked: JSON.parse(asked) as AskedEntry,
      ended: ended === null ? null : (JSON.parse(ended) as EndedEntry),
    }));
  }

  /** The chain, oldest first, from behind the entry of this number on. */
  entries(after: number, limit: number): EntriesPage {
    const found = this.#sql.exec<{ entry: string; hash: string }>(
      "SELECT entry, hash FROM entries WHERE number > ? ORDER BY number LIMIT ?",
      after,
      limit,
    );
    const entries = [...found].map(({ entry, hash }) => ({ ...JSON.parse(entry), hash }) as AuditEntry);
    return { anchor: this.#anchor(), head: this.#head(), entries };
  }

  /** See {@link Turns}. */
  takeTurn(things: readonly string[], holder: string): TurnTaken {
    return this.#turns.take(things, holder, Date.now());
  }

  /** See {@link Turns}. */
  endTurn(holder: string, words: Readonly<Record<string, string>>): void {
    this.#turns.end(holder, words, Date.now());
  }

  #anchor(): Head {
    const [anchor = BEGINNING] = this.#sql.exec<{ number: number; hash: string }>("SELECT number, hash FROM anchor");
    return anchor;
  }

  #last(): Head & { readonly at: number } {
    const [last] = this.#sql.exec<{ number: number; hash: string; at: number }>(
      "SELECT number, hash, at FROM entries ORDER BY number DESC LIMIT 1",
    );
    return last ?? { ...this.#anchor(), at: 0 };
  }

  #head(): Head {
    const { number, hash } = this.#last();
    return { number, hash };
  }

  async #append(told: Omit<AskedEntry, Numbered> | Omit<EndedEntry, Numbered>): Promise<Head> {
    // While a hash is worked out another change may come in between: then it is worked out anew, behind that one.
    for (;;) {
      const last = this.#last();
      const number = last.number + 1;
      const at = Math.max(Date.now(), last.at);
      const entry = { ...told, number, at };
      const hash = await hashOf(last.hash, entry);
      if (this.#last().number !== last.number) continue;
      this.#sql.exec(
        "INSERT INTO entries (number, at, asked, by, target, hash, entry) VALUES (?, ?, ?, ?, ?, ?, ?)",
        number,
        at,
        entry.step === "ended" ? entry.asked : null,
        entry.step === "asked" ? entry.by : null,
        entry.target,
        hash,
        canonicalJson(entry),
      );
      return { number, hash };
    }
  }

  /** @param before ms since 1970 */
  #cut(before: number): void {
    // Asked of the oldest first: looking for the last one that is too old reads all that are not.
    const [oldest] = this.#sql.exec<{ at: number }>("SELECT at FROM entries ORDER BY number LIMIT 1");
    if (oldest === undefined || oldest.at >= before) return;
    const [last] = this.#sql.exec<{ number: number; hash: string }>(
      "SELECT number, hash FROM entries WHERE at < ? ORDER BY number DESC LIMIT 1",
      before,
    );
    if (last === undefined) return;
    this.ctx.storage.transactionSync(() => {
      this.#sql.exec("INSERT OR REPLACE INTO anchor (only, number, hash) VALUES (0, ?, ?)", last.number, last.hash);
      this.#sql.exec("DELETE FROM entries WHERE number <= ?", last.number);
    });
  }
}
