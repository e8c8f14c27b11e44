/** No request of a stranger costs a read of a store uncounted, and whoever sends too many is told so before the read. */
import { createExecutionContext, env } from "cloudflare:test";
import { afterEach, describe, expect, test, vi } from "vitest";
import worker from "../../../worker/index.ts";
import { ADMIN, API, lookupBody, SERVER, SHOP } from "../../support/workerd/api.ts";
import { standInForGateway } from "../../support/workerd/gateway.ts";

/** A limiter that admits nobody, or everybody, and tells who was counted. */
const limiter = (success: boolean) => {
  const keys: string[] = [];
  return { keys, limit: async ({ key }: { key: string }) => ({ success: keys.push(key) > 0 && success }) };
};

/** A store that holds nothing, and tells what was read. */
const store = () => {
  const reads: string[] = [];
  const read = (key: unknown) => {
    reads.push(String(key));
    return Promise.resolve(null);
  };
  return {
    reads,
    get: read,
    getWithMetadata: read,
    list: () => read("list").then(() => ({ keys: [], list_complete: true })),
  };
};

async function ask(path: string, init: RequestInit, isAdmitted: boolean) {
  const [client, merchants] = [limiter(isAdmitted), store()];
  const bindings = { ...env, LIMIT_CLIENT_HIGH: client, MERCHANTS: merchants, RULES: undefined };
  const asked = new Request(`${API}${path}`, init);
  asked.headers.set("CF-Connecting-IP", "203.0.113.9");
  const response = await worker.fetch(asked, bindings, createExecutionContext());
  await response.text();
  return {
    status: response.status,
    retryAfter: response.headers.get("Retry-After"),
    counted: client.keys,
    reads: merchants.reads,
  };
}

afterEach(() => vi.restoreAllMocks());

const JSON_TYPE = { "Content-Type": "application/json" };
const post = (body: string, headers: object = {}): RequestInit => ({
  method: "POST",
  body,
  headers: { ...JSON_TYPE, ...headers },
});
const preflight = (origin: string, method = "POST"): RequestInit => ({
  method: "OPTIONS",
  headers: { Origin: origin, "Access-Control-Request-Method": method },
});
const WRONG_KEY = { Authorization: "Bearer sk_wrong" };
const POLICY = "/v1/merchants/mch_none/policy";

const STRANGERS: readonly (readonly [name: string, path: string, init: RequestInit, status: number])[] = [
  ["half a body", "/v1/lookup", post("{"), 400],
  ["half a body, from an invented page", "/v1/lookup", post("{", { Origin: "https://a.example" }), 400],
  ["a body that is too large", "/v1/lookup", post("x".repeat(3_000)), 413],
  ["a body of another type", "/v1/lookup", post("{}", { "Content-Type": "text/plain" }), 415],
  ["a card number", "/v1/lookup", post(JSON.stringify({ token: "4012000077777777" })), 400],
  ["a card number in an address", "/4012000077777777", {}, 400],
  ["an unknown merchant", "/v1/lookup", post(JSON.stringify(lookupBody({ merchant: "mch_none" }))), 404],
  ["an unknown merchant's policy", POLICY, {}, 404],
  ["another page", "/v1/lookup", post(JSON.stringify(lookupBody()), { Origin: "https://b.example" }), 403],
  ["a preflight of an invented origin", "/v1/lookup", preflight("https://c.example"), 403],
  ["a preflight for a policy", POLICY, preflight("https://d.example", "GET"), 403],
  ["a preflight of no origin", "/v1/lookup", preflight("null"), 403],
  ["a preflight of an endless origin", "/v1/lookup", preflight(`https://${"a".repeat(600)}.example`), 403],
  ["a server's wrong key", "/v1/server/lookup", post("{}", WRONG_KEY), 401],
  ["an operator's wrong key", "/v1/admin/merchants", { headers: { Authorization: "Bearer ak_wrong" } }, 401],
  ["no key", "/v1/admin/merchants", {}, 401],
  ["an unknown pack of rules", "/v1/rules/2026-01-01.1.0123456789ab", {}, 404],
  ["an unknown address", "/none", {}, 404],
  ["another method", "/healthz", post("{}"), 405],
  ["a challenge of nobody", "/challenge/mch_none?origin=https://a.example", {}, 404],
];

describe.each(STRANGERS)("%s", (_, path, init, status) => {
  test("counts against its client once", async () => {
    const { counted, ...answer } = await ask(path, init, true);
    expect({ status: answer.status, counted }).toEqual({ status, counted: ["stranger|203.0.113.9"] });
  });

  test("is told to wait past the limit, and costs no read", async () => {
    expect(await ask(path, init, false)).toEqual({
      status: 429,
      retryAfter: "60",
      counted: ["stranger|203.0.113.9"],
      reads: [],
    });
  });
});

describe("an origin that no merchant can have", () => {
  test.each([
    "null",
    "https://a.example/",
    "https://A.example",
    "ftp://a.example",
    `https://${"a".repeat(250)}.example`,
    "x",
  ])("is refused before the store is asked: %s", async (origin) => {
    expect(await ask("/v1/lookup", preflight(origin), true)).toMatchObject({ status: 403, reads: [] });
  });
});

describe("who is no stranger", () => {
  test.each([
    ["a preflight of the demo shop", "/v1/lookup", preflight(SHOP), 204],
    ["a server with a key, and half a body", "/v1/server/lookup", post("{", SERVER), 400],
    ["an operator with a key, and an unknown address", "/v1/admin/none", { headers: ADMIN }, 404],
    ["anybody who asks for the keys", "/.well-known/jwks.json", {}, 200],
  ] as const)("%s is not counted", async (_, path, init, status) => {
    const { counted, ...answer } = await ask(path, init, true);
    expect({ status: answer.status, counted }).toEqual({ status, counted: [] });
  });

  test("a page's lookup counts as that, and as nothing else once its merchant is known here", async () => {
    standInForGateway();
    const client = limiter(true);
    const bindings = { ...env, LIMIT_CLIENT_HIGH: client };
    for (const expected of [3, 4]) {
      const init = post(JSON.stringify(lookupBody()), { Origin: SHOP, "CF-Connecting-IP": "203.0.113.9" });
      const asked = new Request(`${API}/v1/lookup`, init);
      expect((await worker.fetch(asked, bindings, createExecutionContext())).status).toBe(200);
      expect(client.keys.length).toBeLessThan(expected);
    }
    expect(client.keys.filter((key) => key.startsWith("lookup|"))).toHaveLength(2);
  });
});

describe("what the store said of an origin", () => {
  test("is remembered: for good that somebody lists it, for half a minute that nobody does", async () => {
    const [client, merchants] = [limiter(true), store()];
    const get = (key: string) => (merchants.get(key), Promise.resolve(key.endsWith("known.example") ? "1" : null));
    const bindings = { ...env, LIMIT_CLIENT_HIGH: client, MERCHANTS: { ...merchants, get } } as unknown as typeof env;
    const now = vi.spyOn(Date, "now");
    const send = async (origin: string) =>
      (await worker.fetch(new Request(`${API}/v1/lookup`, preflight(origin)), bindings, createExecutionContext()))
        .status;
    for (const [minute, reads] of [
      [1, 2],
      [1, 2],
      [3, 3],
    ] as const) {
      now.mockReturnValue(minute * 60_000);
      expect([await send("https://known.example"), await send("https://invented.example")]).toEqual([204, 403]);
      expect(merchants.reads).toHaveLength(reads);
    }
  });
});
