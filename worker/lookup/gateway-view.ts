/** What an operator is told of a merchant's gateway: whether it is being asked, and if not, why and until when. */
import type { ShardView } from "./shard.ts";
import { type ShardBinding, type ShardSetting, shardCount, shardOf } from "./shard-routing.ts";

export interface GatewayView {
  /** The worst of the shards. `key_refused`: the gateway answered 401 or 403. `silent`: no shard told anything. */
  readonly state: "closed" | "probing" | "open" | "key_refused" | "silent";
  /** Shards that do not ask the gateway freely, of all that answered. */
  readonly limitedShards: number;
  readonly answeringShards: number;
  /** When the last of them asks again, ms since 1970; null while all ask. */
  readonly retryAt: number | null;
}

const PATIENCE_MS = 1_000;

const SEVERITY = ["closed", "probing", "open", "key_refused"] as const;

/** Asks all of the merchant's shards, which starts those that are not running. For operators, not for every request. */
export async function viewGateway(bindings: ShardBinding, setting: ShardSetting): Promise<GatewayView> {
  const asked = Array.from({ length: shardCount(setting) }, (_, shard) =>
    viewWithin(PATIENCE_MS, shardOf(bindings.LOOKUP_SHARDS, setting, shard).view()),
  );
  const views = (await Promise.all(asked)).filter((view) => view !== null);
  const limited = views.filter(({ breaker }) => breaker !== "closed");
  return {
    state: SEVERITY.findLast((state) => views.some(({ breaker }) => breaker === state)) ?? "silent",
    limitedShards: limited.length,
    answeringShards: views.length,
    retryAt: limited.reduce<number | null>((latest, { retryAt }) => Math.max(latest ?? 0, retryAt ?? 0), null),
  };
}

function viewWithin(patienceMs: number, view: Promise<ShardView>): Promise<ShardView | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, patienceMs, null);
    view.then(resolve, () => resolve(null)).finally(() => clearTimeout(timer));
  });
}
