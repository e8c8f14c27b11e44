/** Whom each request is counted against, by which limiter, and what is told of it. */
import { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type Charge,
  chargeClient,
  chargeOperator,
  chargeServer,
  chargeStranger,
  isPastSoftLimit,
} from "../../../worker/doors/rate-limit.ts";
import type { AppEnv } from "../../../worker/http/app-env.ts";
import type { Signals } from "../../../worker/ledger/counts/request-sums.ts";
import type { Merchant } from "../../../worker/merchants/schema.ts";
import { ProblemError } from "../../../worker/problem.ts";

const LOOKUP: Charge = { tier: "standard", merchantId: "mch_a", kind: "lookup" };
const POLICY: Charge = { tier: "raised", merchantId: "mch_b", kind: "policy" };
const MERCHANT = { id: "mch_c", rateTier: "raised" } as Merchant;

let signals: Signals = {};
const app = new Hono<AppEnv>();
app.use(async (c, next) => {
  c.set("signals", {});
  await next();
  signals = c.get("signals");
});
app.get("/lookup", async (c) => c.json(await chargeClient(c, LOOKUP)));
app.get("/policy", async (c) => c.json(await chargeClient(c, POLICY)));
app.get("/soft", async (c) => c.json(await isPastSoftLimit(c, LOOKUP)));
app.get("/server", async (c) => c.json(await chargeServer(c, MERCHANT)));
app.get("/stranger", async (c) => {
  await chargeStranger(c);
  await chargeStranger(c);
  return c.json(true);
});
app.get("/operator", async (c) => {
  await chargeOperator(c, "jo");
  return c.json(true);
});
app.onError((error, c) => {
  if (!(error instanceof ProblemError)) throw error;
  for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
  return c.json(`${error.code}: ${error.message}`, 429);
});

type Limiter = "admits" | "refuses" | "throws" | "hangs";

/** Sends a request where each limiter does as it is said, and one that is not named is not bound. */
async function send(path: string, limiters: Readonly<Record<string, Limiter>>, address: string | null = "203.0.113.9") {
  const counted: string[] = [];
  const bindings = Object.entries(limiters).map(([name, does]) => {
    const limit = async ({ key }: { key: string }) => {
      counted.push(`${name} ${key}`);
      if (does === "throws") throw new Error("down");
      return does === "hangs" ? new Promise(() => {}) : { success: does === "admits" };
    };
    return [name, { limit }];
  });
  const headers = address === null ? {} : { "CF-Connecting-IP": address };
  const response = await app.request(path, { headers }, Object.fromEntries(bindings));
  return {
    said: await response.json(),
    policy: response.headers.get("RateLimit-Policy"),
    wait: response.headers.get("Retry-After"),
    counted,
    limited: signals.limited,
  };
}

const REFUSED = "rate_limited: Too many requests in the last minute. Wait and try again.";
const STANDARD = '"client";q=60;w=60, "merchant";q=600;w=60';

describe("a page's request", () => {
  const BOTH = { LIMIT_CLIENT_STANDARD: "admits", LIMIT_MERCHANT_STANDARD: "admits" } as const;
  const CLIENT = "LIMIT_CLIENT_STANDARD lookup|mch_a|203.0.113.9";

  test("counts against its client, then against its merchant, by the merchant's tier", async () => {
    expect(await send("/lookup", BOTH)).toEqual({
      said: true,
      policy: STANDARD,
      wait: null,
      counted: [CLIENT, "LIMIT_MERCHANT_STANDARD lookup|mch_a"],
      limited: undefined,
    });
    expect(await send("/policy", { LIMIT_CLIENT_RAISED: "admits", LIMIT_MERCHANT_RAISED: "admits" })).toMatchObject({
      policy: '"client";q=200;w=60, "merchant";q=3000;w=60',
      counted: ["LIMIT_CLIENT_RAISED policy|mch_b|203.0.113.9", "LIMIT_MERCHANT_RAISED policy|mch_b"],
    });
  });

  test("without an address counts as one of development's", async () => {
    expect((await send("/lookup", BOTH, null)).counted).toContain("LIMIT_CLIENT_STANDARD lookup|mch_a|development");
  });

  test("is refused past its client's limit, and counts no further", async () => {
    expect(await send("/lookup", { ...BOTH, LIMIT_CLIENT_STANDARD: "refuses" })).toEqual({
      said: REFUSED,
      policy: STANDARD,
      wait: "60",
      counted: [CLIENT],
      limited: "client",
    });
  });

  test("is refused past its merchant's limit", async () => {
    const answer = await send("/lookup", { ...BOTH, LIMIT_MERCHANT_STANDARD: "refuses" });
    expect(answer).toMatchObject({ said: REFUSED, policy: STANDARD, limited: "merchant" });
  });

  test.each<[name: string, limiters: Record<string, Limiter>]>([
    ["is not bound", { LIMIT_CLIENT_STANDARD: "admits" }],
    ["throws", { ...BOTH, LIMIT_MERCHANT_STANDARD: "throws" }],
    ["does not answer", { ...BOTH, LIMIT_CLIENT_STANDARD: "hangs" }],
  ])("is not looked up where a limiter %s, and is told its limits all the same", async (_, limiters) => {
    expect(await send("/lookup", limiters)).toMatchObject({
      said: false,
      policy: STANDARD,
      wait: null,
      limited: "down",
    });
  });

  test.each<[client: Limiter, merchant: Limiter, isPast: boolean, counted: number]>([
    ["admits", "admits", false, 2],
    ["refuses", "admits", true, 1],
    ["admits", "refuses", true, 2],
    ["throws", "refuses", false, 1],
  ])("has passed half of its limits where the client's %s and the merchant's %s: %s", async (...row) => {
    const [client, merchant, isPast, count] = row;
    const limiters = { SOFT_CLIENT_STANDARD: client, SOFT_MERCHANT_STANDARD: merchant };
    const { said, counted } = await send("/soft", limiters);
    expect({ said, count: counted.length }).toEqual({ said: isPast, count });
    expect(counted[0]).toBe("SOFT_CLIENT_STANDARD lookup|mch_a|203.0.113.9");
  });
});

