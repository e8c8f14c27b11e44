/**
 * What no HTTP client would send, over a socket to the built Worker: bodies that break off, crawl or lie about their length,
 * and heads whose `Host` is none. Nothing of it is a failure of ours.
 */
import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PROBLEM_CODES } from "../../../contract/lists.ts";
import { developmentSecrets } from "../../../tools/local/dev-vars.mjs";
import { runs } from "../../support/nightly/runs.ts";
import { startBuilt } from "../../support/node/built-worker.mjs";

const SECONDS = 1_000;
const LOOKUP = JSON.stringify({ merchant: "mch_demo", token: "AbcdefghIjklmnopQrstuvwxYz012345", country: "US" });

const log: string[] = [];
let running: Awaited<ReturnType<typeof startBuilt>>;

beforeAll(async () => {
  const bindings = developmentSecrets();
  const onLog = (line: string) => void log.push(line);
  running = await startBuilt({
    config: "wrangler.toml",
    environment: "development",
    bindings,
    freeLimits: true,
    onLog,
  });
}, 120 * SECONDS);
afterAll(() => running?.stop());

type Ending = "wait" | "end" | "reset";

interface Heard {
  readonly text: string;
  readonly isClosed: boolean;
}

/** Sends `text` as it is, then ends or resets the connection or waits; what comes back until it closes or 2.5 s are over. */
function send(text: string, ending: Ending = "wait", { port, hostname } = running.url): Promise<Heard> {
  return new Promise((resolve) => {
    let heard = "";
    const socket = connect(Number(port), hostname, () => {
      socket.write(text, "latin1", () => {
        if (ending === "end") socket.end();
        if (ending === "reset") setTimeout(() => socket.resetAndDestroy(), 100);
      });
    });
    const timer = setTimeout(() => {
      resolve({ text: heard, isClosed: false });
      socket.destroy();
    }, 2_500);
    socket.on("data", (data) => {
      heard += data.toString("latin1");
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(timer);
      resolve({ text: heard, isClosed: true });
    });
  });
}

const head = (request: string, ...headers: readonly string[]) =>
  [`${request} HTTP/1.1`, "Host: api.example", ...headers, "", ""].join("\r\n");

const CHUNKED = "Transfer-Encoding: chunked";
const SERVER = "Authorization: Bearer sk_sandbox_demo";
const ADMIN = "Authorization: Bearer ak_sandbox_demo";

type Upload = readonly [request: string, key: string];

/** Every route that reads a body. */
const UPLOADS: readonly Upload[] = [
  ["POST /v1/lookup", "X-Key: none"],
  ["POST /v1/server/lookup", SERVER],
  ["POST /v1/server/quotes/verify", SERVER],
  ["PUT /v1/admin/merchants/mch_wire", ADMIN],
  ["POST /v1/admin/card-programs/wire/failure", ADMIN],
  ["PUT /v1/admin/rules/renewals/us-none", ADMIN],
];
const LARGE_UPLOADS: readonly Upload[] = [
  ["PUT /v1/admin/rules", ADMIN],
  ["PUT /v1/admin/card-programs/wire", ADMIN],
];

const upload = (request: string, ...headers: readonly string[]) =>
  head(request, "Content-Type: application/json", ...headers);

const BROKEN: readonly (readonly [name: string, header: string, body: string])[] = [
  ["a chunk of a negative length", CHUNKED, "-1\r\n"],
  ["a chunk of no length at all", CHUNKED, "zz\r\n{}\r\n0\r\n\r\n"],
  ["a chunk longer than it says", CHUNKED, "1\r\n{}{}{}\r\n0\r\n\r\n"],
  ["a chunk of a huge length", CHUNKED, "fffffffffffffffffff\r\n{}"],
  ["a body that ends before its length", "Content-Length: 500", "{"],
  ["chunks that end before the last", CHUNKED, "2\r\n{}\r\n"],
];

/** The status of an answer; null: none came, because the platform closed the connection. */
const statusOf = ({ text }: Heard) => (text === "" ? null : Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]));

/** Lines that tell of a failure of ours. */
const failures = () => log.filter((line) => /"status":5|"error"|"internal"/.test(line));

describe.each([...UPLOADS, ...LARGE_UPLOADS])("%s", (request, key) => {
  test.each(BROKEN)("with %s is a bad request, or none", async (_, header, body) => {
    const heard = await send(upload(request, key, header) + body, "end");
    expect([400, null]).toContain(statusOf(heard));
    expect(failures()).toEqual([]);
  });

  test("that is reset in mid-body is no failure of ours", async () => {
    await send(upload(request, key, "Content-Length: 500") + "{", "reset");
    expect((await send(head("GET /healthz", "Connection: close"))).text).toMatch(/^HTTP\/1\.1 200 /);
    expect(failures()).toEqual([]);
  });
});

test("what broke off is logged as any other bad request", async () => {
  log.length = 0;
  const heard = await send(`${upload("POST /v1/lookup", CHUNKED)}-1\r\n`);
  expect(statusOf(heard)).toBe(400);
  await expect.poll(() => log.length).toBe(1);
  expect(JSON.parse(log[0] ?? "")).toMatchObject({ route: "/v1/lookup", status: 400, code: "invalid_request" });
});

