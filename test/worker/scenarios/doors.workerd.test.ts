import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import { app } from "../../../worker/app.ts";
import { operatorDoor, operatorResource } from "../../../worker/doors/operator.ts";
import { pageDoor, pageResource } from "../../../worker/doors/page.ts";
import { publicResource, publicRoutes } from "../../../worker/doors/public.ts";
import { operationsOf } from "../../../worker/doors/resource.ts";
import { serverDoor, serverResource } from "../../../worker/doors/server.ts";
import { Directory } from "../../../worker/merchants/directory.ts";
import { ADMIN, call, problemOf, SERVER } from "../../support/workerd/api.ts";

const routesUnder = (path: string) =>
  app.routes.filter((route) => route.method !== "ALL" && route.path.startsWith(`${path}/`));

/** An address of the route. */
const addressOf = (path: string) =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => (name === "id" ? "mch_demo" : "demo_programme"));

const SERVER_ROUTES = routesUnder("/v1/server");
const OPERATOR_ROUTES = routesUnder("/v1/admin");

describe("a door with a guard", () => {
  test("leads to routes at all", () => {
    expect(SERVER_ROUTES.length).toBeGreaterThan(2);
    expect(OPERATOR_ROUTES.length).toBeGreaterThan(10);
  });

  test.each([...SERVER_ROUTES, ...OPERATOR_ROUTES])("answers $method $path with 401 without a key", async (route) => {
    const response = await call(addressOf(route.path), { method: route.method });
    expect(await problemOf(response)).toMatchObject({ status: 401, code: "unauthorized" });
  });

  test.each(SERVER_ROUTES)("answers $method $path with 401 to the operator's key", async ({ method, path }) => {
    expect((await call(addressOf(path), { method, headers: ADMIN })).status).toBe(401);
  });

  test.each(OPERATOR_ROUTES)("answers $method $path with 401 to a merchant's server", async ({ method, path }) => {
    expect((await call(addressOf(path), { method, headers: SERVER })).status).toBe(401);
  });

  test.each([
    ["requireServerKey", SERVER_ROUTES],
    ["requireAdminKey", OPERATOR_ROUTES],
  ] as const)("has its guard, %s, once on the way to each route", (guard, routes) => {
    for (const { method, path } of routes) {
      const [matched] = app.router.match(method, addressOf(path));
      const names = matched.map(([[handler]]) => handler.name);
      expect(names.filter((name) => name.startsWith("require"))).toEqual([guard]);
    }
  });

  test.each([
    ["/v1/server/quotes/verify", "Send the merchant's server key: Authorization: Bearer sk_..."],
    ["/v1/admin/rules/rollback", "Send an operator's key: Authorization: Bearer ak_..."],
  ])("says which key %s needs, and how to send it", async (path, detail) => {
    for (const headers of [{}, { Authorization: "Bearer wrong" }]) {
      const response = await call(path, { method: "POST", headers });
      expect(response.headers.get("WWW-Authenticate")).toBe('Bearer realm="card-surcharge"');
      expect((await problemOf(response)).detail).toBe(detail);
    }
  });
});

describe("a merchant's server", () => {
  const verify = async (headers: Record<string, string> = SERVER) => {
    const request = new Request("https://api.test/v1/server/quotes/verify", { method: "POST", headers, body: "{}" });
    return app.fetch(request, env, createExecutionContext());
  };
  afterEach(() => vi.restoreAllMocks());

  test("has its key looked for once, and only what can be one", async () => {
    const find = vi.spyOn(Directory.prototype, "findByKeyHash");
    await verify();
    expect(find).toHaveBeenCalledOnce();
    await verify({ Authorization: "Bearer xsk_sandbox_demo" });
    expect(find).toHaveBeenCalledOnce();
  });

  test("is not let in by a key that its merchant has given up, wherever that is still written", async () => {
    const find = vi.spyOn(Directory.prototype, "findByKeyHash");
    await verify();
    const found = await find.mock.results[0]?.value;
    if (found?.kind !== "found") throw new Error("the demo merchant is found by its key");
    find.mockResolvedValue({ ...found, merchant: { ...found.merchant, serverKeys: [] } });
    expect((await verify()).status).toBe(401);
  });

  test.each([
    ["of a merchant that cannot be read", false, undefined],
    ["of a merchant that is stored in a form that cannot be read", true, "merchant_unreadable"],
  ])("%s is told to try again", async (_, isUnreadable, alarm) => {
    const log = vi.spyOn(console, "error").mockReturnValue();
    vi.spyOn(Directory.prototype, "findByKeyHash").mockResolvedValue({ kind: "unavailable", isUnreadable });
    const response = await verify();
    expect(response.headers.get("Retry-After")).toBe("5");
    expect(await problemOf(response)).toEqual({
      status: 503,
      code: "merchant_unavailable",
      detail: "The merchant's settings cannot be read right now. Try again.",
    });
    expect((JSON.parse(String(log.mock.calls[0]?.[0])) as { alarm?: string }).alarm).toBe(alarm);
  });
});

