/**
 * Counts answers in the isolate that gave them and hands the sums over every twenty seconds, those of all merchants
 * together, so that counting costs a small part of a call for each lookup. An isolate that ends early loses what it had
 * not handed over.
 */
import { type Clock, pause, systemClock } from "../lookup/clock.ts";
import { type CountedAnswer, Counters } from "./counters.ts";
import type { MerchantStats } from "./merchant-stats.ts";
import type { Sums } from "./series.ts";
import { STATS_OBJECTS, statsObject } from "./stats-objects.ts";

/**
 * Sums are handed over whenever so much more of the day is over, so that those of one minute make one row. The platform
 * lets work go on for 30 s behind an answer; each handing over costs a call and a row.
 */
export const TALLY_MS = 20_000;

interface TallyBindings {
  readonly MERCHANT_STATS: DurableObjectNamespace<MerchantStats>;
}

export class Tally {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #counters = new Counters();
  /** Until when somebody sees to the handing over. Nobody does so after that, whatever became of it. */
  #dueUntil = 0;
  /** The object that takes this isolate's sums. */
  #object: number | null = null;

  /** @param random from 0 to below 1 */
  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Counts one answer. Nothing about the shopper, the card or the sale is in it. */
  count(
    bindings: TallyBindings,
    context: Pick<ExecutionContext, "waitUntil">,
    merchantId: string,
    answer: CountedAnswer,
  ): void {
    const now = this.#clock.now();
    this.#counters.note(merchantId, answer, now);
    if (now < this.#dueUntil) return;
    const wait = TALLY_MS - (now % TALLY_MS);
    this.#dueUntil = now + wait + TALLY_MS;
    context.waitUntil(pause(this.#clock, wait).then(() => this.#handOver(bindings)));
  }

  /** Never rejects: no request waits for a count and none may fail by it. What was not taken goes with the next ones. */
  async #handOver({ MERCHANT_STATS }: TallyBindings): Promise<void> {
    const rows = this.#counters.take();
    this.#dueUntil = 0;
    this.#object ??= Math.floor(this.#random() * STATS_OBJECTS);
    try {
      await statsObject(MERCHANT_STATS, this.#object).add(rows);
    } catch {
      this.#counters.add(rows);
    }
  }
}

const tally = new Tally(systemClock, Math.random);

/** Counts one answer in this isolate's {@link Tally}. */
export const countAnswer: Tally["count"] = (...told) => tally.count(...told);

/**
 * Counts what happened once, in this isolate: adds up, hands over later, never throws, never waits.
 *
 * @param merchantId whose it is; null: nobody's, for the deployment's sums alone
 */
export function countSums(
  _bindings: TallyBindings,
  _context: Pick<ExecutionContext, "waitUntil">,
  _merchantId: string | null,
  _sums: Sums,
): void {
  // Taken from here once minutes are kept as sums; answers are counted by countAnswer until then.
}
