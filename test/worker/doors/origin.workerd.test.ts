import { describe, expect, test } from "vitest";
import { ADMIN, API, call, lookupBody, post, postText, problemOf, SHOP } from "../../support/workerd/api.ts";

const allowed = (response: Response) => response.headers.get("Access-Control-Allow-Origin");
const timed = (response: Response) => response.headers.get("Timing-Allow-Origin");
const varies = (response: Response) => response.headers.get("Vary") ?? "";
const preflight = (path: string, origin: string, method = "POST") =>
  call(path, { method: "OPTIONS", headers: { Origin: origin, "Access-Control-Request-Method": method } });

const addMerchant = (id: string, origins: string[], mode = "test") =>
  call(`/v1/admin/merchants/${id}`, {
    method: "PUT",
    headers: { ...ADMIN, "Content-Type": "application/json" },
    body: JSON.stringify({
      name: id,
      mode,
      gateway: mode === "test" ? "koipay_sandbox" : "fluidpay_live",
      gatewayKey: "api_secret_0123456789",
      origins,
      place: { country: "US", state: "IL" },
      currency: "USD",
    }),
  });

/** Origins that look like the demo shop's or try to pass for it. */
const STRANGERS = [
  "null",
  "",
  "http://localhost",
  "http://localhost:87890",
  "http://localhost:8790",
  "https://localhost:8789",
  "http://LOCALHOST:8789",
  "HTTP://localhost:8789",
  "http://localhost:8789/",
  "http://localhost.:8789",
  "http://localhost:8789.evil.example",
  "http://evil.example/http://localhost:8789",
  "http://localhost:8789@evil.example",
  "http://xn--lcalhost-xya:8789",
  "http://lоcalhost:8789",
  "https://evil.example",
  "file://",
  "chrome-extension://abcdefghijklmnop",
  "http://localhost:8789, https://evil.example",
];

describe("a lookup from a page", () => {
  test.each([8787, 8788, 8789].flatMap((port) => [`http://localhost:${port}`, `http://127.0.0.1:${port}`]))(
    "may be read by %s, one of the merchant's origins",
    async (origin) => {
      const response = await post("/v1/lookup", lookupBody(), { Origin: origin });
      expect(response.status).toBe(200);
      expect(allowed(response)).toBe(origin);
      expect(timed(response)).toBe(origin);
      expect(varies(response)).toContain("Origin");
      expect(response.headers.get("Access-Control-Expose-Headers")).toBe("X-Request-Id, Retry-After");
      expect(response.headers.has("Access-Control-Allow-Credentials")).toBe(false);
    },
  );

  test.each(STRANGERS.filter((origin) => origin !== "" && !/[^\x20-\x7e]/.test(origin)))(
    "is refused for the origin %s",
    async (origin) => {
      const response = await post("/v1/lookup", lookupBody(), { Origin: origin });
      expect(await problemOf(response)).toMatchObject({ status: 403, code: "origin_not_allowed" });
      expect(allowed(response)).toBeNull();
      expect(timed(response)).toBeNull();
      expect(varies(response)).toContain("Origin");
    },
  );

  test.each(["text/plain", "application/json"])("tells a stranger nothing it could read, as %s", async (type) => {
    for (const body of ["{", JSON.stringify(lookupBody()), JSON.stringify(lookupBody({ merchant: "mch_none" }))]) {
      const response = await postText("/v1/lookup", body, { Origin: "https://evil.example", "Content-Type": type });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(allowed(response)).toBeNull();
    }
  });

  test("does not need an origin when it does not come from a page", async () => {
    const body = JSON.stringify(lookupBody());
    const response = await call("/v1/lookup", {
      method: "POST",
      body,
      headers: { "Content-Type": "application/json" },
    });
    expect(response.status).toBe(200);
    expect(allowed(response)).toBeNull();
  });

  test.each(["GET", "PUT", "PATCH", "DELETE"])("is not made with %s", async (method) => {
    const response = await call("/v1/lookup", { method, headers: { Origin: SHOP } });
    expect(await problemOf(response)).toMatchObject({ status: 405, code: "method_not_allowed" });
    expect(response.headers.get("Allow")).toBe("POST");
  });

  test("is held to its own merchant's origins, even from another merchant's page", async () => {
    await addMerchant("mch_left", ["https://left.example"]);
    await addMerchant("mch_right", ["https://right.example"]);
    const ask = (merchant: string, origin: string) => post("/v1/lookup", lookupBody({ merchant }), { Origin: origin });
    expect(allowed(await ask("mch_left", "https://left.example"))).toBe("https://left.example");
    const crossed = await ask("mch_left", "https://right.example");
    expect(crossed.status).toBe(403);
    expect(allowed(crossed)).toBeNull();
  });

  test("may come from the service's own pages where the merchant is in mode test, and in no other", async () => {
    await addMerchant("mch_tried", ["https://tried.example"]);
    await addMerchant("mch_lives", ["https://lives.example"], "live");
    const body = (merchant: string) => lookupBody({ merchant, token: "test_card_visa_credit" });
    const tried = await post("/v1/lookup", body("mch_tried"), { Origin: API });
    expect(tried.status).toBe(200);
    expect(allowed(tried)).toBe(API);
    const lives = await post("/v1/lookup", body("mch_lives"), { Origin: API });
    expect(await problemOf(lives)).toMatchObject({ status: 403, code: "origin_not_allowed" });
  });
});

describe("a preflight", () => {
  test("is granted to a merchant's origin for two hours, with no more than the request needs", async () => {
    const response = await preflight("/v1/lookup", SHOP);
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "access-control-allow-origin": SHOP,
      "access-control-allow-methods": "POST",
      "access-control-allow-headers": "Content-Type, Traceparent, Tracestate",
      "access-control-max-age": "7200",
    });
    expect(varies(response)).toContain("Origin");
  });

  test("is granted to an origin that a stored merchant listed", async () => {
    expect(allowed(await preflight("/v1/lookup", "https://listed.example"))).toBeNull();
    await addMerchant("mch_listed", ["https://listed.example"]);
    // The first answer is remembered at the location for half a minute, so another origin of the merchant tells.
    await addMerchant("mch_other", ["https://other.example"]);
    expect(allowed(await preflight("/v1/lookup", "https://other.example"))).toBe("https://other.example");
  });

  test.each(STRANGERS.filter((origin) => !/[^\x20-\x7e]/.test(origin)))(
    "is refused to the origin %s",
    async (origin) => {
      const response = await preflight("/v1/lookup", origin);
      expect(response.status).toBe(403);
      expect(allowed(response)).toBeNull();
    },
  );

  test("is granted for the policy as a GET", async () => {
    const response = await preflight("/v1/merchants/mch_demo/policy", SHOP, "GET");
    expect(response.headers.get("Access-Control-Allow-Methods")).toBe("GET");
    expect(allowed(response)).toBe(SHOP);
  });

  test.each(["/v1/server/lookup", "/v1/server/quotes/verify", "/v1/admin/merchants"])(
    "is never granted for %s",
    async (path) => {
      const response = await preflight(path, SHOP);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(allowed(response)).toBeNull();
    },
  );
});
