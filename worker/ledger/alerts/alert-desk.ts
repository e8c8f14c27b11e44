/**
 * The Durable Object that watches: it holds the operator's settings, which episodes are open, and every message until the
 * receiver has taken it or 24 hours are over. One for the deployment; it is told the facts by a Cron Trigger, and its own
 * alarm tries messages again. Nothing in it is about a shopper, a card or a sale.
 */
import { DurableObject } from "cloudflare:workers";
import type { DueRow } from "../../rules/freshness.ts";
import { type StagedRow, stagesDue, withoutStages } from "../../rules/stages.ts";
import { logTask } from "../../task-log.ts";
import { migrate } from "../migrate.ts";
import { type AlertHook, hookOf, tryOnce } from "./alert-hook.ts";
import { type AlertSettings, valuesOf } from "./alert-settings.ts";
import { ALERT_MIGRATIONS } from "./alerts-schema.ts";
import { AlertStore, type Delivery } from "./alerts-store.ts";
import { conditionsOf, isReadable } from "./conditions.ts";
import { advance, type Episode } from "./episodes.ts";
import type { AlertFacts } from "./facts.ts";
import { type AlertMessage, bodyOf, episodeMessage, rulesDueMessage, testMessage } from "./messages.ts";
import type { Pulse } from "./pulse.ts";
import { type SummaryFacts, summaryDue, summaryMessage } from "./summary.ts";
import { isTaken, nextTryAt, type TryResult } from "./tries.ts";
import { waitingAfter, waitingState } from "./waiting.ts";

/** Messages that are tried at once: as many connections as the platform opens; what waits for one would lose its time. */
const BATCH = 6;
const SHOWN_DELIVERIES = 50;

const UNANSWERED: TryResult = { status: null, retryAfterMs: null };

/** What the desk itself needs of the Worker's bindings. */
interface DeskBindings {
  readonly ENVIRONMENT?: string;
  readonly ISSUER?: string;
  readonly ALERT_URL?: string;
  readonly ALERT_SECRET?: string;
}

/** What came of a test, and how long its try took. */
export type TestDelivery = DeliveryView & { readonly tookMs: number };

/** A message as an operator sees it: without its body. */
export type DeliveryView = Omit<Delivery, "body" | "number">;

export interface AlertDeskView {
  readonly settings: AlertSettings;
  /** How often the settings were changed. */
  readonly version: number;
  readonly hasReceiver: boolean;
  /** Milliseconds since 1970; null: never. */
  readonly watchedAt: number | null;
  readonly episodes: readonly Episode[];
  /** The last 50, the newest first. */
  readonly deliveries: readonly DeliveryView[];
}

export class AlertDesk extends DurableObject<DeskBindings> {
  readonly #store: AlertStore;

  constructor(state: DurableObjectState, bindings: DeskBindings) {
    super(state, bindings);
    migrate(state.storage, ALERT_MIGRATIONS);
    this.#store = new AlertStore(state.storage.sql);
  }

