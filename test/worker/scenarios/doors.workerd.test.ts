import { describe, expect, test, vi } from "vitest";
import { app } from "../../../worker/app.ts";
import { operatorDoor, operatorResource } from "../../../worker/doors/operator.ts";
import { pageDoor, pageResource } from "../../../worker/doors/page.ts";
import { publicResource, publicRoutes } from "../../../worker/doors/public.ts";
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

  test("asks for a server's key once", async () => {
    const find = vi.spyOn(Directory.prototype, "findByKeyHash");
    await call("/v1/server/quotes/verify", { method: "POST", headers: SERVER, body: "{}" });
    expect(find).toHaveBeenCalledOnce();
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