describe.concurrent("a body that never ends", () => {
  test.for(UPLOADS)(
    "%s is told so within its time, and the connection is closed",
    async ([request, key], { expect }) => {
      const heard = await send(`${upload(request, key, "Content-Length: 500")}{`);
      expect(statusOf(heard)).toBe(408);
      expect(heard.text).toMatch(/"code":"request_timeout"/);
      expect(heard.text).toMatch(/^Connection: close\r$/im);
      expect(heard.isClosed).toBe(true);
    },
  );

  test.for(LARGE_UPLOADS)(
    "%s has more time, for an operator sends some megabytes there",
    async ([request, key], { expect }) => {
      const heard = await send(`${upload(request, key, "Content-Length: 500")}{`);
      expect(heard).toEqual({ text: "", isClosed: false });
    },
  );
});

test("a body that comes in single bytes is read", async () => {
  const chunks = Array.from(LOOKUP, (character) => `1\r\n${character}\r\n`).join("");
  expect(statusOf(await send(`${upload("POST /v1/lookup", CHUNKED, "Connection: close")}${chunks}0\r\n\r\n`))).toBe(
    200,
  );
});

describe.each(["of the deployment", "of no deployment"])("with an issuer %s", (issuer) => {
  const HOSTS = [
    "[",
    "a b",
    "%",
    "%ff",
    "a:b",
    "a:99999",
    "::1",
    "[::1",
    "user@a",
    "a?b",
    "a#b",
    "\xff\xfe",
    "xn--",
    "a..b:",
  ];
  const ROUTES = [
    "GET /healthz",
    "GET /readyz",
    "GET /.well-known/jwks.json",
    "GET /.well-known/security.txt",
    "GET /openapi.json",
    "GET /challenge/mch_demo?origin=https://shop.example",
    "GET /v1/rules/none",
    "GET /v1/merchants/mch_demo/policy?country=US",
    "GET /v1/server/none",
    "GET /v1/admin/merchants?cursor=x",
    "GET /v1/admin/stats?by=hour",
    "GET /none?a=%ff",
    "POST /v1/lookup",
    "POST /v1/server/lookup",
  ];
  let served: typeof running;
  beforeAll(async () => {
    if (issuer === "of no deployment") {
      served = running;
      return;
    }
    const bindings = { ...developmentSecrets(), ISSUER: "https://issuer.example" };
    served = await startBuilt({ config: "wrangler.toml", environment: "development", bindings, freeLimits: true });
  }, 120 * SECONDS);
  afterAll(() => (served === running ? undefined : served?.stop()));

  test.each(ROUTES)("%s takes any Host for what it is", async (route) => {
    for (const host of HOSTS)
      for (const key of [SERVER, ADMIN]) {
        const body = route.startsWith("POST") ? LOOKUP : "";
        const lines = [`Host: ${host}`, key, "Content-Type: application/json", `Content-Length: ${body.length}`];
        const text = [`${route} HTTP/1.1`, ...lines, "Connection: close", "", body].join("\r\n");
        const heard = await send(text, "wait", served.url);
        expect(statusOf(heard), host).toBeLessThan(500);
      }
  });
});

test("odd bytes in any part of a head are answered, by the platform or as a problem of the closed list", async () => {
  const bytes = fc.uint8Array({ maxLength: 12 }).map((part) =>
    Buffer.from(part)
      .toString("latin1")
      .replaceAll(/[\0\r\n]/g, ""),
  );
  const part = fc.oneof(bytes, fc.constantFrom("%", "%ff", "%00", "..", "//", "?", "#", "[", "@", "\xc3\x28"));
  const route = fc.constantFrom(
    "/v1/lookup",
    "/v1/server/lookup",
    "/v1/admin/merchants/",
    "/challenge/",
    "/v1/rules/",
    "/",
  );
  const head = fc.record({
    method: fc.constantFrom("GET", "POST", "OPTIONS", "HEAD"),
    route,
    part,
    host: part,
    value: part,
  });
  await fc.assert(
    fc.asyncProperty(head, async ({ method, route, part, host, value }) => {
      const path = `${route}${part}`.replaceAll(" ", "");
      const lines = [`Host: ${host}`, `Origin: ${value}`, `Authorization: Bearer sk_${value}`, `Cookie: ${value}`];
      const preflight = ["Access-Control-Request-Method: POST", "Content-Length: 0", "Connection: close"];
      const heard = await send([`${method} ${path} HTTP/1.1`, ...lines, ...preflight, "", ""].join("\r\n"));
      const status = statusOf(heard);
      expect(status).toBeLessThan(500);
      if (status === null || status < 400 || method === "HEAD" || !/^X-Request-Id:/im.test(heard.text)) return;
      const { code } = JSON.parse(heard.text.slice(heard.text.indexOf("\r\n\r\n"))) as { code: string };
      expect(PROBLEM_CODES).toContain(code);
    }),
    { numRuns: runs(500) },
  );
  expect(failures()).toEqual([]);
});
