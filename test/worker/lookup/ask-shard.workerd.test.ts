import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Place } from "../../../contract/places.ts";
import { askShard, type ShardRequest } from "../../../worker/lookup/ask-shard.ts";
import { factsOf, NO_TRACE } from "../../../worker/lookup/finding.ts";
import { LookupShard } from "../../../worker/lookup/shard.ts";
import { fingerprint, shardOf } from "../../../worker/lookup/shard-routing.ts";
import { readSettings } from "../../../worker/settings/settings.ts";
import { CREDIT_CARD, refusal, standInForGateway } from "../../support/workerd/gateway.ts";

const IL: Place = { country: "US", state: "IL" };
const NY: Place = { country: "US", state: "NY" };
const state = (code: string): Place => ({ country: "US", state: code });

const { LOOKUP_SHARDS } = env;
const { hmacKey } = readSettings(env);
const access = { LOOKUP_SHARDS, hmacKey };

let tokens = 0;
const newToken = () => `tokenForTest${String(++tokens).padStart(20, "0")}`;

const ask = (changes: Partial<ShardRequest> = {}): ShardRequest => ({
  merchantId: "mch_demo",
  origin: "https://sandbox.koipay.io",
  secretKey: "api_sandbox_demo",
  subject: { kind: "token", token: newToken() },
  places: [IL],
  countsPlaces: true,
  askedAt: Date.now(),
  ...changes,
});

const find = (changes: Partial<ShardRequest> = {}) => askShard(access, ask(changes));

async function shardFor(merchantId: string, token: string) {
  const mark = await fingerprint(hmacKey, `token ${token}`);
  return shardOf(LOOKUP_SHARDS, { merchantId }, (mark[0] ?? 0) % 16);
}

afterEach(() => vi.restoreAllMocks());

describe("one call for each token and place", () => {
  test("a thousand callers at once make the gateway answer once", async () => {
    const calls = standInForGateway();
    const question = ask();
    const results = await Promise.all(Array.from({ length: 1000 }, () => askShard(access, question)));
    expect(calls).toHaveLength(1);
    expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(["facts"]));
    expect(results.reduce((sum, { signals }) => sum + (signals?.upstream.calls ?? 0), 0)).toBe(1);
  });

  test("a later caller gets the same facts, the same first sight and no new call", async () => {
    const calls = standInForGateway();
    const question = ask();
    const first = await askShard(access, question);
    const second = await askShard(access, question);
    expect(first).toMatchObject({ kind: "facts", byPlace: [{ brands: ["visa"], surchargeable: true }] });
    const { signals: _, ...facts } = first;
    expect(second).toMatchObject({ ...facts, trace: NO_TRACE, signals: { upstream: { calls: 0 } } });
    expect(calls).toHaveLength(1);
  });

  test("another place is another call, and keeps the token's first sight", async () => {
    const calls = standInForGateway();
    const question = ask();
    const first = await askShard(access, question);
    const second = await askShard(access, { ...question, places: [NY] });
    expect(calls.map(({ body }) => body.state)).toEqual(["IL", "NY"]);
    expect(second.kind === "facts" && second.firstSeenAt).toBe(first.kind === "facts" && first.firstSeenAt);
  });

  test("another merchant's same token is another call with that merchant's key", async () => {
    const calls = standInForGateway();
    const question = ask();
    await askShard(access, question);
    await askShard(access, { ...question, merchantId: "mch_other", secretKey: "api_other" });
    expect(calls.map(({ key }) => key)).toEqual(["api_sandbox_demo", "api_other"]);
  });

  test("the sixth place is refused without a call, and known places still are answered", async () => {
    const calls = standInForGateway();
    const question = ask();
    for (const code of ["IL", "NY", "TX", "FL"]) await askShard(access, { ...question, places: [state(code)] });
    expect(await askShard(access, { ...question, places: [state("GA"), state("OR")] })).toMatchObject({
      kind: "too_many_places",
    });
    await askShard(access, { ...question, places: [state("GA")] });
    expect(calls).toHaveLength(5);
    const refused = await askShard(access, { ...question, places: [state("OR")] });
    expect(refused).toMatchObject({ kind: "too_many_places", retryAfterSeconds: expect.any(Number) });
    expect(refused.kind === "too_many_places" && refused.retryAfterSeconds).toBeLessThanOrEqual(120);
    expect(await askShard(access, question)).toMatchObject({ kind: "facts" });
    expect(calls).toHaveLength(5);
  });
});

