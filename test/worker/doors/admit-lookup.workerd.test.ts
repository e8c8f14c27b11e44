import { createExecutionContext, env } from "cloudflare:test";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { USER_AGENT } from "../../../contract/user-agent.ts";
import worker from "../../../worker/index.ts";
import { ADMIN, API, call, lookupBody } from "../../support/workerd/api.ts";

const SHOP = "https://shop.example";
const SECRET = "turnstile_secret_of_the_shop";
const VERIFY = "https://challenges.cloudflare.com/turnstile/v0/siteverify";
const SITE_KEY = "0x4AAAAAAAsite-key";

const merchant = (changes: object = {}) => ({
  name: "Shop",
  mode: "test",
  gateway: "koipay_sandbox",
  gatewayKey: "api_gateway_secret_0123",
  origins: [SHOP, "https://www.shop.example"],
  place: { country: "US", state: "IL" },
  currency: "USD",
  challenge: { siteKey: SITE_KEY, secret: SECRET },
  ...changes,
});

const limiter = (success: boolean) => ({ limit: async () => ({ success }) });

/** A lookup while the soft limits are passed, or not. */
const lookUp = (changes: object = {}, { isBusy = true, id = "mch_challenge", bindings = {}, isPage = true } = {}) =>
  worker.fetch(
    new Request(`${API}/v1/lookup`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(isPage ? { Origin: SHOP } : {}) },
      body: JSON.stringify(lookupBody({ merchant: id, ...changes })),
    }),
    { ...env, SOFT_CLIENT_STANDARD: limiter(!isBusy), ...bindings },
    createExecutionContext(),
  );

/** Stands in for Turnstile and keeps what it was asked; everything else on the network is down. */
function turnstile(answer: () => Response | Promise<Response>) {
  const asked: unknown[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    if (request.url !== VERIFY || request.headers.get("User-Agent") !== USER_AGENT) throw new Error("down");
    asked.push(await request.json());
    return answer();
  });
  return asked;
}