  /** Looks at the facts of the last minutes. @returns the ISO date whose daily summary is due; null: none is */
  async watch(facts: AlertFacts): Promise<string | null> {
    const now = Date.now();
    const { settings } = this.#store.settings();
    this.ctx.storage.transactionSync(() => {
      const before = this.#store.openEpisodes();
      const { open, events } = advance(
        before,
        conditionsOf(facts, settings, now, waitingState(this.#store.waiting(), now)),
        {
          now,
          isOn: (rule) => valuesOf(settings, rule).on,
          isReadable: (rule) => isReadable(facts, rule),
          newId: () => `epi_${crypto.randomUUID()}`,
        },
      );
      for (const episode of open) if (!before.includes(episode)) this.#store.putEpisode(episode, null);
      for (const event of events) {
        if (event.kind === "resolved") this.#store.putEpisode(event.episode, now);
        this.#queue(episodeMessage(event, now), now);
      }
      this.#store.putWatchedAt(now);
      this.#store.dropOld(now);
    });
    await this.#arm();
    return hookOf(this.env) === null ? null : summaryDue(settings, this.#store.summedUp(), now);
  }

  /** An isolate keeps counts that it cannot hand over. Called once a minute by each, while it is so. */
  noteWaiting(): void {
    const waiting = waitingAfter(this.#store.waiting(), Date.now());
    if (waiting !== null) this.#store.putWaiting(waiting);
  }

  /** Tells the summary of this day, unless it was told. @param day ISO date, as {@link watch} gave it */
  async sumUp(day: string, facts: SummaryFacts): Promise<void> {
    if (this.#store.summedUp() === day) return;
    const now = Date.now();
    this.ctx.storage.transactionSync(() => {
      this.#queue(summaryMessage(facts, this.#store.openEpisodes(), now), now);
      this.#store.putSummedUp(day);
    });
    await this.#arm();
  }

  /**
   * Tells which rows of the rules reached another stage. Where nobody is to be told, nothing counts as told.
   *
   * @param today ISO date
   * @param version of the pack
   */
  async tellDue(due: readonly DueRow[], today: string, version: string): Promise<void> {
    const { settings } = this.#store.settings();
    if (hookOf(this.env) === null || !valuesOf(settings, "rules_lapse").on) return;
    const { rows, told } = stagesDue(due, this.#store.toldStages(), today);
    if (rows.length === 0) return;
    this.ctx.storage.transactionSync(() => {
      this.#queue(rulesDueMessage(rows, version), Date.now());
      this.#store.putToldStages(told);
    });
    await this.#arm();
  }

  /** Sends a test message, once. Null: there is no receiver. */
  async sendTest(): Promise<TestDelivery | null> {
    const hook = hookOf(this.env);
    if (hook === null) return null;
    const from = Date.now();
    const delivery = viewOf(await this.#try(hook, this.#add(testMessage(), from, null), false));
    return { ...delivery, tookMs: Date.now() - from };
  }

  view(): AlertDeskView {
    return {
      ...this.#store.settings(),
      hasReceiver: hookOf(this.env) !== null,
      watchedAt: this.#store.watchedAt(),
      episodes: this.#store.openEpisodes(),
      deliveries: this.#store.lastDeliveries(SHOWN_DELIVERIES).map(viewOf),
    };
  }

  /** Takes settings. False, and nothing is changed, where `version` is not theirs any more. */
  change(settings: AlertSettings, version: number): boolean {
    if (this.#store.settings().version !== version) return false;
    this.#store.putSettings(settings, version + 1);
    return true;
  }

  pulse(): Pulse {
    const last = this.#store.lastDeliveries(SHOWN_DELIVERIES).find(({ state }) => state !== "waiting");
    return { watchedAt: this.#store.watchedAt(), isHeard: last?.state !== "failed" };
  }

  /** Tries what is due. */
  override async alarm(): Promise<void> {
    const hook = hookOf(this.env);
    const due = this.#store.due(Date.now(), BATCH);
    if (hook === null) for (const delivery of due) this.#settle({ ...delivery, state: "failed", nextAt: null });
    else await Promise.all(due.map((delivery) => this.#try(hook, delivery, true)));
    await this.#arm();
  }

  #add(message: AlertMessage, now: number, nextAt: number | null): Delivery {
    const { ENVIRONMENT: environment = "", ISSUER: issuer } = this.env;
    const body = bodyOf(message, { environment, issuer }, now);
    return this.#store.addDelivery(message, `msg_${crypto.randomUUID()}`, body, now, nextAt);
  }

  #queue(message: AlertMessage, now: number): void {
    if (hookOf(this.env) !== null) this.#add(message, now, now);
  }

  async #arm(): Promise<void> {
    const at = this.#store.nextDueAt();
    if (at !== null) await this.ctx.storage.setAlarm(Math.max(at, Date.now()));
  }

  /** One try. It is written down before it is made: one that ends this object counts as well. */
  async #try(hook: AlertHook, delivery: Delivery, isRepeated: boolean): Promise<Delivery> {
    const now = Date.now();
    const tried: Delivery = { ...delivery, tries: delivery.tries + 1, triedAt: now };
    this.#store.putDelivery(outcomeOf(tried, UNANSWERED, isRepeated));
    const settled = outcomeOf(tried, await tryOnce(hook, delivery.id, delivery.body, now), isRepeated);
    this.#settle(settled);
    return settled;
  }

  #settle(delivery: Delivery): void {
    this.#store.putDelivery(delivery);
    const { state, type, rule, subject, status, tries } = delivery;
    if (state === "waiting") return;
    logTask({ task: "alert", outcome: state, type, rule, subject, status, tries }, state === "sent" ? "info" : "error");
    // What nobody heard of was not told: the next daily look tells it again.
    if (state === "failed" && type === "rules.due")
      this.#store.putToldStages(withoutStages(this.#store.toldStages(), rowsIn(delivery)));
  }
}

const viewOf = ({ body: _body, number: _number, ...delivery }: Delivery): DeliveryView => delivery;

/** The rows of a `rules.due`, as we wrote them. */
const rowsIn = ({ body }: Delivery) => (JSON.parse(body) as { data: { rows: StagedRow[] } }).data.rows;

/** A delivery after a try that came to `result`. */
function outcomeOf(tried: Delivery, result: TryResult, isRepeated: boolean): Delivery {
  const { status } = result;
  if (isTaken(result)) return { ...tried, status, state: "sent", nextAt: null };
  const nextAt = isRepeated ? nextTryAt(result, tried.tries, tried.madeAt, Date.now()) : null;
  return { ...tried, status, state: nextAt === null ? "failed" : "waiting", nextAt };
}