describe("two places", () => {
  test("are asked about at once, and both must say yes", async () => {
    const calls = standInForGateway(({ body }) =>
      Response.json({ ...CREDIT_CARD, is_surchargeable: body.state === "IL" }),
    );
    const found = await find({ places: [IL, NY] });
    expect(found.kind === "facts" && factsOf(found.byPlace)).toMatchObject({ surchargeable: false });
    expect(calls).toHaveLength(2);
  });

  test("that disagree on the card are a contradiction", async () => {
    standInForGateway(({ body }) =>
      Response.json({ ...CREDIT_CARD, card_type: body.state === "IL" ? "credit" : "charge" }),
    );
    const found = await find({ places: [IL, NY] });
    expect(found.kind === "facts" && factsOf(found.byPlace)).toMatchObject({ conflicting: true });
  });

  test("trouble with one is trouble", async () => {
    standInForGateway(({ body }) =>
      body.state === "IL" ? Response.json(CREDIT_CARD) : new Response("", { status: 500 }),
    );
    expect(await find({ places: [IL, NY], merchantId: "mch_trouble" })).toMatchObject({
      kind: "trouble",
      reason: "gateway_unavailable",
    });
  });

  test("one known and one refused in the same question is trouble: the gateway used the token up", async () => {
    const calls = standInForGateway(({ body }) => (body.state === "IL" ? Response.json(CREDIT_CARD) : refusal(400)));
    const question = ask({ places: [IL, NY] });
    expect(await askShard(access, question)).toMatchObject({ kind: "trouble", reason: "gateway_unavailable" });
    expect(calls).toHaveLength(2);
  });
});

describe("a refused token", () => {
  test("is refused again without a call, for any place", async () => {
    const calls = standInForGateway(() => Response.json({ status: "failed", msg: "secret words" }, { status: 400 }));
    const question = ask();
    expect((await askShard(access, question)).kind).toBe("token_rejected");
    const again = await askShard(access, { ...question, places: [NY] });
    expect(again).toMatchObject({ kind: "token_rejected", trace: NO_TRACE });
    expect(calls).toHaveLength(1);
  });
});

describe("saved cards and BINs", () => {
  const VAULT = { id: "c1", data: { customer: { defaults: { payment_method_id: "pm1" }, flags: [] } } };
  const customer = (paymentMethodId?: string) => ({
    subject: { kind: "customer" as const, customerId: "c1", paymentMethodId },
    merchantId: "mch_vault",
  });

  test("a BIN is looked up each time", async () => {
    const calls = standInForGateway();
    await find({ subject: { kind: "bin", bin: "424242" } });
    await find({ subject: { kind: "bin", bin: "424242" } });
    expect(calls.map(({ body }) => body)).toEqual([
      { bin: "424242", country: "US", state: "IL" },
      { bin: "424242", country: "US", state: "IL" },
    ]);
  });

  test("a customer's default payment method is the one looked up and named", async () => {
    const calls = standInForGateway(({ url }) => Response.json(url.endsWith("/api/vault/c1") ? VAULT : CREDIT_CARD));
    expect(await find(customer())).toMatchObject({
      kind: "facts",
      paymentMethodId: "pm1",
      byPlace: [{ customerExempt: false }],
    });
    expect(calls[1]?.body).toEqual({ customer_id: "c1", payment_method_id: "pm1", country: "US", state: "IL" });
  });

  test.each([
    ["the customer", { ...VAULT.data.customer, flags: ["surcharge_exempt"] }],
    ["the card", { ...VAULT.data.customer, payments: { cards: [{ id: "pm2", flags: ["surcharge_exempt"] }] } }],
  ])("an exemption of %s is told", async (_, vaulted) => {
    const record = { status: "success", msg: "success", data: { id: "c1", data: { customer: vaulted } } };
    standInForGateway(({ url }) => Response.json(url.endsWith("/api/vault/c1") ? record : CREDIT_CARD));
    expect(await find(customer("pm2"))).toMatchObject({ paymentMethodId: "pm2", byPlace: [{ customerExempt: true }] });
  });

  test.each([
    ["fails", () => new Response("", { status: 500 }), "gateway_unavailable"],
    ["is no record", () => Response.json({}), "gateway_unavailable"],
    ["has no default", () => Response.json({ data: { customer: { defaults: {} } } }), "gateway_unavailable"],
  ])("no facts when the vault %s", async (_, record, reason) => {
    standInForGateway(({ url }) => (url.endsWith("/api/vault/c1") ? record() : Response.json(CREDIT_CARD)));
    expect(await find(customer())).toMatchObject({ kind: "trouble", reason });
  });

  test("an unknown customer is refused like an unknown token", async () => {
    standInForGateway(() => Response.json({ status: "failed", msg: "customer not found" }, { status: 400 }));
    expect((await find(customer())).kind).toBe("token_rejected");
  });
});

