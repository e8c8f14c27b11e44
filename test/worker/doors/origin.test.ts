/** Which page may read an answer, once it is known whose origins count, and which requests that is asked of at all. */
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { allowSecureOrigin, browserCors, type PageEnv, requireOrigin } from "../../../worker/doors/origin.ts";
import { ProblemError } from "../../../worker/problem.ts";

const SHOP = "https://shop.example";

const app = new Hono<PageEnv>();
app.use(browserCors("get"));
app.get("/listed", (c) => {
  requireOrigin(c, [SHOP]);
  return c.text("listed");
});
app.get("/unread", (c) => {
  allowSecureOrigin(c);
  return c.text("unread");
});
app.on(["POST", "OPTIONS"], "/listed", (c) => c.text("not a page's"));
app.onError((error, c) => {
  if (!(error instanceof ProblemError)) throw error;
  return c.json({ code: error.code, says: error.message }, 403);
});

async function ask(path: string, { method = "GET", ...headers }: Readonly<Record<string, string>> = {}) {
  const response = await app.request(path, { method, headers });
  const told = (name: string) => response.headers.get(name);
  return { status: response.status, body: await response.text(), told };
}

describe("a page of the merchant's", () => {
  test.each(["GET", "HEAD"])("may read the answer to its %s, what it took, and two headers more", async (method) => {
    const { status, told } = await ask("/listed", { method, Origin: SHOP });
    expect(status).toBe(200);
    expect(told("Access-Control-Allow-Origin")).toBe(SHOP);
    expect(told("Timing-Allow-Origin")).toBe(SHOP);
    expect(told("Access-Control-Expose-Headers")).toBe("X-Request-Id, Retry-After");
    expect(told("Vary")).toBe("Origin");
    expect(told("Cross-Origin-Resource-Policy")).toBe("cross-origin");
  });
});

describe("another page", () => {
  test("is refused, and may not read why", async () => {
    const { status, body, told } = await ask("/listed", { Origin: "https://stranger.example" });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toEqual({
      code: "origin_not_allowed",
      says: "This page's origin is not among the merchant's. Origins are compared exactly: scheme, host and port.",
    });
    expect(told("Access-Control-Allow-Origin")).toBeNull();
    expect(told("Vary")).toBe("Origin");
  });
});

describe("what comes from no page", () => {
  test("is answered, and allows no page to read it", async () => {
    const { body, told } = await ask("/listed");
    expect(body).toBe("listed");
    expect(told("Access-Control-Allow-Origin")).toBeNull();
    expect(told("Vary")).toBe("Origin");
  });

  test("is no preflight and gets none without an origin", async () => {
    const { status } = await ask("/listed", { method: "OPTIONS", "Access-Control-Request-Method": "GET" });
    expect(status).toBe(403);
  });
});

describe("a request with another method", () => {
  test.each(["POST", "OPTIONS"])("such as %s is left to who answers it", async (method) => {
    const { status, body, told } = await ask("/listed", { method, Origin: SHOP });
    expect({ status, body }).toEqual({ status: 200, body: "not a page's" });
    for (const name of ["Access-Control-Allow-Origin", "Vary", "Cross-Origin-Resource-Policy"])
      expect(told(name)).toBeNull();
  });

  test("is no preflight for naming the method that it would ask for", async () => {
    const { body } = await ask("/listed", { method: "POST", Origin: SHOP, "Access-Control-Request-Method": "GET" });
    expect(body).toBe("not a page's");
  });
});

describe("where the merchant cannot be read", () => {
  // The tests run as a development build, whose shop has no certificate.
  test.each([SHOP, "http://localhost:8789"])("a page of %s may read that", async (origin) => {
    expect((await ask("/unread", { Origin: origin })).told("Access-Control-Allow-Origin")).toBe(origin);
  });

  test.each(["null", `${SHOP}/`, "HTTPS://shop.example", "ftp://shop.example", `https://${"a".repeat(250)}.example`])(
    "one of %s may not",
    async (origin) => {
      const { body, told } = await ask("/unread", { Origin: origin });
      expect(body).toBe("unread");
      expect(told("Access-Control-Allow-Origin")).toBeNull();
    },
  );

  test("what comes from no page is answered all the same", async () => {
    expect(await ask("/unread")).toMatchObject({ status: 200, body: "unread" });
  });
});