beforeAll(async () => {
  const put = (id: string, body: object) =>
    call(`/v1/admin/merchants/${id}`, {
      method: "PUT",
      headers: { ...ADMIN, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  expect((await put("mch_challenge", merchant())).status).toBe(201);
  expect((await put("mch_plain", merchant({ challenge: null }))).status).toBe(201);
});
afterEach(() => vi.restoreAllMocks());

describe("past the soft limit", () => {
  test("a page is asked to pass a challenge, on a page of ours that only its origin hears from", async () => {
    const response = await lookUp();
    expect(response.status).toBe(403);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe(SHOP);
    expect(await response.json()).toMatchObject({
      code: "challenge_required",
      detail:
        "Many requests came from here. Show the challenge at challengeUrl in a frame and send its result as challenge.",
      challengeUrl: `${API}/challenge/mch_challenge?origin=${encodeURIComponent(SHOP)}`,
    });
  });

  test("the challenge tells nobody its result where the lookup came from no page", async () => {
    const { challengeUrl } = await (await lookUp({}, { isPage: false })).json<{ challengeUrl: string }>();
    expect(challengeUrl).toBe(`${API}/challenge/mch_challenge`);
  });

  test("the challenge is in the language that was asked for", async () => {
    const { challengeUrl } = await (await lookUp({ locale: "de" })).json<{ challengeUrl: string }>();
    expect(new URL(challengeUrl).searchParams.get("locale")).toBe("de");
  });

  test("the challenge is at the origin that was asked, whatever the quotes' issuer is called", async () => {
    const response = await lookUp({}, { bindings: { ISSUER: "https://issuer.example" } });
    const { challengeUrl } = await response.json<{ challengeUrl: string }>();
    expect(new URL(challengeUrl).origin).toBe(API);
  });

  test("a result is checked with Turnstile, by the merchant's secret and nothing of the shopper", async () => {
    const asked = turnstile(() => Response.json({ success: true, action: "lookup", hostname: "api.test" }));
    const response = await lookUp({ challenge: "result-of-the-page" });
    expect(response.status).toBe(200);
    expect(asked).toEqual([{ secret: SECRET, response: "result-of-the-page" }]);
    expect(await response.json()).toMatchObject({ reason: "gateway_unavailable" });
  });

  test.each([
    ["refused by Turnstile", { success: false, "error-codes": ["timeout-or-duplicate"] }],
    ["from another form of the same site", { success: true, action: "login", hostname: "api.test" }],
    ["from a form without a name", { success: true, hostname: "api.test" }],
    ["from a form with an empty name", { success: true, action: "", hostname: "api.test" }],
    ["from another site", { success: true, action: "lookup", hostname: "evil.example" }],
    ["from a site below ours", { success: true, action: "lookup", hostname: "x.api.test" }],
    ["from no site", { success: true, action: "lookup", hostname: "" }],
    ["from a site that nobody names", { success: true, action: "lookup" }],
    ["made with Turnstile's test keys", { success: true, hostname: "example.com" }],
  ])("a result that is %s is worth nothing", async (_name, answer) => {
    turnstile(() => Response.json(answer));
    const response = await lookUp({ challenge: "result" });
    expect(await response.json()).toMatchObject({ status: 403, code: "challenge_required" });
  });

  test.each([
    ["does not answer", () => Promise.reject(new Error("down"))],
    ["fails", () => new Response("oops", { status: 500 })],
    ["answers with something else", () => Response.json({ hello: 1 })],
    ["answers with no JSON", () => new Response("<html>")],
    ["is behind a firewall's page", () => new Response("<html>", { status: 403 })],
  ])("checkout goes on with a zero quote when Turnstile %s", async (_name, answer) => {
    turnstile(answer);
    const response = await lookUp({ challenge: "result" });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ outcome: "unknown", reason: "service_limited" });
  });

  test("a merchant without a challenge is not asked for one", async () => {
    expect((await lookUp({}, { id: "mch_plain" })).status).toBe(200);
  });
});

test("below the soft limit nobody is asked for a challenge", async () => {
  const asked = turnstile(() => Response.json({ success: false }));
  expect((await lookUp({}, { isBusy: false })).status).toBe(200);
  expect(asked).toEqual([]);
});

describe("the challenge's page", () => {
  const open = (id: string, origin: string) => call(`/challenge/${id}?origin=${encodeURIComponent(origin)}`);

  test("may be framed by the merchant's origins alone, and loads nothing but Turnstile", async () => {
    const response = await open("mch_challenge", SHOP);
    expect(response.status).toBe(200);
    const policy = response.headers.get("Content-Security-Policy") ?? "";
    expect(policy).toContain(`frame-ancestors ${SHOP} https://www.shop.example`);
    expect(policy).toContain("default-src 'none'; script-src 'self' https://challenges.cloudflare.com;");
    expect(policy).not.toContain("unsafe");
    expect(response.headers.has("X-Frame-Options")).toBe(false);
    const text = await response.text();
    for (const part of [`data-sitekey="${SITE_KEY}"`, 'data-size="flexible"', `data-origin="${SHOP}"`])
      expect(text).toContain(part);
    expect(text).not.toMatch(/<script>|\son\w+=|style=/);
    expect(text).not.toContain(SECRET);
  });

  test.each([
    ["mch_challenge", "https://evil.example", 403],
    ["mch_challenge", `${SHOP}"><script>alert(1)</script>`, 403],
    ["mch_plain", SHOP, 404],
    ["mch_nobody", SHOP, 404],
    ["nobody", SHOP, 404],
    ["mch_challenge", "", 400],
  ])("is not there for %s at %s", async (id, origin, status) => {
    const response = await open(id, origin);
    expect(response.status).toBe(status);
    expect(response.headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
  });

  test("tells its result to the origin it was opened for and to no other", async () => {
    const script = await (await call("/challenge-frame.js")).text();
    expect(script).toContain('{ type: "card-surcharge:challenge", result }, document.body.dataset.origin');
    expect(script).not.toContain('"*"');
  });
});