describe("a shard that does not do its work", () => {
  test("is service_limited when it fails, and the gateway is not asked", async () => {
    const calls = standInForGateway();
    vi.spyOn(LookupShard.prototype, "find").mockRejectedValue(new Error("overloaded"));
    expect(await find()).toMatchObject({ kind: "trouble", reason: "service_limited" });
    expect(calls).toHaveLength(0);
  });

  test("is service_limited when it does not answer in time", async () => {
    vi.spyOn(LookupShard.prototype, "find").mockReturnValue(new Promise(() => {}));
    expect(await find()).toMatchObject({ kind: "trouble", reason: "service_limited" });
  });

  test("loses its memory when it crashes, which costs one more call", async () => {
    const calls = standInForGateway();
    const token = newToken();
    const question = ask({ merchantId: "mch_crash", subject: { kind: "token", token } });
    await askShard(access, question);
    const crash = runInDurableObject(await shardFor("mch_crash", token), (_, shard) => shard.abort("crash"));
    await expect(crash).rejects.toThrow();
    expect(await askShard(access, question)).toMatchObject({ kind: "facts" });
    expect(calls).toHaveLength(2);
  });
});

describe("the key", () => {
  test.each([400, 401, 403, 404])(
    "is not refused by a page with %i in the gateway's place, and an alarm says so",
    async (status) => {
      const calls = standInForGateway(() => new Response("<h1>Blocked</h1>", { status }));
      const customer = ask({ subject: { kind: "customer", customerId: "c1" } });
      const questions = [ask(), ask(), customer, customer];
      for (const question of questions.map((asked) => ({ ...asked, merchantId: `mch_front_${status}` }))) {
        const finding = { kind: "trouble", reason: "gateway_unavailable", trace: { alarm: "gateway_blocked" } };
        expect(await askShard(access, question)).toMatchObject(finding);
      }
      expect(calls).toHaveLength(4);
    },
  );

  test("when the gateway refuses it, nothing is asked with it any more, and an alarm says so", async () => {
    const calls = standInForGateway(({ key }) => (key === "api_bad" ? refusal(401) : Response.json(CREDIT_CARD)));
    const token = newToken();
    const question = ask({ merchantId: "mch_key", secretKey: "api_bad", subject: { kind: "token", token } });
    expect(await askShard(access, question)).toMatchObject({
      kind: "trouble",
      reason: "gateway_unavailable",
      trace: { alarm: "gateway_key_refused" },
    });
    expect(await askShard(access, question)).toMatchObject({ kind: "trouble", reason: "gateway_unavailable" });
    expect(calls).toHaveLength(1);
    expect(await (await shardFor("mch_key", token)).view()).toMatchObject({ breaker: "key_refused" });
    expect(await askShard(access, { ...question, secretKey: "api_good" })).toMatchObject({ kind: "facts" });
    expect(await (await shardFor("mch_key", token)).view()).toMatchObject({ breaker: "closed" });
  });
});

describe("while a deploy is under way", () => {
  /** As the first version wrote it: a Worker of it may reach a shard of this one. */
  const EARLIER =
    '{"origin":"https://sandbox.koipay.io","secretKey":"api_sandbox_demo","subject":{"kind":"token","token":"tokenOfAnEarlierWorker"},"places":[{"country":"US","state":"IL"}],"tokenKey":"earlier","askedAt":ASKED_AT,"countsPlaces":true,"timeMs":2400}';

  test("a question of an earlier version is answered, without a trace that nobody told", async () => {
    const calls = standInForGateway();
    const shard = shardOf(LOOKUP_SHARDS, { merchantId: "mch_deploy" }, 0);
    const found = JSON.parse(await shard.find(EARLIER.replace("ASKED_AT", String(Date.now())))) as object;
    expect(found).toMatchObject({ kind: "facts", trace: { alarm: null }, firstSeenAt: expect.any(Number) as number });
    expect(calls.map(({ headers }) => headers.has("traceparent"))).toEqual([false]);
  });

  test("an answer of an earlier version is taken, and tells nothing to be counted", async () => {
    const { signals: _, ...earlier } = await find();
    vi.spyOn(LookupShard.prototype, "find").mockResolvedValue(JSON.stringify(earlier));
    const traceHeaders = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
    expect(await find({ traceHeaders })).toEqual(earlier);
  });
});

test("nothing of a token is in a shard's name or storage", async () => {
  standInForGateway();
  const token = newToken();
  await find({ merchantId: "mch_private", subject: { kind: "token", token } });
  const stub = await shardFor("mch_private", token);
  expect(stub.id.name).toMatch(/^mch_private:\d{1,2}$/);
  await runInDurableObject(stub, async (_, { storage }) => {
    expect(await storage.list()).toEqual(new Map());
    expect(await storage.getAlarm()).toBeNull();
  });
});
