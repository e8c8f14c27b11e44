/**
 * Counts answers in the isolate that gave them and hands the sums to the merchant's counters every few seconds, so that
 * counting costs no call of its own for each lookup. An isolate that ends early loses what it had not handed over.
 */
import { pause, systemClock } from "../lookup/clock.ts";
import { type CountedAnswer, Counters } from "./counters.ts";
import type { MerchantStats } from "./merchant-stats.ts";

/**
 * How long counts are collected. The platform lets work go on for 30 s behind an answer; each handing over costs a call
 * and a few rows.
 */
export const TALLY_MS = 10_000;

interface TallyBindings {
  readonly MERCHANT_STATS: DurableObjectNamespace<MerchantStats>;
}

interface Collected {
  readonly counters: Counters;
  /** Whether they are about to be handed over. */
  isDue: boolean;
}

const collectedFor = new Map<string, Collected>();

/** Counts one answer. Nothing about the shopper, the card or the sale is in it. */
export function countAnswer(
  bindings: TallyBindings,
  context: Pick<ExecutionContext, "waitUntil">,
  merchantId: string,
  answer: CountedAnswer,
): void {
  const collected = collectedFor.get(merchantId) ?? { counters: new Counters(), isDue: false };
  collectedFor.set(merchantId, collected);
  collected.counters.note(answer, systemClock.now());
  if (collected.isDue) return;
  collected.isDue = true;
  context.waitUntil(pause(systemClock, TALLY_MS).then(() => handOver(bindings, merchantId, collected)));
}

/** Never rejects: no request waits for a count and none may fail by it. What was not taken goes with the next answer's. */
async function handOver({ MERCHANT_STATS }: TallyBindings, merchantId: string, collected: Collected): Promise<void> {
  const rows = collected.counters.take();
  collected.isDue = false;
  try {
    await MERCHANT_STATS.get(MERCHANT_STATS.idFromName(merchantId)).add(rows);
    if (collected.counters.isEmpty) collectedFor.delete(merchantId);
  } catch {
    collected.counters.add(rows);
  }
}
