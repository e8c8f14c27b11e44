/** An idle Durable Object is evicted after about ten seconds, and its memory with it: this waits that long for real. */
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { askShard } from "../../../worker/lookup/ask-shard.ts";
import { SHARDS_PER_MERCHANT } from "../../../worker/lookup/limits.ts";
import { shardOf } from "../../../worker/lookup/shard-routing.ts";
import { readSettings } from "../../../worker/settings/settings.ts";
import { standInForGateway } from "../../support/workerd/gateway.ts";

const access = { LOOKUP_SHARDS: env.LOOKUP_SHARDS, hmacKey: readSettings(env).hmacKey };

const LONGER_THAN_IDLE_MS = 14_000;

afterEach(() => vi.restoreAllMocks());

const viewAll = (merchantId: string) =>
  Promise.all(
    Array.from({ length: SHARDS_PER_MERCHANT }, (_, shard) => shardOf(env.LOOKUP_SHARDS, { merchantId }, shard).view()),
  );

test("a shard that holds a token outlives idleness, and one that holds nothing does not", {
  timeout: 30_000,
}, async () => {
  const calls = standInForGateway();
  const question = {
    merchantId: "mch_idle",
    origin: "https://sandbox.koipay.io",
    secretKey: "api_sandbox_demo",
    subject: { kind: "token", token: "tokenThatIsHeldInMemory0123456789" },
    places: [{ country: "US", state: "IL" }],
  } as const;
  const ask = () => askShard(access, { ...question, arrivedAt: Date.now() });
  await ask();
  const before = await viewAll("mch_idle");
  await new Promise((resolve) => setTimeout(resolve, LONGER_THAN_IDLE_MS));
  const after = await viewAll("mch_idle");

  const holder = before.findIndex(({ entries }) => entries === 1);
  expect(after[holder]).toEqual(before[holder]);
  const evicted = after.filter(({ startedAt }, shard) => startedAt !== before[shard]?.startedAt);
  expect(evicted).toHaveLength(SHARDS_PER_MERCHANT - 1);
  await ask();
  expect(calls).toHaveLength(1);
});
