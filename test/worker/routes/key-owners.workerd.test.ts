/** A server key is one merchant's: two merchants of one operator, and isolates that have seen nothing yet. */
import { createExecutionContext, env } from "cloudflare:test";
import { expect, test } from "vitest";
import worker from "../../../worker/index.ts";
import type { MerchantView } from "../../../worker/merchants/operator-view.ts";
import { sha256Hex } from "../../../worker/sha256.ts";
import { SHOP_SETTINGS } from "../../support/merchant/shop-settings.ts";
import { ADMIN, API } from "../../support/workerd/api.ts";
import { standInForGateway } from "../../support/workerd/gateway.ts";

const kv = env.MERCHANTS as KVNamespace;
let count = 0;

/** Two merchants' ids and three keys that no other test has. */
function newNames() {
  count += 1;
  const key = (name: string) => `sk_${name}_${count}_0123456789012345678901234567`;
  return { a: `mch_a${count}`, b: `mch_b${count}`, keys: [key("one"), key("two"), key("three")] as const };
}

/** A Worker with nothing in its memory, over the same stores. */
function isolate(changes: object = {}) {
  const bindings = { ...env, ...changes };
  const send = async (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
    worker.fetch(
      new Request(`${API}${path}`, {
        method,
        headers: { "Content-Type": "application/json", ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
      bindings,
      createExecutionContext(),
    );
  const admin = (method: string, id: string, body?: unknown) => send(method, `/v1/admin/merchants/${id}`, ADMIN, body);
  return {
    put: (id: string, serverKeys?: readonly unknown[], more: object = {}) =>
      admin("PUT", id, { ...SHOP_SETTINGS, ...more, ...(serverKeys === undefined ? {} : { serverKeys }) }),
    remove: (id: string) => admin("DELETE", id),
    view: async (id: string) => (await admin("GET", id)).json<MerchantView>(),
    /** The merchant that a key is taken for, or the status of its refusal. */
    async merchantOf(key: string) {
      const body = { bin: "401200", country: "US", state: "IL" };
      const response = await send("POST", "/v1/server/lookup", { Authorization: `Bearer ${key}` }, body);
      if (response.status !== 200) return response.status;
      const { answer } = await response.json<{ answer: { quote: string } }>();
      const claims = (answer.quote.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
      return (JSON.parse(atob(claims)) as { aud: string }).aud;
    },
  };
}

/** A store from before keys were held apart: both merchants list the key, and the index names the later one. */
async function crossed() {
  const { a, b, keys } = newNames();
  await isolate().put(a, [keys[0]]);
  await isolate().put(b, []);
  const record = JSON.parse((await kv.get(`m:${b}`)) ?? "");
  const hash = await sha256Hex(keys[0]);
  await kv.put(`m:${b}`, JSON.stringify({ ...record, serverKeys: [{ hash, addedOn: "2026-11-01" }] }));
  await kv.put(`k:${hash}`, b);
  return { a, b, key: keys[0], next: keys[1], hash };
}

test("another merchant's key is refused by its place, with no word of whose it is, and stays where it was", async () => {
  standInForGateway();
  const { a, b, keys } = newNames();
  expect((await isolate().put(a, [keys[0], keys[1]])).status).toBe(201);
  for (const id of [b, "mch_demo"]) {
    const refused = await isolate().put(id, [keys[2], keys[1], keys[0]]);
    expect(refused.status).toBe(409);
    const text = await refused.text();
    expect(JSON.parse(text)).toMatchObject({
      code: "conflict",
      detail: "serverKeys.1, serverKeys.2 must be no other merchant's key: make a new one for each merchant.",
    });
    for (const word of [a, ...keys, await sha256Hex(keys[1])]) expect(text).not.toContain(word);
  }
  expect(await kv.get(`m:${b}`)).toBeNull();
  expect(await isolate().merchantOf(keys[1])).toBe(a);
  expect(await isolate().merchantOf(keys[2])).toBe(401);
});

test("the key of a merchant that is there without a store is refused too", async () => {
  expect((await isolate().put(newNames().a, ["sk_sandbox_demo_0123456789012345"])).status).toBe(201);
  const hash = await sha256Hex("sk_of_the_configured_merchant_0123456789");
  const MERCHANT = JSON.stringify({
    ...SHOP_SETTINGS,
    gatewayKey: undefined,
    id: "mch_plain",
    serverKeys: [{ hash, addedOn: "2026-11-01" }],
  });
  const configured = isolate({ MERCHANT, GATEWAY_SECRET_KEY: "api_key_of_the_shop" });
  const refused = await configured.put(newNames().b, ["sk_of_the_configured_merchant_0123456789"]);
  expect([refused.status, await refused.text()]).toEqual([409, expect.not.stringContaining("mch_plain")]);
});

test("a key that its merchant gave up, or whose merchant is gone, is free", async () => {
  standInForGateway();
  const { a, b, keys } = newNames();
  await isolate().put(a, [keys[0], keys[1]]);
  await isolate().put(a, [keys[1]]);
  expect((await isolate().put(b, [keys[0]])).status).toBe(201);
  await isolate().remove(a);
  expect((await isolate().put(b, [keys[0], keys[1]])).status).toBe(200);
  expect([await isolate().merchantOf(keys[0]), await isolate().merchantOf(keys[1])]).toEqual([b, b]);
});

test("an entry of the index that its merchant does not bear out opens nothing and holds nothing up", async () => {
  standInForGateway();
  const { a, b, keys } = newNames();
  await isolate().put(a, []);
  await kv.put(`k:${await sha256Hex(keys[0])}`, a);
  expect(await isolate().merchantOf(keys[0])).toBe(401);
  expect((await isolate().put(b, [keys[0]])).status).toBe(201);
  expect(await isolate().merchantOf(keys[0])).toBe(b);
});

test("two merchants that are written with one key at once: one of them gets it", async () => {
  standInForGateway();
  const { a, b, keys } = newNames();
  // Slow to write, so that each would find the key free while the other takes it.
  const get = (...told: Parameters<typeof kv.get>) => kv.get(...told);
  const put = async (...told: Parameters<typeof kv.put>) => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    await kv.put(...told);
  };
  const one = isolate({ MERCHANTS: { get, put } });
  const statuses = await Promise.all([a, b].map(async (id) => (await one.put(id, [keys[0]])).status));
  expect(new Set(statuses)).toEqual(new Set([201, 409]));
  expect(await isolate().merchantOf(keys[0])).toBe(statuses[0] === 201 ? a : b);
});

test.each<[change: string, carryOut: (b: string) => Promise<unknown>]>([
  ["loses its keys", (b) => isolate().put(b, [])],
  ["is removed", (b) => isolate().remove(b)],
])("where the index names another already, nothing is taken from that one when a merchant %s", async (_, carryOut) => {
  standInForGateway();
  const { a, b, key, hash } = await crossed();
  await kv.put(`k:${hash}`, a);
  await carryOut(b);
  expect(await kv.get(`k:${hash}`)).toBe(a);
  expect(await isolate().merchantOf(key)).toBe(a);
});

test("a crossing from before is told of the one that lost, is the same for every isolate, and is mended by new keys", async () => {
  standInForGateway();
  const { a, b, key, next } = await crossed();
  expect((await isolate().view(a)).warnings).toContainEqual(
    expect.stringMatching(/^serverKeys\.0 is another merchant's/),
  );
  expect([await isolate().merchantOf(key), await isolate().merchantOf(key)]).toEqual([b, b]);
  // It can still be changed and disabled, and takes nothing back by that.
  const off = await isolate().put(a, undefined, { enabled: false });
  expect([off.status, await off.text()]).toEqual([200, expect.stringContaining("is another merchant's key")]);
  expect(await isolate().merchantOf(key)).toBe(b);
  expect((await isolate().put(a, [next])).status).toBe(200);
  expect([await isolate().merchantOf(key), await isolate().merchantOf(next)]).toEqual([b, a]);
  expect((await isolate().view(a)).warnings.join()).not.toContain("serverKeys.");
});

test("a key that lost its entry with the other merchant is told, and opens again once its merchant is written", async () => {
  standInForGateway();
  const { a, b, key } = await crossed();
  await isolate().remove(b);
  expect(await isolate().merchantOf(key)).toBe(401);
  expect((await isolate().view(a)).warnings).toContainEqual(
    expect.stringMatching(/^serverKeys\.0 opens nothing until/),
  );
  expect((await isolate().put(a)).status).toBe(200);
  expect(await isolate().merchantOf(key)).toBe(a);
  expect((await isolate().view(a)).warnings.join()).not.toContain("serverKeys.0");
});

test("a store that cannot say whose a key is refuses the change", async () => {
  const { a, keys } = newNames();
  const get = (key: string, options: { type: "text" }) =>
    key.startsWith("k:") ? Promise.reject(new Error("down")) : kv.get(key, options);
  const put = (...told: Parameters<typeof kv.put>) => kv.put(...told);
  const half = isolate({ MERCHANTS: { get, put } });
  expect((await half.put(a, [keys[0]])).status).toBe(503);
  expect(await kv.get(`m:${a}`)).toBeNull();
});
