/**
 * How PHP gets the keys of quotes: its copy between two requests is a file, so the age of a copy is what its file says.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { USER_AGENT } from "../../contract/user-agent.ts";
import { needs } from "../support/node/needs.ts";
import { answerKeys, type KeyServer, startKeyServer } from "../support/service/key-server.ts";
import { ask, findProgram } from "./support/language.ts";
import { PHP } from "./support/languages.ts";

const { cases, jwks } = JSON.parse(readFileSync("test/vectors/quotes.json", "utf8"));
const [{ quote, facts }] = cases;
const MINUTE = 60;
const DAY = 86_400;
const LATER_KEY = "eyJhbGciOiJFUzI1NiIsInR5cCI6InN1cmNoYXJnZS1xdW90ZStqd3QiLCJraWQiOiJsYXRlciJ9";

/** Writes a key and a certificate that nobody but itself vouches for. */
const OWN_CERTIFICATE = `
  $key = openssl_pkey_new(["private_key_type" => OPENSSL_KEYTYPE_EC, "curve_name" => "prime256v1"]);
  $request = openssl_csr_new(["commonName" => "127.0.0.1"], $key);
  openssl_x509_export(openssl_csr_sign($request, null, $key, 1), $certificate);
  openssl_pkey_export($key, $text);
  echo $text, $certificate;
`;

