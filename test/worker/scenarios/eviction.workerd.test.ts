/** Nothing keeps a shard awake: after about ten idle seconds the platform evicts it. This waits that long for real. */
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

test("shards that nobody calls are gone, whatever they hold, and the next question costs one more call", {
  timeout: 30_000,
}, async () => {
  const calls = standInForGateway();
  const question = {
    merchantId: "mch_idle",
    origin: "https://sandbox.koipay.io",
    secretKey: "api_sandbox_demo",
    subject: { kind: "token", token: "tokenThatIsHeldInMemory0123456789" },
    places: [{ country: "US", state: "IL" }],
    countsPlaces: true,
  } as const;
  const ask = () => askShard(access, { ...question, askedAt: Date.now() });
  await ask();
  await ask();
  expect(calls).toHaveLength(1);
  const before = await viewAll("mch_idle");
  expect(before.filter(({ entries }) => entries === 1)).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, LONGER_THAN_IDLE_MS));
  const after = await viewAll("mch_idle");

  const evicted = after.filter(({ startedAt }, shard) => startedAt !== before[shard]?.startedAt);
  expect(evicted).toHaveLength(SHARDS_PER_MERCHANT);
  expect(await ask()).toMatchObject({ kind: "facts" });
  expect(calls).toHaveLength(2);
});
