/** Counts shadows in the isolate and hands the sums on as other counts are. An isolate that ends early loses those. */
import { pause, systemClock } from "../../lookup/clock.ts";
import type { Shadow } from "../../rules/shadow.ts";
import { TALLY_EVERY_MS } from "../counts/tally.ts";
import type { RulesShadow, ShadowCount } from "./shadow-counts.ts";

const NAME = "rules";

/** The deployment's one counter of shadows. */
export const shadowCounts = (namespace: DurableObjectNamespace<RulesShadow>) =>
  namespace.get(namespace.idFromName(NAME));

const waiting = new Map<string, ShadowCount>();

/** Counts one shadow; `same` too, so that an operator sees how many were decided. */
export function countShadow(
  namespace: DurableObjectNamespace<RulesShadow>,
  context: Pick<ExecutionContext, "waitUntil">,
  shadow: Shadow,
): void {
  const isFirst = waiting.size === 0;
  const key = JSON.stringify([shadow.version, shadow.change, shadow.before, shadow.after]);
  waiting.set(key, { ...shadow, count: (waiting.get(key)?.count ?? 0) + 1 });
  if (!isFirst) return;
  context.waitUntil(
    pause(systemClock, TALLY_EVERY_MS)
      .then(() => {
        const counts = [...waiting.values()];
        waiting.clear();
        return shadowCounts(namespace).add(counts);
      })
      // A count that is lost is lost: no request waits for it and none may fail by it.
      .catch(() => {}),
  );
}
