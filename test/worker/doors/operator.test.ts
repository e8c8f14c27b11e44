/** Who is let through the operator's door, to what, and what of it is recorded before and after. */
import { timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { beforeEach, describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { operatorDoor, operatorResource } from "../../../worker/doors/operator.ts";
import type { OperatorEnv } from "../../../worker/doors/operator-env.ts";
import { publicResource, publicRoutes } from "../../../worker/doors/public.ts";
import { noteChange } from "../../../worker/doors/record-change.ts";
import { operationsOf } from "../../../worker/doors/resource.ts";
import { ProblemError } from "../../../worker/problem.ts";

// workerd has it there.
Object.defineProperty(crypto.subtle, "timingSafeEqual", { value: timingSafeEqual });

const SAID = { summary: "A thing", replies: {} };
const AREAS = { writeThing: "merchants", dropThing: "rules", tellThing: "alerts" } as const;
const parameters = { id: z.string().regex(/^t\d$/) };

/** What the route does once it is reached. */
let carryOut: () => Response = () => new Response("done");
const reached = vi.fn();

const resource = operatorResource()
  .get("/things/:id", { ...SAID, id: "readThing" }, (c) => c.json(c.get("operator")))
  .post("/things/:id/ask", { ...SAID, id: "askThing", area: null }, (c) => c.text("asked"))
  .put("/things/:id", { ...SAID, id: "writeThing", parameters, area: AREAS.writeThing }, (c) => {
    reached();
    noteChange(c, { target: "things/early", fields: [] });
    noteChange(c, { target: "things/t9", fields: [{ path: "name", after: "A" }] });
    return carryOut();
  })
  .delete("/things/:id", { ...SAID, id: "dropThing", parameters, area: AREAS.dropThing }, () => carryOut())
  .post("/things/:id/tell/:other", { ...SAID, id: "tellThing", area: AREAS.tellThing }, async (_, next) => {
    await next();
  });

const KEYS = { jo: "all", ci: "read", lee: "merchants", bo: "rules", loop: "read", ada: "read" } as const;
const adminKeys = Object.entries(KEYS).map(([name, limit]) => ({ name, limit, key: `ak_of_${name}` }));

let fields: { readonly alarms: readonly string[] } = { alarms: [] };
let error: Error | undefined;
const app = new Hono<OperatorEnv>();
app.use(async (c, next) => {
  c.set("settings", { adminKeys } as never);
  c.set("signals", {});
  c.set("logFields", { alarms: [] });
  c.set("requestId", "request-1");
  await next();
  fields = c.get("logFields");
  error = c.error;
  if (c.get("isKeyHolder") === true) c.res.headers.set("Is-Key-Holder", "true");
});
app.onError((thrown, c) => {
  if (!(thrown instanceof ProblemError)) return c.json({ code: "internal" }, 500);
  for (const [name, value] of Object.entries(thrown.headers)) c.header(name, value);
  return c.json({ code: thrown.code, detail: thrown.message }, 400);
});
app.route("/v1/admin", operatorDoor(resource));

const down = () => Promise.reject(new Error("down"));
const log = { ask: vi.fn(), end: vi.fn() };
const waitUntil = vi.fn();
const stranger = vi.fn(async () => ({ success: true }));
beforeEach(() => {
  vi.resetAllMocks();
  carryOut = () => new Response("done");
  log.ask.mockResolvedValue({ number: 7, hash: "a7" });
  log.end.mockResolvedValue({ number: 8, hash: "a8" });
  stranger.mockResolvedValue({ success: true });
});

const ask = (request: string, name: string | null = "jo", more: Record<string, string> = {}) => {
  const [method = "", path = ""] = request.split(" ");
  const headers = { ...(name === null ? {} : { Authorization: `Bearer ak_of_${name}` }), ...more };
  const bindings = {
    AUDIT_LOG: { idFromName: (id: string) => id, get: (id: string) => (id === "audit" ? log : null) },
    LIMIT_CLIENT_HIGH: { limit: stranger },
    LIMIT_CLIENT_RAISED: { limit: async () => ({ success: true }) },
  };
  return app.request(`/v1/admin${path}`, { method, headers }, bindings, { waitUntil } as never);
};
const problem = async (response: Promise<Response> | Response): Promise<unknown> => (await response).json();

describe("a request", () => {
  test.each([null, "nobody", "jo_and_more"])(
    "with no key of the operator's is refused and counted: %s",
    async (name) => {
      const response = await ask("PUT /things/t1", name);
      expect(response.headers.get("WWW-Authenticate")).toBe('Bearer realm="card-surcharge"');
      expect(await response.json()).toEqual({
        code: "unauthorized",
        detail: "Send an operator's key: Authorization: Bearer ak_...",
      });
      expect(stranger).toHaveBeenCalledOnce();
      expect(reached).not.toHaveBeenCalled();
      expect(log.ask).not.toHaveBeenCalled();
    },
  );

  test.each(Object.entries(KEYS))("by the key %s is known as that, with its limit %s", async (name, limit) => {
    const response = await ask("GET /things/t1", name);
    expect(await response.json()).toEqual({ name, limit });
    expect(response.headers.get("Is-Key-Holder")).toBe("true");
    expect(stranger).not.toHaveBeenCalled();
  });

  test("that changes nothing is not recorded, and any key may ask it", async () => {
    expect(await (await ask("POST /things/t1/ask", "ci")).text()).toBe("asked");
    expect(log.ask).not.toHaveBeenCalled();
  });

  test.each<[request: string, name: string, detail: string | null]>([
    ["PUT /things/t1", "jo", null],
    ["PUT /things/t1", "lee", null],
    [
      "PUT /things/t1",
      "bo",
      "This changes merchants, and this key is limited to reading and changing rules. Use a key without a limit, or one for merchants.",
    ],
    ["DELETE /things/t1", "bo", null],
    [
      "DELETE /things/t1",
      "ci",
      "This changes rules, and this key is limited to reading. Use a key without a limit, or one for rules.",
    ],
    [
      "POST /things/t1/tell/x",
      "lee",
      "This changes alerts, and this key is limited to reading and changing merchants. Use a key without a limit.",
    ],
  ])("%s by the key %s: %j", async (request, name, detail) => {
    const response = await ask(request, name);
    if (detail === null) expect(response.status).toBe(200);
    else expect(await response.json()).toEqual({ code: "forbidden", detail });
  });
});

describe("a change", () => {
  test("is recorded before it is made, and with its end", async () => {
    carryOut = () => {
      expect(log.ask).toHaveBeenCalledOnce();
      expect(log.end).not.toHaveBeenCalled();
      return new Response(null, { status: 201 });
    };
    expect((await ask("PUT /things/t1")).status).toBe(201);
    expect(log.ask).toHaveBeenCalledWith({
      by: "jo",
      limit: "all",
      operation: "writeThing",
      target: "things/t1",
      conditional: false,
      requestId: "request-1",
    });
    expect(log.end).toHaveBeenCalledWith({
      asked: 7,
      target: "things/t9",
      fields: [{ path: "name", after: "A" }],
      status: 201,
      code: null,
    });
    expect(fields).toEqual({ alarms: [], operator: "jo", audit: "8:a8" });
    await expect(waitUntil.mock.calls[0]?.[0]).resolves.toBeInstanceOf(Response);
  });

  test.each([["If-Match"], ["If-None-Match"]])("under a condition is recorded as that: %s", async (name) => {
    await ask("PUT /things/t1", "jo", { [name]: '"x"' });
    expect(log.ask).toHaveBeenCalledWith(expect.objectContaining({ conditional: true }));
  });

  test.each([
    ["DELETE /things/t1", "things/t1"],
    ["DELETE /things/4012000077777777", "things/?"],
    ["POST /things/t1/tell/x", "things/?/tell/?"],
  ])("has a target of what its route knows: %s is about %s", async (request, target) => {
    await ask(request);
    expect(log.ask).toHaveBeenCalledWith(expect.objectContaining({ target }));
  });

  test("of which nothing was told ends without a target, with the status of the answer that is there", async () => {
    await ask("POST /things/t1/tell/x");
    expect(log.end).toHaveBeenCalledWith({ asked: 7, target: null, fields: [], status: 404, code: null });
  });

  test.each<[name: string, thrown: Error, status: number, code: string]>([
    ["refused", new ProblemError("conflict", "Somebody was first."), 409, "conflict"],
    ["broken by an error", new TypeError("x is undefined"), 500, "internal"],
  ])("that is %s ends as that", async (_, thrown, status, code) => {
    carryOut = () => {
      throw thrown;
    };
    expect(await problem(ask("DELETE /things/t1"))).toMatchObject({ code });
    expect(error).toBe(thrown);
    expect(log.end).toHaveBeenCalledWith(expect.objectContaining({ status, code }));
    await expect(waitUntil.mock.calls[0]?.[0]).resolves.toBeUndefined();
  });

  test("that cannot be recorded is not made", async () => {
    log.ask.mockImplementation(down);
    const response = await ask("PUT /things/t1");
    expect(response.headers.get("Retry-After")).toBe("5");
    expect(await response.json()).toEqual({
      code: "merchant_unavailable",
      detail:
        "Nothing was changed: the record of changes cannot be written right now. Lookups do not need it. Try again.",
    });
    expect(reached).not.toHaveBeenCalled();
    expect(fields).toEqual({ alarms: [] });
  });

  test("whose end cannot be recorded stands, and somebody is called", async () => {
    log.end.mockImplementation(down);
    expect(await (await ask("PUT /things/t1")).text()).toBe("done");
    expect(fields).toEqual({ alarms: ["audit_unfinished"], operator: "jo" });
  });

  test("that a key may not make is recorded once a minute, with how many were not", async () => {
    const now = vi.spyOn(Date, "now").mockReturnValue(0);
    for (const [at, calls] of [
      [0, 1],
      [1, 1],
      [59_999, 1],
      [60_000, 2],
    ] as const) {
      now.mockReturnValue(at);
      expect(await problem(ask("PUT /things/t1", "loop"))).toMatchObject({ code: "forbidden" });
      expect(log.ask).toHaveBeenCalledTimes(calls);
      expect(fields).toMatchObject({ operator: "loop" });
    }
    expect(log.ask.mock.calls.map(([told]) => (told as { unrecorded?: number }).unrecorded)).toEqual([undefined, 2]);
    expect(log.end).toHaveBeenCalledWith(expect.objectContaining({ status: 403, code: "forbidden" }));
    expect(reached).not.toHaveBeenCalled();
    now.mockRestore();
  });
});

test("each route is an operation of the operator's", () => {
  expect(operationsOf(app).map(({ id, caller, method, path }) => `${id} ${caller} ${method} ${path}`)).toEqual([
    "readThing operator get /v1/admin/things/{id}",
    "askThing operator post /v1/admin/things/{id}/ask",
    "writeThing operator put /v1/admin/things/{id}",
    "dropThing operator delete /v1/admin/things/{id}",
    "tellThing operator post /v1/admin/things/{id}/tell/{other}",
  ]);
});

describe("what anybody may ask", () => {
  test("is an operation too, but for what is no part of the API", async () => {
    const routes = publicRoutes(
      publicResource()
        .get("/page/:id", { ...SAID, id: "readPage" }, (c) => c.text("page"))
        .unlisted("/style", (c) => c.text("style")),
    );
    expect(operationsOf(routes)).toEqual([
      { ...SAID, id: "readPage", caller: "anybody", method: "get", path: "/page/{id}" },
    ]);
    expect(await (await routes.request("/style")).text()).toBe("style");
  });

  test("has a handler of its own for each route", () => {
    const handler = () => new Response();
    publicRoutes(publicResource().get("/x", { ...SAID, id: "x" }, handler));
    const shared = publicResource().get("/y", { ...SAID, id: "y" }, handler);
    expect(() => publicRoutes(shared)).toThrow("/y shares its handler with another route");
  });
});