describe("a request of a merchant's server", () => {
  const POLICY_OF_SERVER = '"merchant";q=3000;w=60';

  test.each<[does: Limiter, said: unknown, wait: string | null, limited: string | undefined]>([
    ["admits", true, null, undefined],
    ["refuses", REFUSED, "60", "merchant"],
    ["throws", false, null, "down"],
  ])("counts against its merchant alone: a limiter that %s", async (does, said, wait, limited) => {
    expect(await send("/server", { LIMIT_MERCHANT_RAISED: does })).toEqual({
      said,
      policy: POLICY_OF_SERVER,
      wait,
      counted: ["LIMIT_MERCHANT_RAISED server|mch_c"],
      limited,
    });
  });
});

describe("a request of nobody we know", () => {
  test.each<[does: Limiter, said: unknown, policy: string | null, limited: string | undefined]>([
    ["admits", true, null, undefined],
    ["refuses", REFUSED, '"client";q=600;w=60', "stranger"],
    ["throws", true, null, "down"],
  ])("counts once against its client: a limiter that %s", async (does, said, policy, limited) => {
    expect(await send("/stranger", { LIMIT_CLIENT_HIGH: does })).toMatchObject({
      said,
      policy,
      counted: ["LIMIT_CLIENT_HIGH stranger|203.0.113.9"],
      limited,
    });
  });

  test("counts as one of development's without an address", async () => {
    const { counted } = await send("/stranger", { LIMIT_CLIENT_HIGH: "admits" }, null);
    expect(counted).toEqual(["LIMIT_CLIENT_HIGH stranger|development"]);
  });
});

describe("a request without an address, in production", () => {
  beforeEach(() => {
    vi.stubGlobal("__DEVELOPMENT__", false);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test("is nobody's: no limiter is asked for it, nothing is looked up, and no challenge is shown", async () => {
    const LIMITERS = { LIMIT_CLIENT_STANDARD: "admits", LIMIT_MERCHANT_STANDARD: "admits" } as const;
    expect(await send("/lookup", LIMITERS, null)).toMatchObject({ said: false, counted: [], limited: "down" });
    const SOFT = { SOFT_CLIENT_STANDARD: "refuses", SOFT_MERCHANT_STANDARD: "refuses" } as const;
    expect(await send("/soft", SOFT, null)).toMatchObject({ said: false, counted: [] });
  });

  test("of nobody we know counts with all others that have none", async () => {
    const { counted } = await send("/stranger", { LIMIT_CLIENT_HIGH: "admits" }, null);
    expect(counted).toEqual(["LIMIT_CLIENT_HIGH stranger|"]);
  });
});

describe("an operator's change", () => {
  test.each<[does: Limiter, said: unknown, policy: string | null, limited: string | undefined]>([
    ["admits", true, null, undefined],
    ["refuses", REFUSED, '"client";q=200;w=60', "operator"],
    ["throws", true, null, "down"],
  ])("counts by the key's name: a limiter that %s", async (does, said, policy, limited) => {
    expect(await send("/operator", { LIMIT_CLIENT_RAISED: does })).toMatchObject({
      said,
      policy,
      counted: ["LIMIT_CLIENT_RAISED operator|jo"],
      limited,
    });
  });
});
