import { createExecutionContext, env } from "cloudflare:test";
import { describe, expect, test, vi } from "vitest";
import worker from "../../../worker/index.ts";
import type { Readiness } from "../../../worker/readiness/wire.ts";
import type { Bindings } from "../../../worker/settings/bindings.ts";
import { ADMIN, API, call } from "../../support/workerd/api.ts";

/** The Worker's answer with other bindings than the test environment's. */
const withBindings = (changes: Partial<Record<keyof Bindings, unknown>>, path = "/readyz") =>
  worker.fetch(new Request(`${API}${path}`, { headers: ADMIN }), { ...env, ...changes }, createExecutionContext());

const failing = { get: () => Promise.reject(new Error("down")), list: () => Promise.reject(new Error("down")) };

describe("readiness", () => {
  test("tells anybody states and nothing else", async () => {
    const response = await call("/readyz");
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: "ready",
      checks: {
        settings: "ok",
        merchants: "ok",
        cardPrograms: "ok",
        lookups: "ok",
        rateLimits: "ok",
        rules: "ok",
        alerts: "ok",
      },
      // A development build's rows were always checked today.
      rulesLapseInDays: expect.toSatisfy((days: number) => days > 100) as number,
      requestId: response.headers.get("X-Request-Id"),
    });
  });

  test("tells an operator merchants by name, their breakers, and rules that lapse soon", async () => {
    const response = await call("/readyz", { headers: ADMIN });
    expect(await response.json()).toMatchObject({
      rules: { version: expect.any(String) as string, due: [] },
      merchants: [
        {
          id: "mch_demo",
          name: "Larch & Loam",
          enabled: true,
          gatewayView: { state: "closed", answeringShards: 16 },
          warnings: [
            "accepts is missing: brand parity between networks cannot be judged",
            "rates.amex has no recorded cost: rules based on cost will allow nothing for it",
            "cardPrograms: nothing is mirrored of demo_programme yet",
          ],
        },
      ],
      cursor: null,
    });
  });

  const told = {
    ALERT_URL: "https://alerts.example/in",
    ALERT_SECRET: `whsec_${btoa("a secret of thirty-two bytes ...")}`,
  };
  const desk = (pulse: () => Promise<object>) => ({ idFromName: (name: string) => name, get: () => ({ pulse }) });
  test.each<[string, unknown, string, RegExp | null]>([
    ["is well", desk(async () => ({ watchedAt: Date.now(), isHeard: true })), "ok", null],
    ["is never told anything", desk(async () => ({ watchedAt: null, isHeard: true })), "warning", /Cron Trigger/],
    ["is down", desk(() => Promise.reject(new Error("down"))), "warning", /does not answer/],
    ["is not bound", undefined, "warning", /not bound/],
  ])(
    "where somebody is to be told and the desk of alerts %s, says so and stays ready",
    async (_name, ALERT_DESK, state, line) => {
      const log = vi.spyOn(console, "log").mockReturnValue();
      const response = await withBindings({ ...told, ALERT_DESK });
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ status: "ready", checks: { alerts: state } });
      const { settings } = JSON.parse(String(log.mock.calls.at(-1)?.[0])) as { settings?: string };
      if (line === null) expect(settings).toBeUndefined();
      else expect(settings).toMatch(line);
      log.mockRestore();
    },
  );

  test("warns of rules that lapse within 60 days, names them to an operator alone, and stays ready", async () => {
    const bindings = { ...env, RULES: undefined } as unknown as Bindings;
    const ask = async (headers = {}) => {
      const request = new Request(`${API}/readyz`, { headers });
      const response = await worker.fetch(request, bindings, createExecutionContext());
      return { status: response.status, body: await response.json<ReturnType<typeof Readiness.parse>>() };
    };
    expect((await ask()).body.checks.rules).toBe("ok");
    // This isolate's rows are of today; those with a figure are too old in 120 days.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 70 * 86_400_000 });
    const anybody = await ask();
    expect(anybody).toMatchObject({ status: 200, body: { status: "ready", checks: { rules: "warning" } } });
    expect(anybody.body.rulesLapseInDays).toSatisfy((days: number) => days > 45 && days < 52);
    expect(anybody.body.rules).toBeUndefined();
    const { body } = await ask(ADMIN);
    vi.useRealTimers();
    expect(body.rules?.due.map(({ id }) => id)).toContain("us-visa-credit");
    expect(body.rules?.due.every(({ daysLeft }) => daysLeft <= 60)).toBe(true);
  });

  test.each([
    ["merchants", { MERCHANTS: failing }],
    ["cardPrograms", { CARD_PROGRAMS: failing }],
    ["rateLimits", { LIMIT_CLIENT_HIGH: undefined }],
    ["rateLimits", { LIMIT_MERCHANT_STANDARD: { limit: () => Promise.reject(new Error("down")) } }],
    ["settings", { SIGNING_KEYS: "[]" }],
    ["settings", { SIGNING_KEYS: env.SIGNING_KEYS?.replace(/"d":"[^"]+"/, '"d":"AAAA"') }],
    ["settings", { ENVIRONMENT: undefined }],
    ["settings", { ENVIRONMENT: "production" }],
  ])("says that it is not ready when %s fail", async (name, changes) => {
    const response = await withBindings(changes);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ status: "not_ready", checks: { [name]: "failing" } });
  });

  test("stays out of the way of the liveness check", async () => {
    const response = await withBindings({ ENVIRONMENT: undefined }, "/healthz");
    expect(response.status).toBe(200);
  });
});

describe("settings of development", () => {
  const secretsOf = () => {
    const key = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
    const jwks = (JSON.parse(env.SIGNING_KEYS ?? "[]") as object[]).map((jwk, at) => ({ ...jwk, kid: `own-${at}` }));
    return {
      ENVIRONMENT: "production",
      GATEWAY_SECRET_KEY: "api_own",
      SIGNING_KEYS: JSON.stringify(jwks),
      RETIRED_KEYS: "[]",
      SEALING_KEYS: JSON.stringify([{ kid: "own", key: key() }]),
      HMAC_KEY: key(),
      ADMIN_KEYS: "ak_own_0123456789_0123456789",
    };
  };

  test.each(["GATEWAY_SECRET_KEY", "SIGNING_KEYS", "SEALING_KEYS", "HMAC_KEY", "ADMIN_KEYS"] as const)(
    "stop every other environment from starting, told in one line by name: %s",
    async (name) => {
      const error = vi.spyOn(console, "error").mockReturnValue();
      const response = await withBindings({ ...secretsOf(), [name]: env[name] }, "/v1/lookup");
      expect(response.status).toBe(500);
      const logged = error.mock.calls.flat().join("\n");
      expect(logged).toContain(`${name} is the published development value`);
      expect(logged).not.toContain(env[name]);
      error.mockRestore();
    },
  );

  test("do not work in a build that is not made for them, nor another environment in a development build", async () => {
    const error = vi.spyOn(console, "error").mockReturnValue();
    expect((await withBindings(secretsOf(), "/v1/lookup")).status).toBe(500);
    expect(error.mock.calls.flat().join("\n")).toContain("this build is a development one");
    error.mockRestore();
  });
});

test("security.txt says where to report a vulnerability, and until when", async () => {
  const text = await (await call("/.well-known/security.txt")).text();
  expect(text).toMatch(/^Contact: mailto:security@api\.test$/m);
  const expires = /^Expires: (.+)$/m.exec(text)?.[1] ?? "";
  expect(Date.parse(expires)).toBeGreaterThan(Date.now());
});
