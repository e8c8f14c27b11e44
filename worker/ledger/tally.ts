/**
 * Counts answers in the isolate that gave them and hands the sums to one of the merchant's shards about once a second,
 * so that counting costs no call of its own for each lookup. An isolate that ends early loses a second of counts.
 */

import { pause, systemClock } from "../lookup/clock.ts";
import { TALLY_MS } from "../lookup/limits.ts";
import { type ShardBinding, type ShardSetting, shardOf } from "../lookup/shard-routing.ts";
import { type CountedAnswer, Counters } from "./counters.ts";

const waiting = new Map<string, Counters>();

/** Any would do; always the same one wakes no others. */
const COUNTING_SHARD = 0;

/** Counts one answer. Nothing about the shopper, the card or the sale is in it. */
export function countAnswer(
  bindings: ShardBinding,
  context: Pick<ExecutionContext, "waitUntil">,
  setting: ShardSetting,
  answer: CountedAnswer,
): void {
  const { merchantId } = setting;
  const known = waiting.get(merchantId);
  const counters = known ?? new Counters();
  counters.note(answer, systemClock.now());
  if (known !== undefined) return;
  waiting.set(merchantId, counters);
  context.waitUntil(
    pause(systemClock, TALLY_MS)
      .then(() => {
        waiting.delete(merchantId);
        return shardOf(bindings.LOOKUP_SHARDS, setting, COUNTING_SHARD).count(merchantId, counters.take());
      })
      // A count that is lost is lost: no request waits for it and none may fail by it.
      .catch(() => {}),
  );
}