const program = findProgram(PHP);
const place = mkdtempSync(join(tmpdir(), "php-keys-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

let server: KeyServer;
let file = "";
beforeEach(async ({ task }) => {
  server = await startKeyServer(answerKeys(jwks));
  file = join(place, `${task.id}.json`);
});
afterEach(() => server.close());

/** Verifies in a new process each time, as a web server does: nothing but the file outlives it. */
async function problemOf(given: { jwksUrl?: string; file?: string; quote?: string } = {}): Promise<unknown> {
  const sale = { quote, facts: { ...facts, iss: "https://surcharge.example" }, now: facts.now, file };
  const [verdict] = await ask(program ?? "", PHP.driver, [{ ...sale, jwksUrl: server.url, ...given }]);
  return verdict?.["problem"] ?? "none";
}

/** A quote that names a key which is not in the set. */
const ofUnknownKey = [LATER_KEY, ...quote.split(".").slice(1)].join(".");

/** Lets the copy, or the last failure, be so many seconds old. */
function age(times: { fetched?: number; failed?: number }): void {
  const copy = JSON.parse(readFileSync(file, "utf8"));
  const now = Math.floor(Date.now() / 1000);
  if (times.fetched !== undefined) copy.fetchedAt = now - times.fetched;
  if (times.failed !== undefined) copy.failedAt = now - times.failed;
  writeFileSync(file, JSON.stringify(copy));
}

const fails: KeyServer["answer"] = (response) => response.writeHead(503).end();

describe("the copy", needs("PHP"), () => {
  test("serves every later request, and is asked for by name", async () => {
    expect([await problemOf(), await problemOf(), await problemOf()]).toEqual(["none", "none", "none"]);
    expect(server.requests).toBe(1);
    expect(server.userAgent).toBe(USER_AGENT);
    const left = readdirSync(place).filter((name) => name.startsWith(basename(file)));
    expect(left.toSorted()).toEqual([basename(file), `${basename(file)}.lock`]);
  });

  test("is fetched once for a crowd of requests", async () => {
    const problems = await Promise.all(Array.from({ length: 8 }, () => problemOf()));
    expect([new Set(problems), server.requests]).toEqual([new Set(["none"]), 1]);
  });

  test("is fetched again after ten minutes", async () => {
    await problemOf();
    age({ fetched: 10 * MINUTE - 30 });
    await problemOf();
    expect(server.requests).toBe(1);
    age({ fetched: 10 * MINUTE });
    await problemOf();
    expect(server.requests).toBe(2);
  });

  test("is fetched again for an unknown key, once in thirty seconds", async () => {
    await problemOf();
    expect([await problemOf({ quote: ofUnknownKey }), server.requests]).toEqual(["unknown_key", 1]);
    age({ fetched: 30 });
    expect([await problemOf({ quote: ofUnknownKey }), server.requests]).toEqual(["unknown_key", 2]);
    expect([await problemOf({ quote: ofUnknownKey }), server.requests]).toEqual(["unknown_key", 2]);
  });

  test("serves for a day while the address fails, which is asked once in five seconds", async () => {
    await problemOf();
    server.answer = fails;
    age({ fetched: DAY - MINUTE });
    expect([await problemOf(), server.requests]).toEqual(["none", 2]);
    age({ failed: 0 });
    expect([await problemOf(), server.requests]).toEqual(["none", 2]);
    age({ failed: 5 });
    expect([await problemOf(), server.requests]).toEqual(["none", 3]);
    age({ fetched: DAY + MINUTE, failed: 5 });
    expect(await problemOf()).toBe("keys_unavailable");
    server.answer = answerKeys(jwks);
    age({ failed: 5 });
    expect(await problemOf()).toBe("none");
  });

  test("makes no key unknown while the address fails", async () => {
    await problemOf();
    server.answer = fails;
    age({ fetched: 30 });
    expect(await problemOf({ quote: ofUnknownKey })).toBe("keys_unavailable");
  });

  test("is fetched again where the clock was set back", async () => {
    await problemOf();
    age({ fetched: -MINUTE });
    expect([await problemOf(), server.requests]).toEqual(["none", 2]);
  });

  test.each(["", "{", "[]", "null", '{"url": 1}', '{"jwks": {"keys": []}}'])(
    "that was spoilt to %j is fetched again",
    async (content) => {
      writeFileSync(file, content);
      expect([await problemOf(), server.requests]).toEqual(["none", 1]);
    },
  );

  test("of another address is not used", async () => {
    await problemOf();
    const other = await startKeyServer(answerKeys({ keys: [] }));
    expect(await problemOf({ jwksUrl: other.url })).toBe("unknown_key");
    await other.close();
  });

  test("that cannot be written costs a request and no sale", async () => {
    file = join(place, "no", "such", "folder.json");
    expect([await problemOf(), await problemOf(), server.requests]).toEqual(["none", "none", 2]);
    expect(existsSync(file)).toBe(false);
  });
});

describe("the address", needs("PHP"), () => {
  test.each<[string, KeyServer["answer"]]>([
    ["a page", (response) => response.writeHead(200).end("<html></html>")],
    ["no set", (response) => response.writeHead(200).end('{"key": []}')],
    ["an object of keys", (response) => response.writeHead(200).end('{"keys": {}}')],
    ["nothing", (response) => response.writeHead(200).end()],
    ["a broken-off set", (response) => response.writeHead(200).end(JSON.stringify(jwks).slice(0, -2))],
    ["too long a set", answerKeys({ ...jwks, padding: "x".repeat(65_536) })],
    [
      "too many keys",
      answerKeys({ keys: Array.from({ length: 101 }, (_, index) => ({ kty: "EC", kid: `${index}` })) }),
    ],
    ["status 404", (response) => response.writeHead(404).end(JSON.stringify(jwks))],
    ["a broken connection", (response) => response.destroy()],
    ["a body that never ends", (response) => response.writeHead(200).write("{")],
  ])("that answers %s has no keys", async (_, answer) => {
    server.answer = answer;
    expect(await problemOf()).toBe("keys_unavailable");
  });

  test("is followed nowhere", async () => {
    const elsewhere = await startKeyServer(answerKeys(jwks));
    server.answer = (response) => response.writeHead(302, { Location: elsewhere.url }).end(JSON.stringify(jwks));
    expect([await problemOf(), elsewhere.requests]).toEqual(["keys_unavailable", 0]);
    await elsewhere.close();
  });

  test.each([
    "http://surcharge.example/jwks.json",
    "file:///etc/passwd",
    "php://stdin",
    "//host/keys",
    "keys.json",
    "",
  ])("%j is none", async (jwksUrl) => {
    expect(await problemOf({ jwksUrl })).toBe("keys_unavailable");
  });

  test("over TLS must prove its name", async () => {
    const { stdout } = spawnSync(program ?? "", ["-r", OWN_CERTIFICATE], { encoding: "utf8" });
    let asked = 0;
    const ownWord = createServer({ key: stdout, cert: stdout }, (_, response) => {
      asked += 1;
      answerKeys(jwks)(response);
    });
    await new Promise<void>((ready) => ownWord.listen(0, "127.0.0.1", ready));
    const { port } = ownWord.address() as AddressInfo;
    expect([await problemOf({ jwksUrl: `https://127.0.0.1:${port}/jwks.json` }), asked]).toEqual([
      "keys_unavailable",
      0,
    ]);
    ownWord.close();
  });
});
