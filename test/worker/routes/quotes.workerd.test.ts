import { env, exports } from "cloudflare:workers";
import { createLocalJWKSet, type JSONWebKeySet } from "jose";
import { describe, expect, test } from "vitest";
import { Problem } from "../../../contract/problem.ts";
import { VerifyAnswer } from "../../../contract/quote.ts";
import { importKeys } from "../../../worker/quote/keys.ts";
import { type QuoteInput, quoteClaims, signQuote } from "../../../worker/quote/sign.ts";
import { readSettings } from "../../../worker/settings/settings.ts";
import { ask } from "../../support/merchant/deciding.ts";

const ORIGIN = "https://card-surcharge.test";
const TOKEN = "tok0123456789abcdefghijklmnopqrs";
const keys = await importKeys(readSettings(env));

async function makeQuote(changes: Partial<QuoteInput> = {}): Promise<string> {
  const claims = await quoteClaims({
    issuer: ORIGIN,
    merchant: "mch_demo",
    mode: "test",
    subject: { kind: "token", token: TOKEN },
    decision: ask(),
    disclosure: { text: "A surcharge is added.", locale: "en", version: "1" },
    now: Date.now(),
    firstSeenAt: Date.now(),
    ...changes,
  });
  return signQuote({ claims, keys });
}

const facts = {
  env: "test",
  subject: { token: TOKEN },
  baseAmount: 12_500,
  currency: "USD",
  country: "US",
  state: "Illinois",
};

const post = (body: unknown, key = "sk_sandbox_demo"): Promise<Response> =>
  exports.default.fetch(`${ORIGIN}/v1/server/quotes/verify`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });

describe("GET /.well-known/jwks.json", () => {
  test("publishes two keys, without their private parts, for caches to keep", async () => {
    const response = await exports.default.fetch(`${ORIGIN}/.well-known/jwks.json`);
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toBe("application/jwk-set+json");
    expect(response.headers.get("Cache-Control")).toBe("public, max-age=300");
    const jwks = await response.json<JSONWebKeySet>();
    expect(jwks.keys.map(({ kid }) => kid)).toEqual(["sandbox-demo-1", "sandbox-demo-2"]);
    for (const key of jwks.keys)
      expect(Object.keys(key).toSorted()).toEqual(["alg", "crv", "kid", "kty", "use", "x", "y"]);
    await expect(createLocalJWKSet(jwks)({ alg: "ES256", kid: "sandbox-demo-1" })).resolves.toBeDefined();
  });
});

describe("POST /v1/server/quotes/verify", () => {
  test("says that a quote is good, and its claims", async () => {
    const response = await post({ quote: await makeQuote(), ...facts });
    expect(response.status).toBe(200);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    const answer = VerifyAnswer.parse(await response.json());
    expect(answer).toMatchObject({ valid: true, claims: { surchargeAmount: 375, totalAmount: 12_875 } });
    expect(answer.requestId).toBe(response.headers.get("X-Request-Id"));
  });

  test("holds the tax on the surcharge to the server's own, and null to none", async () => {
    const quote = await makeQuote({ decision: ask({ surchargeTaxRate: 8_875 }) });
    expect(await (await post({ quote, ...facts, surchargeTaxRate: 8_875 })).json()).toMatchObject({
      valid: true,
      claims: { surchargeTaxRate: 8_875, surchargeTaxAmount: 33, totalAmount: 12_908 },
    });
    const untaxed = { quote: await makeQuote(), ...facts, surchargeTaxRate: null };
    expect(await (await post(untaxed)).json()).toMatchObject({ valid: true });
    expect((await post({ quote, ...facts, surchargeTaxRate: 8.875 })).status).toBe(400);
  });

  const old = Date.now() - 300_000;
  test.each([
    ["wrong_amount", {}, { baseAmount: 12_499 }],
    ["wrong_subject", {}, { subject: { token: "tokZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ" } }],
    ["expired", { now: old, firstSeenAt: old }, {}],
    ["wrong_env", { mode: "live" as const }, {}],
    ["wrong_merchant", { merchant: "mch_other" }, {}],
    ["wrong_merchant", {}, { merchant: "mch_other" }],
    ["not_checked", { orderRef: "A-1" }, {}],
    ["not_checked", { decision: ask({ surchargeTaxRate: 8_875 }) }, {}],
    ["wrong_tax", { decision: ask({ surchargeTaxRate: 8_875 }) }, { surchargeTaxRate: 8_000 }],
    ["wrong_tax", {}, { surchargeTaxRate: 8_875 }],
    ["informational_only", { subject: { kind: "bin" as const } }, {}],
  ])("says %s", async (problem, made, given) => {
    const response = await post({ quote: await makeQuote(made), ...facts, ...given });
    expect(response.status).toBe(200);
    expect(VerifyAnswer.parse(await response.json())).toMatchObject({ valid: false, problem });
  });

  test.each(["env", "subject", "baseAmount", "currency", "country", "state"])(
    "does not take a quote for good while %s was not given",
    async (name) => {
      const response = await post({ quote: await makeQuote(), ...facts, [name]: undefined });
      expect(await response.json()).toMatchObject({ valid: false, problem: "not_checked", notChecked: [name] });
    },
  );

  test("forgives the age of a quote that is to be refunded", async () => {
    const quote = await makeQuote({ now: old, firstSeenAt: old });
    expect(await (await post({ quote, ...facts, purpose: "refund" })).json()).toMatchObject({ valid: true });
  });

  test("answers a text that is no quote", async () => {
    expect(await (await post({ quote: "", ...facts })).json()).toMatchObject({ valid: false, problem: "malformed" });
  });

  test.each([
    [401, "unauthorized", { quote: "" }, "sk_wrong"],
    [400, "invalid_request", { quote: "", total: 5 }, undefined],
    [400, "invalid_request", {}, undefined],
    [400, "invalid_request", { quote: "", baseAmount: "12500" }, undefined],
    [400, "card_number_refused", { quote: "", subject: { token: "4242424242424242" } }, undefined],
    [413, "payload_too_large", { quote: "A".repeat(20_000) }, undefined],
  ])("refuses with %i %s", async (status, code, body, key) => {
    const response = await post(body, key);
    expect(response.status).toBe(status);
    expect(Problem.parse(await response.json())).toMatchObject({ code });
  });
});
