import { createExecutionContext, env } from "cloudflare:test";
import { afterEach, describe, expect, inject, test, vi } from "vitest";
import worker from "../../../worker/index.ts";
import type { Bindings } from "../../../worker/settings/bindings.ts";
import { ADMIN, API, call, lookupBody, SERVER, SHOP } from "../../support/workerd/api.ts";
import { standInForGateway } from "../../support/workerd/gateway.ts";

const STANDARD_A_MINUTE = 60;
const TOKENS = inject("isNightly") ? 10_000 : 1_000;
const AT_ONCE = 20;

/**
 * A limiter that keeps its keys, admits `quota` requests for each, and then no more. Where this isolate has to ask who a
 * merchant is, a request counts as a stranger's too: of that another file tells.
 */
function countingLimiter(quota = Number.POSITIVE_INFINITY, kind: RegExp = /^(?!stranger)/) {
  const seen = new Map<string, number>();
  return {
    keys: () => [...seen.keys()],
    limit: async ({ key }: { key: string }) => {
      if (!kind.test(key)) return { success: true };
      seen.set(key, (seen.get(key) ?? 0) + 1);
      return { success: (seen.get(key) ?? 0) <= quota };
    },
  };
}

const tokenOf = (number: number) => `Token${String(number).padStart(27, "0")}x`;

const lookUp = (bindings: Partial<Record<keyof Bindings, unknown>>, address: string | null, changes: object = {}) =>
  worker.fetch(
    new Request(`${API}/v1/lookup`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Origin: SHOP,
        ...(address === null ? {} : { "CF-Connecting-IP": address }),
      },
      body: JSON.stringify(lookupBody(changes)),
    }),
    { ...env, ...bindings },
    createExecutionContext(),
  );

afterEach(() => vi.restoreAllMocks());

describe("a page's lookups", () => {
  test("count by merchant and client prefix, then by merchant", async () => {
    standInForGateway();
    const [client, merchant] = [countingLimiter(), countingLimiter()];
    const bindings = { LIMIT_CLIENT_HIGH: client, LIMIT_MERCHANT_HIGH: merchant };
    await lookUp(bindings, "203.0.113.9");
    await lookUp(bindings, "203.0.113.10");
    await lookUp(bindings, "2001:db8:1:2:3:4:5:6");
    await lookUp(bindings, "2001:db8:1:2:ffff::1");
    await lookUp(bindings, null);
    expect(client.keys()).toEqual([
      "lookup|mch_demo|203.0.113.9",
      "lookup|mch_demo|203.0.113.10",
      "lookup|mch_demo|2001:db8:1:2::/64",
      "lookup|mch_demo|development",
    ]);
    expect(merchant.keys()).toEqual(["lookup|mch_demo"]);
  });

  test("tell their limits", async () => {
    standInForGateway();
    const response = await lookUp({}, "203.0.113.9");
    expect(response.status).toBe(200);
    expect(response.headers.get("RateLimit-Policy")).toBe('"client";q=600;w=60, "merchant";q=12000;w=60');
  });

  test("are refused past the limit, in a form that a page can read and wait by", async () => {
    const response = await lookUp({ LIMIT_CLIENT_HIGH: countingLimiter(0) }, "203.0.113.9");
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ code: "rate_limited" });
    expect(response.headers.get("Retry-After")).toBe("60");
    expect(response.headers.get("RateLimit-Policy")).toBe('"client";q=600;w=60, "merchant";q=12000;w=60');
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe(SHOP);
  });

  test("of one client past its limit do not use up the merchant's", async () => {
    const merchant = countingLimiter();
    await lookUp({ LIMIT_CLIENT_HIGH: countingLimiter(0), LIMIT_MERCHANT_HIGH: merchant }, "203.0.113.9");
    expect(merchant.keys()).toEqual([]);
  });

  test.each([
    ["throws", { limit: () => Promise.reject(new Error("down")) }],
    ["never answers", { limit: () => new Promise(() => {}) }],
    ["is not bound", undefined],
  ])("are answered with a zero quote and no call to the gateway when the limiter %s", async (_name, limiter) => {
    const calls = standInForGateway();
    for (const bindings of [{ LIMIT_CLIENT_HIGH: limiter }, { LIMIT_MERCHANT_HIGH: limiter }]) {
      const response = await lookUp(bindings, "203.0.113.9");
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({
        outcome: "unknown",
        reason: "service_limited",
        surcharge: { rateBps: 0, surchargeAmount: 0, totalAmount: 12_500 },
        quote: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) as string,
      });
    }
    expect(calls).toEqual([]);
  });

  test("with the merchant's real limits: however many tokens come from one prefix, they cost the gateway sixty calls", async () => {
    const put = await call("/v1/admin/merchants/mch_tested", {
      method: "PUT",
      headers: { ...ADMIN, "Content-Type": "application/json" },
      body: JSON.stringify({
        name: "Tested",
        mode: "test",
        gateway: "koipay_sandbox",
        gatewayKey: "api_key_of_tested",
        origins: [SHOP],
        place: { country: "US", state: "IL" },
        currency: "USD",
      }),
    });
    expect(put.status).toBe(201);
    const calls = standInForGateway();
    const statuses = new Map<number, number>();
    const sendOne = async (number: number) => {
      const address = `2001:db8:0:7:${(number % 0xffff).toString(16)}::1`;
      const { status } = await lookUp({}, address, { merchant: "mch_tested", token: tokenOf(number) });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    };
    vi.spyOn(console, "log").mockReturnValue();
    // No more at once: the local limiter keeps its counts on disk, and one that takes too long admits nobody to the gateway.
    for (let start = 0; start < TOKENS; start += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => sendOne(start + at)));
    expect(new Set(statuses.keys())).toEqual(new Set([200, 429]));
    const admitted = statuses.get(200) ?? 0;
    // The binding counts by the minute: a run that sees one end has two quotas.
    expect(admitted).toBeLessThanOrEqual(2 * STANDARD_A_MINUTE);
    expect(admitted).toBeGreaterThanOrEqual(STANDARD_A_MINUTE);
    // On a busy machine some run out of time before they are asked.
    expect(calls.length).toBeLessThanOrEqual(admitted);
    expect(calls.length).toBeGreaterThan(0);
  }, 120_000);
});