describe("an operator's key", () => {
  const keys = { all: "ak_all", read: "ak_read", merchants: "ak_merchants", rules: "ak_rules" };
  const bindings = {
    ...env,
    ADMIN_KEYS: Object.entries(keys)
      .map(([limit, key]) => `key-for-${limit}:${limit}:${key}`)
      .join(","),
  };
  const ask = async (key: string, method: string, path: string) => {
    const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
    const request = new Request(`https://api.test${addressOf(path)}`, { method, headers });
    return problemOf(await app.fetch(request, bindings, createExecutionContext()));
  };
  const CHANGES = operationsOf(app).filter(({ area }) => area != null);

  test("is needed for changes of merchants and of rules", () => {
    expect([...new Set(CHANGES.map(({ area }) => area))]).toEqual(expect.arrayContaining(["merchants", "rules"]));
    expect(CHANGES.every(({ caller, method }) => caller === "operator" && method !== "get")).toBe(true);
    const unsaid = operationsOf(app).filter(
      ({ caller, method, area }) => caller === "operator" && method !== "get" && area === undefined,
    );
    expect(unsaid).toEqual([]);
  });

  test.each(CHANGES)("with another limit is refused at $method $path, whatever is sent", async (change) => {
    // A programme that nobody has: a pull of it asks nobody.
    const path = change.path.replaceAll("{program}", "nobodys").replaceAll(/\{(\w+)\}/g, ":$1");
    for (const [limit, key] of Object.entries(keys)) {
      const { status, code, detail } = await ask(key, change.method.toUpperCase(), path);
      if (limit === "all" || limit === change.area) expect(code, limit).not.toBe("forbidden");
      else expect({ status, code, detail }).toMatchObject({ status: 403, code: "forbidden" });
      expect(detail ?? "").not.toContain(key);
    }
  });

  test.each([
    ["read", "PUT", "/v1/admin/merchants/:id", "merchants", "reading", ", or one for merchants"],
    ["rules", "PUT", "/v1/admin/merchants/:id", "merchants", "reading and changing rules", ", or one for merchants"],
    [
      "merchants",
      "DELETE",
      "/v1/admin/rules/candidate",
      "rules",
      "reading and changing merchants",
      ", or one for rules",
    ],
    ["read", "POST", "/v1/admin/alerts/test", "alerts", "reading", ""],
  ] as const)("for %s says at %s %s what it may do instead", async (limit, method, path, changed, may, other) => {
    expect((await ask(keys[limit], method, path)).detail).toBe(
      `This changes ${changed}, and this key is limited to ${may}. Use a key without a limit${other}.`,
    );
  });

  test("reads everything whatever its limit", async () => {
    for (const key of Object.values(keys)) {
      expect((await ask(key, "GET", "/v1/admin/merchants")).status).toBe(200);
      // A question that changes nothing is a read as well: here only its body is amiss.
      expect((await ask(key, "POST", "/v1/admin/merchants/mch_demo/explain")).code).toBe("invalid_request");
    }
  });

  test("is none of development's where the deployment has its own", async () => {
    expect((await ask("ak_sandbox_demo", "GET", "/v1/admin/merchants")).status).toBe(401);
  });

  test("has no route to a change that does not say what it changes", () => {
    const change = { ...NONE, area: "rules" } as const;
    operatorResource().put("/x", change, (c) => c.text(`${c.get("operator").name} ${c.get("operator").limit}`));
    operatorResource().post("/x", { ...NONE, area: null }, (c) => c.text(""));
    serverResource().post("/x", NONE, (c) => c.text(""));
    // @ts-expect-error
    operatorResource().put("/y", NONE, (c) => c.text(""));
    // @ts-expect-error
    operatorResource().post("/y", NONE, (c) => c.text(""));
    // @ts-expect-error
    operatorResource().delete("/y", { ...NONE, area: "all" }, (c) => c.text(""));
    // @ts-expect-error
    serverResource().get("/y", NONE, (c) => c.json(c.get("operator")));
  });
});

const NONE = { id: "none", summary: "Nothing", replies: {} };

describe("a resource", () => {
  test("can be mounted behind its own door alone", () => {
    // The compiler holds this: each directive below is an error where there is none to expect.
    const wrong = () => [
      // @ts-expect-error
      serverDoor(operatorResource()),
      // @ts-expect-error
      serverDoor(publicResource()),
      // @ts-expect-error
      operatorDoor(serverResource()),
      // @ts-expect-error
      operatorDoor(publicResource()),
      // @ts-expect-error
      pageDoor(serverResource()),
      // @ts-expect-error
      publicRoutes(serverResource()),
      // @ts-expect-error
      publicRoutes(operatorResource()),
      // @ts-expect-error
      publicRoutes(pageResource()),
    ];
    expect(wrong).toBeTypeOf("function");
  });

  test("finds the merchant in the context behind the server's door alone", () => {
    serverResource().get("/x", NONE, (c) => c.text(c.get("merchant").id));
    // @ts-expect-error
    operatorResource().get("/x", NONE, (c) => c.json(c.get("merchant")));
    // @ts-expect-error
    pageResource().get("/x", NONE, (c) => c.json(c.get("merchant")));
    // @ts-expect-error
    publicResource().get("/x", NONE, (c) => c.json(c.get("merchant")));
    // @ts-expect-error
    serverResource().get("/x", NONE, (c) => c.json(c.get("corsAllowed")));
  });

  test("takes no route without its operation", () => {
    // @ts-expect-error
    const wrong = () => operatorResource().get("/x", (c) => c.text(""));
    expect(wrong).toBeTypeOf("function");
  });

  test("takes one handler for one route, since the handler stands for its operation", () => {
    const handler = () => new Response();
    const resource = publicResource().get("/x", NONE, handler).get("/y", NONE, handler);
    expect(() => publicRoutes(resource)).toThrow("/y shares its handler");
  });
});
