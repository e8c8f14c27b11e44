import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { USER_AGENT } from "../../contract/user-agent.ts";
import { verifyQuote } from "../../contract/verify.ts";
import { answerKeys, type KeyServer, startKeyServer } from "../support/service/key-server.ts";
import { keySetOf, makeTestKey, sampleClaims, sampleFacts, signAs } from "../support/service/quotes.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const [first, second] = await Promise.all([makeTestKey("first"), makeTestKey("second")]);
const claims = await sampleClaims();
const [byFirst, bySecond] = await Promise.all([signAs(first, claims), signAs(second, claims)]);
/** The moment the claims were made, so that only the keys grow old when a test moves the clock. */
const now = claims.iat * 1000;
const problemOf = async (quote: string, jwks: string | URL) => {
  const verdict = await verifyQuote(quote, sampleFacts(jwks, { now }));
  return verdict.valid ? null : verdict.problem;
};

describe("keys by address", () => {
  let server: KeyServer;
  const fail = () => {
    server.answer = (response) => response.writeHead(503).end();
  };
  const pass = (time: number) => vi.setSystemTime(Date.now() + time);

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    server = await startKeyServer(answerKeys(keySetOf(first)));
  });
  afterEach(async () => {
    vi.useRealTimers();
    await server.close();
  });

  test("are asked for once in ten minutes, even by many at once", async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => problemOf(byFirst, server.url)));
    expect(new Set(all)).toEqual(new Set([null]));
    expect(await problemOf(byFirst, new URL(server.url))).toBeNull();
    expect(server.requests).toBe(1);
    expect(server.userAgent).toBe(USER_AGENT);
    pass(11 * MINUTE_MS);
    expect(await problemOf(byFirst, server.url)).toBeNull();
    expect(server.requests).toBe(2);
  });

  test("are asked for again for an unknown key, at most once in thirty seconds", async () => {
    expect(await problemOf(byFirst, server.url)).toBeNull();
    expect(await problemOf(bySecond, server.url)).toBe("unknown_key");
    expect(server.requests).toBe(1);
    pass(31 * SECOND_MS);
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await problemOf(bySecond, server.url)).toBe("unknown_key");
    expect(server.requests).toBe(2);
    server.answer = answerKeys(keySetOf(first, second));
    pass(31 * SECOND_MS);
    expect(await problemOf(bySecond, server.url)).toBeNull();
    expect(server.requests).toBe(3);
  });

  test("serve for a day while their address fails, which is then asked at most every five seconds", async () => {
    expect(await problemOf(byFirst, server.url)).toBeNull();
    fail();
    pass(11 * MINUTE_MS);
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await problemOf(byFirst, server.url)).toBeNull();
    expect(server.requests).toBe(2);
    pass(6 * SECOND_MS);
    expect(await problemOf(byFirst, server.url)).toBeNull();
    expect(server.requests).toBe(3);
    pass(24 * 60 * MINUTE_MS);
    expect(await problemOf(byFirst, server.url)).toBe("keys_unavailable");
    server.answer = answerKeys(keySetOf(first));
    pass(6 * SECOND_MS);
    expect(await problemOf(byFirst, server.url)).toBeNull();
  });

  test("that may be out of date make no key unknown while the address fails", async () => {
    expect(await problemOf(byFirst, server.url)).toBeNull();
    fail();
    pass(31 * SECOND_MS);
    expect(await problemOf(bySecond, server.url)).toBe("keys_unavailable");
  });

  test.each<[string, KeyServer["answer"]]>([
    ["an error", (response) => response.writeHead(500).end()],
    ["a redirect", (response) => response.writeHead(302, { Location: "https://evil.example/jwks.json" }).end()],
    ["a page", (response) => response.writeHead(200).end("<!doctype html>")],
    ["no key set", (response) => response.writeHead(200).end('{"keys": {}}')],
    ["a broken connection", (response) => response.destroy()],
  ])("are unavailable at %s, and there again after it", async (_name, answer) => {
    server.answer = answer;
    expect(await problemOf(byFirst, server.url)).toBe("keys_unavailable");
    server.answer = answerKeys(keySetOf(first));
    pass(6 * SECOND_MS);
    expect(await problemOf(byFirst, server.url)).toBeNull();
  });

  test.each(["http://surcharge.example/jwks.json", "ftp://surcharge.example/jwks.json", "jwks.json", ""])(
    "are not fetched from %j",
    async (address) => {
      expect(await problemOf(byFirst, address)).toBe("keys_unavailable");
    },
  );
});

describe("keys in hand", () => {
  test("may be changed by their owner between two calls", async () => {
    const jwks = keySetOf(first);
    const facts = sampleFacts(jwks, { now });
    expect(await verifyQuote(bySecond, facts)).toMatchObject({ problem: "unknown_key" });
    jwks.keys.push(second.publicJwk);
    expect(await verifyQuote(bySecond, facts)).toMatchObject({ valid: true });
    jwks.keys.shift();
    expect(await verifyQuote(byFirst, facts)).toMatchObject({ problem: "unknown_key" });
  });

  test("of which two have one kid are no known key", async () => {
    const jwks = { keys: [first.publicJwk, { ...second.publicJwk, kid: "first" }] };
    expect(await verifyQuote(byFirst, sampleFacts(jwks, { now }))).toMatchObject({ problem: "unknown_key" });
  });
});
