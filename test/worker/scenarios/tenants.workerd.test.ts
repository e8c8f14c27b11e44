import { createExecutionContext, env } from "cloudflare:test";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import worker from "../../../worker/index.ts";
import { RECORDED_ON } from "../../support/merchant/recorded.ts";
import { ADMIN, API, call, lookupBody, post, TOKEN } from "../../support/workerd/api.ts";
import { CREDIT_CARD, cardAnswer, standInForGateway } from "../../support/workerd/gateway.ts";

const claimsOf = (quote: string) =>
  JSON.parse(atob((quote.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")));

const add = (name: string, changes: object = {}) =>
  call(`/v1/admin/merchants/mch_${name}`, {
    method: "PUT",
    headers: { ...ADMIN, "Content-Type": "application/json" },
    body: JSON.stringify({
      name,
      mode: "test",
      gateway: "koipay_sandbox",
      gatewayKey: `api_key_of_${name}`,
      serverKeys: [`sk_server_key_of_${name}_0123456789`],
      origins: [`https://${name}.example`],
      place: { country: "US", state: "IL" },
      currency: "USD",
      rates: { visa: 300 },
      costs: { visa: { costBps: 320, by: "Jo", on: RECORDED_ON } },
      ...changes,
    }),
  });

const ask = async (name: string, token = TOKEN) => {
  const response = await post("/v1/lookup", lookupBody({ merchant: `mch_${name}`, token }), {
    Origin: `https://${name}.example`,
  });
  return response.json<{ reason: string; card: { funding: string } | null; quote: string }>();
};

beforeAll(async () => {
  await add("ann");
  await add("ben");
});
afterEach(() => vi.restoreAllMocks());

test("two merchants with the same token share nothing: two calls, two keys, two answers, two quotes", async () => {
  const calls = standInForGateway(({ key }) =>
    cardAnswer(
      key === "api_key_of_ann" ? CREDIT_CARD : { ...CREDIT_CARD, card_type: "Debit", is_surchargeable: false },
    ),
  );
  const [ann, ben] = [await ask("ann"), await ask("ben")];
  expect(calls.map(({ key }) => key)).toEqual(["api_key_of_ann", "api_key_of_ben"]);
  expect([ann.card?.funding, ben.card?.funding]).toEqual(["credit", "debit"]);
  expect([claimsOf(ann.quote).aud, claimsOf(ben.quote).aud]).toEqual(["mch_ann", "mch_ben"]);
  expect(claimsOf(ann.quote).subject.hash).not.toBe(claimsOf(ben.quote).subject.hash);
});

test("one merchant with the same token twice costs one call", async () => {
  const calls = standInForGateway();
  const token = "SameTokenForOneMerchant012345678";
  await Promise.all([ask("ann", token), ask("ann", token), ask("ann", token)]);
  expect(calls).toHaveLength(1);
});

test("a server key is good for its own merchant alone", async () => {
  standInForGateway();
  const body = lookupBody({ merchant: "mch_ben", token: "ServerTokenOfBen0123456789012345" });
  const headers = { Authorization: "Bearer sk_server_key_of_ann_0123456789", Origin: "" };
  expect((await post("/v1/server/lookup", body, headers)).status).toBe(401);
  const { merchant, ...anns } = body;
  const answer = await (await post("/v1/server/lookup", anns, headers)).json<{ answer: { quote: string } }>();
  expect(claimsOf(answer.answer.quote).aud).toBe("mch_ann");
  expect(merchant).toBe("mch_ben");
});

test("a disabled merchant is answered with no surcharge, and its gateway is not asked", async () => {
  await add("off", { enabled: false });
  const calls = standInForGateway();
  const answer = await ask("off");
  expect(answer).toMatchObject({ outcome: "none", reason: "merchant_off" });
  expect(claimsOf(answer.quote)).toMatchObject({ aud: "mch_off", rateBps: 0, surchargeAmount: 0 });
  expect(calls).toEqual([]);
});

test.each([
  "http://169.254.169.254",
  "https://evil.example",
  "koipay_sandbox@evil.example",
  "__proto__",
  "constructor",
])("a merchant cannot bring a gateway of its own: %s", async (gateway) => {
  const calls = standInForGateway();
  expect((await add("evil", { gateway })).status).toBe(400);
  expect(calls).toEqual([]);
});

test("a gateway that redirects is not followed, and the key goes to no second host", async () => {
  const calls: { url: string; redirect: string }[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    calls.push({ url: request.url, redirect: request.redirect });
    return new Response(null, { status: 307, headers: { Location: "https://evil.example/api/lookup" } });
  });
  const answer = await ask("ann", "RedirectedToken01234567890123456");
  expect(answer).toMatchObject({ outcome: "unknown", reason: "gateway_unavailable" });
  for (const { url, redirect } of calls)
    expect({ host: new URL(url).host, redirect }).toEqual({ host: "sandbox.koipay.io", redirect: "manual" });
});

test.each([
  ["where the merchant wants them", { locationHint: "weur" }, { locationHint: "weur" }],
  ["near the first request of a merchant that wants them nowhere in particular", {}, {}],
])("shards are started %s", async (_, settings, wanted) => {
  standInForGateway();
  await add("far", settings);
  const { LOOKUP_SHARDS } = env;
  const get = vi.fn<typeof LOOKUP_SHARDS.get>((id, options) => LOOKUP_SHARDS.get(id, options));
  const request = new Request(`${API}/v1/lookup`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: "https://far.example" },
    body: JSON.stringify(lookupBody({ merchant: "mch_far" })),
  });
  const bindings = { ...env, LOOKUP_SHARDS: { idFromName: (name: string) => LOOKUP_SHARDS.idFromName(name), get } };
  const response = await worker.fetch(request, bindings, createExecutionContext());
  expect(await response.json()).toMatchObject({ card: { brand: "visa" } });
  expect(get.mock.calls.map(([{ name }, options]) => [name?.split(":")[0], options])).toEqual([["mch_far", wanted]]);
});