describe("other requests", () => {
  test("of a merchant's server count apart from its pages, and are told the one limit that they have", async () => {
    standInForGateway();
    const ask = (merchant: object) =>
      worker.fetch(
        new Request(`${API}/v1/server/lookup`, {
          method: "POST",
          headers: { "Content-Type": "application/json", ...SERVER },
          body: JSON.stringify({ bin: "40120000", country: "US", state: "IL" }),
        }),
        { ...env, LIMIT_MERCHANT_HIGH: merchant },
        createExecutionContext(),
      );
    const merchant = countingLimiter();
    const answers = [await ask(merchant), await ask(countingLimiter(0))];
    expect(merchant.keys()).toEqual(["server|mch_demo"]);
    expect(answers.map(({ status }) => status)).toEqual([200, 429]);
    for (const { headers } of answers) expect(headers.get("RateLimit-Policy")).toBe('"merchant";q=12000;w=60');
  });

  test.each([
    ["an unknown merchant", "POST", "/v1/lookup", JSON.stringify(lookupBody({ merchant: "mch_none" })), 404],
    ["a wrong server key", "POST", "/v1/server/lookup", "{}", 401],
    ["a wrong operator's key", "GET", "/v1/admin/merchants", undefined, 401],
  ])(
    "with %s count against their client, and are refused past its limit",
    async (_name, method, path, body, status) => {
      const ask = (limiter: object) =>
        worker.fetch(
          new Request(`${API}${path}`, {
            method,
            headers: {
              "Content-Type": "application/json",
              Authorization: "Bearer sk_wrong",
              "CF-Connecting-IP": "203.0.113.9",
            },
            ...(body === undefined ? {} : { body }),
          }),
          { ...env, LIMIT_CLIENT_HIGH: limiter },
          createExecutionContext(),
        );
      const limiter = countingLimiter(Number.POSITIVE_INFINITY, /^stranger/);
      expect((await ask(limiter)).status).toBe(status);
      expect(limiter.keys()).toEqual(["stranger|203.0.113.9"]);
      const refused = await ask(countingLimiter(0, /^stranger/));
      expect(refused.status).toBe(429);
      expect(refused.headers.get("RateLimit-Policy")).toBe('"client";q=600;w=60');
    },
  );
});
