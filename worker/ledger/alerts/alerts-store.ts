/** What {@link AlertDesk} keeps, read and written. Told alerts are kept for 90 days. */
import * as z from "zod";
import type { ToldStages } from "../../rules/stages.ts";
import { AlertSettings, USUAL_SETTINGS } from "./alert-settings.ts";
import type { Episode } from "./episodes.ts";
import type { AlertMessage, AlertType } from "./messages.ts";
import { ALERT_RULES, type AlertRuleName } from "./rules.ts";
import type { Waiting } from "./waiting.ts";

export const TOLD_KEPT_MS = 90 * 86_400_000;

/** A message on its way, and what became of it. */
export interface Delivery {
  readonly number: number;
  /** The `webhook-id` of all its tries. */
  readonly id: string;
  readonly type: AlertType;
  readonly rule: AlertRuleName | null;
  readonly subject: string | null;
  readonly body: string;
  /** Like all times here in milliseconds since 1970. */
  readonly madeAt: number;
  readonly state: "waiting" | "sent" | "failed";
  readonly tries: number;
  readonly triedAt: number | null;
  /** Of the last answer; null: none came, or nothing was tried yet. */
  readonly status: number | null;
  readonly nextAt: number | null;
}

type Row = Record<string, SqlStorageValue> & Delivery;

const COLUMNS = `number, id, type, rule, subject, body, made_at AS madeAt, state, tries, tried_at AS triedAt, status, next_at AS nextAt`;

/** Of each episode the oldest that waits: what is over is never told before what began. */
const NEXT = `FROM deliveries AS one WHERE next_at <= ? AND (episode IS NULL OR NOT EXISTS (
    SELECT 1 FROM deliveries AS older WHERE older.next_at IS NOT NULL AND older.episode = one.episode AND older.number < one.number
  ))`;

const Revised = z.object({ version: z.number().int(), settings: AlertSettings });

export class AlertStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  #recall(name: string): unknown {
    const [row] = this.#sql.exec<{ value: string }>("SELECT value FROM remembered WHERE name = ?", name);
    return row === undefined ? null : JSON.parse(row.value);
  }

  #remember(name: string, value: unknown): void {
    this.#sql.exec("INSERT OR REPLACE INTO remembered (name, value) VALUES (?, ?)", name, JSON.stringify(value));
  }

  /** The settings, and how often they were changed. What a newer Worker wrote and this one cannot read counts as the usual ones. */
  settings(): z.output<typeof Revised> {
    const stored = this.#recall("settings");
    const read = Revised.safeParse(stored);
    const version = z.object({ version: z.number() }).safeParse(stored);
    return read.success ? read.data : { version: version.data?.version ?? 0, settings: USUAL_SETTINGS };
  }

  putSettings(settings: AlertSettings, version: number): void {
    this.#remember("settings", { version, settings });
  }

  /** When facts last came in; null: never. */
  watchedAt(): number | null {
    return this.#recall("watched") as number | null;
  }

  putWatchedAt(at: number): void {
    this.#remember("watched", at);
  }

  /** When isolates said that counts wait; null: none ever did. */
  waiting(): Waiting | null {
    return this.#recall("waiting") as Waiting | null;
  }

  putWaiting(waiting: Waiting): void {
    this.#remember("waiting", waiting);
  }

  toldStages(): ToldStages {
    return (this.#recall("stages") ?? {}) as ToldStages;
  }

  putToldStages(told: ToldStages): void {
    this.#remember("stages", told);
  }

  /** The ISO date of the last daily summary; null: there was none. */
  summedUp(): string | null {
    return this.#recall("summary") as string | null;
  }

  putSummedUp(day: string): void {
    this.#remember("summary", day);
  }

  openEpisodes(): Episode[] {
    const rows = this.#sql.exec<{ episode: string }>("SELECT episode FROM episodes WHERE ended_at IS NULL");
    const open = [...rows].map(({ episode }) => JSON.parse(episode) as Episode);
    // A rule that this version of the Worker does not know is left to the one that does.
    return open.filter(({ rule }) => rule in ALERT_RULES).toSorted((a, b) => a.since - b.since);
  }

  putEpisode(episode: Episode, endedAt: number | null): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO episodes (id, ended_at, episode) VALUES (?, ?, ?)",
      episode.id,
      endedAt,
      JSON.stringify(episode),
    );
  }

  /** A new message. @param nextAt when it is tried; null: its maker sees to that */
  addDelivery(message: AlertMessage, id: string, body: string, now: number, nextAt: number | null): Delivery {
    const { episode, type, rule, subject } = message;
    return this.#sql
      .exec<Row>(
        `INSERT INTO deliveries (id, episode, type, rule, subject, body, made_at, state, tries, next_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?) RETURNING ${COLUMNS}`,
        id,
        episode,
        type,
        rule,
        subject,
        body,
        now,
        nextAt,
      )
      .one();
  }

  due(now: number, most: number): Delivery[] {
    return [...this.#sql.exec<Row>(`SELECT ${COLUMNS} ${NEXT} ORDER BY number LIMIT ?`, now, most)];
  }

  /** When the next message is due; null: none waits. */
  nextDueAt(): number | null {
    return this.#sql
      .exec<{ nextAt: number | null }>(`SELECT min(next_at) AS nextAt ${NEXT}`, Number.MAX_SAFE_INTEGER)
      .one().nextAt;
  }

  putDelivery({ number, state, tries, triedAt, status, nextAt }: Delivery): void {
    this.#sql.exec(
      "UPDATE deliveries SET state = ?, tries = ?, tried_at = ?, status = ?, next_at = ? WHERE number = ?",
      state,
      tries,
      triedAt,
      status,
      nextAt,
      number,
    );
  }

  /** The newest first. */
  lastDeliveries(most: number): Delivery[] {
    return [...this.#sql.exec<Row>(`SELECT ${COLUMNS} FROM deliveries ORDER BY number DESC LIMIT ?`, most)];
  }

  /** Forgets what was told or over more than 90 days ago. */
  dropOld(now: number): void {
    this.#sql.exec("DELETE FROM episodes WHERE ended_at < ?", now - TOLD_KEPT_MS);
    const [oldest] = this.#sql.exec<{ number: number; madeAt: number }>(
      "SELECT number, made_at AS madeAt FROM deliveries ORDER BY number LIMIT 1",
    );
    if (oldest !== undefined && oldest.madeAt < now - TOLD_KEPT_MS)
      this.#sql.exec("DELETE FROM deliveries WHERE made_at < ?", now - TOLD_KEPT_MS);
  }
}
