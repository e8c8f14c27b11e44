import { createExecutionContext, env } from "cloudflare:test";
import { afterEach, describe, expect, test, vi } from "vitest";
import worker from "../../../worker/index.ts";
import type { Bindings } from "../../../worker/settings/bindings.ts";
import { sha256Hex } from "../../../worker/sha256.ts";
import { ADMIN, API, lookupBody } from "../../support/workerd/api.ts";
import { standInForGateway } from "../../support/workerd/gateway.ts";

const SERVER_KEY = "sk_of_the_only_merchant_0123456789";
const ORIGIN = "https://only.example";

const merchant = async (changes: object = {}) =>
  JSON.stringify({
    id: "mch_only",
    name: "Only Shop",
    mode: "test",
    gateway: "koipay_sandbox",
    serverKeys: [{ hash: await sha256Hex(SERVER_KEY), addedOn: "2026-11-01" }],
    origins: [ORIGIN],
    place: { country: "US", state: "IL" },
    currency: "USD",
    ...changes,
  });

type Changes = Partial<Record<keyof Bindings, unknown>>;

const send = (bindings: Changes, path: string, init: RequestInit = {}) =>
  worker.fetch(new Request(API + path, init), { ...env, ...bindings }, createExecutionContext());

const lookUp = (bindings: Changes, id: string, origin = ORIGIN) =>
  send(bindings, "/v1/lookup", {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: origin },
    body: JSON.stringify(lookupBody({ merchant: id })),
  });

const down = () => Promise.reject(new Error("KV is down"));
const KV_DOWN = { get: down, list: down, put: down, delete: down };

afterEach(() => vi.restoreAllMocks());

describe("a merchant from plain configuration", () => {
  const only = async (): Promise<Changes> => ({ MERCHANT: await merchant(), MERCHANTS: undefined });

  test("is served without any store, by the gateway key of the deployment", async () => {
    const calls = standInForGateway();
    const response = await lookUp(await only(), "mch_only");
    expect(response.status).toBe(200);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe(ORIGIN);
    expect(calls.map(({ key }) => key)).toEqual([env.GATEWAY_SECRET_KEY]);
  });

  test("is known by its server key", async () => {
    standInForGateway();
    const ask = async (key: string) =>
      send(await only(), "/v1/server/lookup", {
        method: "POST",
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` },
        body: JSON.stringify({ bin: "40120000", country: "US", state: "IL" }),
      });
    expect((await ask(SERVER_KEY)).status).toBe(200);
    expect((await ask(`${SERVER_KEY}x`)).status).toBe(401);
  });

  test("is granted preflights for its own origins alone", async () => {
    const preflight = async (origin: string) =>
      send(await only(), "/v1/lookup", {
        method: "OPTIONS",
        headers: { Origin: origin, "Access-Control-Request-Method": "POST" },
      });
    expect((await preflight(ORIGIN)).status).toBe(204);
    expect((await preflight("https://evil.example")).status).toBe(403);
  });

  test("is changed where it is configured, not over the operator's API", async () => {
    const put = await send(await only(), "/v1/admin/merchants/mch_only", {
      method: "PUT",
      headers: { ...ADMIN, "Content-Type": "application/json" },
      body: "{}",
    });
    expect(await put.json()).toMatchObject({ status: 400, code: "invalid_request" });
    const shown = await send(await only(), "/v1/admin/merchants/mch_only", { headers: ADMIN });
    expect(await shown.json()).toMatchObject({ id: "mch_only", gatewayKeySet: true });
  });

  test.each([
    ["is not JSON", "{", "MERCHANT must be JSON"],
    ["lacks its currency", { currency: undefined }, "MERCHANT.currency is missing"],
    ["is live on a sandbox", { mode: "live" }, "MERCHANT: gateway is a sandbox"],
    ["has a rate that no rule allows", { rates: { visa: 900 } }, "MERCHANT: rates.visa must be at most 300"],
  ])("stops the Worker from starting when it %s, told by name in the log", async (_name, changes, reason) => {
    const error = vi.spyOn(console, "error").mockReturnValue();
    const text = typeof changes === "string" ? changes : await merchant(changes);
    expect((await lookUp({ MERCHANT: text }, "mch_only")).status).toBe(500);
    expect(error.mock.calls.flat().join("\n")).toContain(reason);
  });
});

describe("while the store of merchants is down", () => {
  test.each(["https://shop.example", "https://never-seen.example"])(
    "an unseen merchant is unavailable, which any secure page may read, and no card is looked up: %s",
    async (origin) => {
      const calls = standInForGateway();
      const response = await lookUp({ MERCHANTS: KV_DOWN }, "mch_unseen", origin);
      expect(response.status).toBe(503);
      expect(response.headers.get("Access-Control-Allow-Origin")).toBe(origin);
      expect(response.headers.get("Retry-After")).toBe("5");
      const body = await response.json<Record<string, unknown>>();
      expect(body).toMatchObject({ code: "merchant_unavailable" });
      expect(body).not.toHaveProperty("card");
      expect(calls).toEqual([]);
    },
  );

  test("preflights of secure pages are let through, so that they can read why", async () => {
    const preflight = (origin: string) =>
      send({ MERCHANTS: KV_DOWN }, "/v1/lookup", {
        method: "OPTIONS",
        headers: { Origin: origin, "Access-Control-Request-Method": "POST" },
      });
    expect((await preflight("https://shop.example")).status).toBe(204);
    for (const origin of ["null", "https://shop.example/", "ftp://shop.example"])
      expect((await preflight(origin)).status).toBe(403);
  });

  test("a server key cannot be checked, and says so", async () => {
    const response = await send({ MERCHANTS: KV_DOWN }, "/v1/server/lookup", {
      method: "POST",
      headers: { Authorization: "Bearer sk_a_key_that_nobody_knows_0123" },
    });
    expect(response.status).toBe(503);
  });

  test("operators are told to try again", async () => {
    for (const path of ["/v1/admin/merchants", "/v1/admin/merchants/mch_x"])
      expect((await send({ MERCHANTS: KV_DOWN }, path, { headers: ADMIN })).status).toBe(503);
  });
});
