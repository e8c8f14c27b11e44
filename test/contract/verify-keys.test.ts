import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { USER_AGENT } from "../../contract/user-agent.ts";
import { verifyQuote } from "../../contract/verify.ts";
import { parseAddress } from "../../contract/verify-keys.ts";
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

/** So many keys, the first one among them. */
const crowd = (size: number) =>
  Array.from({ length: size }, (_, index) => (index === 0 ? first.publicJwk : { kty: "oct", kid: `${index}` }));

/** Sends a key set that never ends, as fast as it is taken. */
const answerForEver: KeyServer["answer"] = (response) => {
  response.writeHead(200).write(`{"keys": [${JSON.stringify(first.publicJwk)}`);
  const more = `,${JSON.stringify(second.publicJwk)}`.repeat(100);
  const send = () => {
    if (!response.destroyed) response.write(more, send);
  };
  send();
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
    pass(9 * MINUTE_MS);
    expect(await problemOf(byFirst, server.url)).toBeNull();
    expect(server.requests).toBe(1);
    pass(2 * MINUTE_MS);
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
    pass(5 * SECOND_MS);
    expect(await problemOf(byFirst, server.url)).toBeNull();
    expect(server.requests).toBe(3);
    pass((24 * 60 - 11) * MINUTE_MS - 5 * SECOND_MS);
    expect(await problemOf(byFirst, server.url)).toBeNull();
    pass(1);
    expect(await problemOf(byFirst, server.url)).toBe("keys_unavailable");
    server.answer = answerKeys(keySetOf(first));
    pass(6 * SECOND_MS);
    expect(await problemOf(byFirst, server.url)).toBeNull();
  });

  test("keep their last good copy when the next is too long", async () => {
    expect(await problemOf(byFirst, server.url)).toBeNull();
    server.answer = answerKeys({ keys: crowd(101) });
    pass(11 * MINUTE_MS);
    expect(await problemOf(byFirst, server.url)).toBeNull();
    expect(server.requests).toBe(2);
  });

  test("may be a hundred, of 64 KiB in all", async () => {
    const keys = crowd(100);
    const size = JSON.stringify({ keys: [...keys, { hint: "" }] }).length;
    server.answer = answerKeys({
      keys: [...keys.slice(1), { ...first.publicJwk, hint: "-".repeat(65_530 - size) }],
    } as never);
    expect(await problemOf(byFirst, server.url)).toBeNull();
  });

  test("are kept for sixteen addresses, and asked for again at one that gave way", async () => {
    const at = (index: number) => problemOf(byFirst, `${server.url}?${index}`);
    for (let index = 0; index < 17; index += 1) expect(await at(index)).toBeNull();
    for (let index = 1; index < 17; index += 1) expect(await at(index)).toBeNull();
    expect(server.requests).toBe(17);
    expect(await at(0)).toBeNull();
    expect(server.requests).toBe(18);
  });

  test("name the issuer when nobody else does", async () => {
    const ofServer = await signAs(first, { ...claims, iss: new URL(server.url).origin });
    const facts = sampleFacts(server.url, { now, iss: undefined });
    expect(await verifyQuote(ofServer, facts)).toMatchObject({ valid: true });
    expect(await verifyQuote(ofServer, { ...facts, jwks: new URL(server.url) })).toMatchObject({ valid: true });
    expect(await verifyQuote(byFirst, facts)).toMatchObject({ problems: ["wrong_issuer"] });
  });

  test("that are revoked are so at the next look", async () => {
    expect(await problemOf(byFirst, server.url)).toBeNull();
    server.answer = answerKeys({ keys: [{ ...first.publicJwk, revoked_at: 1 }] } as never);
    pass(11 * MINUTE_MS);
    expect(await problemOf(byFirst, server.url)).toBe("revoked_key");
  });

  test("that may be out of date make no key unknown while the address fails", async () => {
    expect(await problemOf(byFirst, server.url)).toBeNull();
    fail();
    pass(31 * SECOND_MS);
    expect(await problemOf(bySecond, server.url)).toBe("keys_unavailable");
    // Nor while it is not asked again.
    expect(await problemOf(bySecond, server.url)).toBe("keys_unavailable");
  });

  test.each<[string, KeyServer["answer"]]>([
    ["an error", (response) => response.writeHead(500).end()],
    ["an error with keys", (response) => response.writeHead(500).end(JSON.stringify(keySetOf(first)))],
    ["a redirect", (response) => response.writeHead(302, { Location: "https://evil.example/jwks.json" }).end()],
    ["a page", (response) => response.writeHead(200).end("<!doctype html>")],
    ["no key set", (response) => response.writeHead(200).end('{"keys": {}}')],
    ["a broken connection", (response) => response.destroy()],
    ["a set of more than 64 KiB", answerKeys({ keys: [{ ...first.publicJwk, hint: "-".repeat(65_536) }] } as never)],
    ["a set without an end", answerForEver],
    ["a set of 101 keys", answerKeys({ keys: crowd(101) })],
    ["a list with a text among its keys", answerKeys({ keys: [first.publicJwk, "key"] } as never)],
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

describe("the address of keys", () => {
  test.each([
    "https://surcharge.example/.well-known/jwks.json",
    "http://localhost:8787/jwks.json",
    "http://surcharge.localhost/jwks.json",
    "http://[::1]:8787/jwks.json",
    "http://127.0.0.1/jwks.json",
    "http://127.100.200.255/jwks.json",
  ])("may be %s", (address) => {
    expect(parseAddress(address).href).toBe(address);
    expect(parseAddress(new URL(address)).href).toBe(address);
  });

  test.each([
    "http://surcharge.example/jwks.json",
    "http://localhost.example/jwks.json",
    "http://notlocalhost/jwks.json",
    "http://126.0.0.1/jwks.json",
    "http://[::2]/jwks.json",
    "http://127.0.0.1.example/jwks.json",
    "http://host-127.0.0.1.example/jwks.json",
    "ftp://localhost/jwks.json",
    "ftp://surcharge.example/jwks.json",
  ])("may not be %s", (address) => {
    const message = "jwks must be an https address; http is for loopback only";
    expect(() => parseAddress(address)).toThrow(new TypeError(message));
  });
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

  test("may be 64 KiB", async () => {
    const size = JSON.stringify({ keys: [{ ...first.publicJwk, hint: "" }] }).length;
    const jwks = { keys: [{ ...first.publicJwk, hint: "-".repeat(65_536 - size) }] };
    expect(await verifyQuote(byFirst, sampleFacts(jwks, { now }))).toMatchObject({ valid: true });
  });

  test.each([
    ["longer than 64 KiB", { keys: [{ ...first.publicJwk, hint: "-".repeat(65_536) }] }],
    ["of 101 keys", { keys: crowd(101) }],
    ["with a text among its keys", { keys: [first.publicJwk, "key"] }],
    ["without a list", { keys: {} }],
    ["that is a list", [first.publicJwk]],
  ])("are unavailable in a set %s", async (_name, jwks) => {
    const facts = sampleFacts(jwks as never, { now });
    expect(await verifyQuote(byFirst, facts)).toMatchObject({ problem: "keys_unavailable" });
  });

  test("of which two have one kid are no known key", async () => {
    const jwks = { keys: [first.publicJwk, { ...second.publicJwk, kid: "first" }] };
    expect(await verifyQuote(byFirst, sampleFacts(jwks, { now }))).toMatchObject({ problem: "unknown_key" });
  });
});
