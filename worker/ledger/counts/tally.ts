/**
 * Counts in the isolate where something happens and hands the sums over every twenty seconds, those of all merchants
 * together, so that counting costs a small part of a call for each lookup. What was handed over without an answer is sent
 * again as it was, so that the object knows it again. An isolate that ends early loses what it had not handed over. That
 * nothing is taken is said while it is so.
 */
import { type Clock, pause, systemClock } from "../../lookup/clock.ts";
import { logTask } from "../../task-log.ts";
import type { AlertDesk } from "../alerts/alert-desk.ts";
import { Counters, type MinuteCounts } from "./counters.ts";
import type { HandingOver, MerchantStats } from "./merchant-stats.ts";
import { beginningOf } from "./periods.ts";
import { LOST_COUNTS, type Sums } from "./series.ts";
import { statsObject } from "./stats-objects.ts";
import { countsIn } from "./sums.ts";
import { tellWaiting } from "./tell-waiting.ts";

/**
 * Sums are handed over whenever so much more of the day is over, so that those of one minute make one row. The platform
 * lets work go on for 30 s behind an answer; each handing over costs a call and a row.
 */
export const TALLY_MS = 20_000;
/** A local run pays for neither, and its isolates end whenever a file changes: when the site's files come, too. */
const LOCAL_TALLY_MS = 200;
/** How often counts are handed over here. */
export const TALLY_EVERY_MS = __DEVELOPMENT__ ? LOCAL_TALLY_MS : TALLY_MS;

/** How often it is said that counts wait. */
const TELL_MS = 60_000;

interface TallyBindings {
  readonly ALERT_DESK?: DurableObjectNamespace<AlertDesk>;
  readonly MERCHANT_STATS: DurableObjectNamespace<MerchantStats>;
}

export class Tally {
  readonly #clock: Clock;
  readonly #everyMs: number;
  readonly #counters = new Counters();
  /** Until when somebody sees to the handing over. Nobody does so after that, whatever became of it. */
  #dueUntil = 0;
  /** What the objects know this isolate by; null until the first handing over: a Worker may not draw one before a request. */
  #isolate: string | null = null;
  /** How many handings over there were. */
  #number = 0;
  /** Those that are not known to be taken, in order. */
  readonly #unanswered: HandingOver[] = [];
  /** When a handing over failed first, of those that failed since the last that did not; null: none did. */
  #failingSince: number | null = null;
  #toldAt = Number.NEGATIVE_INFINITY;
  /** Of what was dropped since counts were last taken out, how much was said. */
  #saidLost = 0;

  constructor(clock: Clock, everyMs: number) {
    this.#clock = clock;
    this.#everyMs = everyMs;
  }

  /** As {@link countSums}. */
  count(
    bindings: TallyBindings,
    context: Pick<ExecutionContext, "waitUntil">,
    merchantId: string | null,
    sums: Sums,
  ): void {
    const now = this.#clock.now();
    this.#counters.add(merchantId, sums, now);
    if (now < this.#dueUntil) return;
    const wait = this.#everyMs - (now % this.#everyMs);
    // Whoever is due and has not come by then will not come.
    this.#dueUntil = now + wait + TALLY_MS;
    context.waitUntil(pause(this.#clock, wait).then(() => this.#handOver(bindings)));
  }

  /** Never rejects: no request waits for a count and none may fail by it. What was not taken is sent again the next time. */
  async #handOver(bindings: TallyBindings): Promise<void> {
    const { MERCHANT_STATS } = bindings;
    this.#dueUntil = 0;
    try {
      // While some are unanswered, what is counted waits in the counters, which are bounded.
      await this.#sendAll(MERCHANT_STATS);
      this.#prepare();
      await this.#sendAll(MERCHANT_STATS);
      this.#failingSince = null;
    } catch {
      // What is unanswered stays so.
      this.#sayLost();
      await this.#tellWaiting(bindings);
    }
  }

  async #tellWaiting(bindings: TallyBindings): Promise<void> {
    const now = this.#clock.now();
    this.#failingSince ??= now;
    if (now - this.#toldAt < TELL_MS) return;
    this.#toldAt = now;
    const unanswered = this.#unanswered.flatMap(({ minutes }) => minutes.map(({ whole }) => countsIn(whole)));
    await tellWaiting(bindings, {
      waiting: unanswered.reduce((sum, one) => sum + one, this.#counters.kept),
      seconds: Math.floor((now - this.#failingSince) / 1_000),
    });
  }

  /** Says what was dropped, each count once. */
  #sayLost(): void {
    const { lost } = this.#counters;
    if (lost > this.#saidLost) sayLost(lost - this.#saidLost);
    this.#saidLost = lost;
  }

  async #sendAll(namespace: TallyBindings["MERCHANT_STATS"]): Promise<void> {
    for (let sent = this.#unanswered[0]; sent !== undefined; sent = this.#unanswered[0]) {
      const refused = await statsObject(namespace, sent.minutes[0]?.at ?? 0).take(sent);
      // Another request may have sent it too, and have gone on since.
      if (this.#unanswered[0] !== sent) continue;
      this.#unanswered.shift();
      if (refused === 0) continue;
      sayLost(refused);
      this.#counters.add(null, { [LOST_COUNTS]: refused }, this.#clock.now());
    }
  }

  /** Takes what was counted: one handing over for each day, since each day has its object. */
  #prepare(): void {
    this.#sayLost();
    this.#saidLost = 0;
    this.#isolate ??= crypto.randomUUID().slice(0, 13);
    const byDay = new Map<number, MinuteCounts[]>();
    for (const minute of this.#counters.take(this.#clock.now())) {
      const day = beginningOf("day", minute.at);
      byDay.set(day, [...(byDay.get(day) ?? []), minute]);
    }
    for (const minutes of byDay.values()) {
      this.#number += 1;
      this.#unanswered.push({ isolate: this.#isolate, number: this.#number, minutes });
    }
  }
}

/** @param lost how many single counts are in no sums */
const sayLost = (lost: number): void => logTask({ task: "counts", alarm: "counts_lost", lost }, "error");

const tally = new Tally(systemClock, TALLY_EVERY_MS);

/**
 * Counts what happened, in this isolate: adds up, hands over later, never throws, never waits.
 *
 * @param merchantId whose it is; null: nobody's, for the deployment's sums alone
 */
export function countSums(
  bindings: TallyBindings,
  context: Pick<ExecutionContext, "waitUntil">,
  merchantId: string | null,
  sums: Sums,
): void {
  try {
    tally.count(bindings, context, merchantId, sums);
  } catch {
    // No request fails for a count.
  }
}
