import { readFileSync } from "node:fs";
import { base64url, CompactSign, type JSONWebKeySet } from "jose";
import { describe, expect, test } from "vitest";
import type { QuoteClaims } from "../../contract/claims.ts";
import { MAX_QUOTE_LENGTH } from "../../contract/lists.ts";
import { toLowS } from "../../contract/low-s.ts";
import type { SaleFacts } from "../../contract/verify.ts";
import { QUOTE_PROBLEMS, subjectHash, verifyQuote } from "../../contract/verify.ts";
import { keySetOf, makeTestKey, sampleClaims, sampleFacts, signAs } from "../support/service/quotes.ts";

interface Vectors {
  jwks: JSONWebKeySet;
  subjects: { kind: "token" | "customer"; parts: [string, string, string]; hash: string }[];
  cases: {
    name: string;
    quote: string;
    facts: SaleFacts & { now: number };
    expected: { valid: boolean; problem?: string; problems?: string[]; notChecked?: string[] };
  }[];
}

const vectors: Vectors = JSON.parse(readFileSync(new URL("../vectors/quotes.json", import.meta.url), "utf8"));

describe("the golden vectors", () => {
  test.each(vectors.cases)("$name", async ({ quote, facts, expected }) => {
    const verdict = await verifyQuote(quote, { ...facts, now: facts.now * 1000, jwks: vectors.jwks });
    expect(verdict).toMatchObject(expected);
  });

  test("show every problem but that of missing keys", () => {
    const shown = new Set(vectors.cases.map(({ expected }) => expected.problem));
    expect(QUOTE_PROBLEMS.filter((problem) => !shown.has(problem))).toEqual(["keys_unavailable"]);
  });

  test.each(vectors.subjects)("hash a $kind as every language must", async ({ kind, parts, hash }) => {
    const actual = kind === "token" ? subjectHash(kind, parts[0], parts[1]) : subjectHash(kind, ...parts);
    expect(await actual).toBe(hash);
  });
});

describe("places", () => {
  test.each([
    ["US", "Illinois", "US", "IL"],
    ["us", "US-IL", "US", "IL"],
    ["CA", "Québec", "CA", "QC"],
    ["PR", undefined, "US", "PR"],
    ["DE", undefined, "DE", null],
  ])("%s and %s are the quote's %s and %s", async (country, state, quotedCountry, quotedState) => {
    const key = await makeTestKey("only");
    const claims = await sampleClaims({ country: quotedCountry, state: quotedState });
    const facts = sampleFacts(keySetOf(key), { country, state });
    expect(await verifyQuote(await signAs(key, claims), facts)).toMatchObject({ valid: true });
  });
});

describe("a quote", () => {
  const problemsOf = async (claims: QuoteClaims, change: Partial<SaleFacts> = {}, marks: object = {}) => {
    const key = await makeTestKey("only");
    const jwks = { keys: [{ ...key.publicJwk, ...marks }] };
    const verdict = await verifyQuote(await signAs(key, claims), sampleFacts(jwks, change));
    return verdict.valid ? [] : verdict.problems;
  };

  test("is good from five seconds before it was issued, and not a second earlier", async () => {
    const claims = await sampleClaims();
    expect(await problemsOf(claims, { now: (claims.iat - 5) * 1000 })).toEqual([]);
    expect(await problemsOf(claims, { now: (claims.iat - 6) * 1000 })).toEqual(["not_yet_valid"]);
  });

  test("is not checked at a time that is none", async () => {
    expect(await problemsOf(await sampleClaims(), { now: new Date(Number.NaN) })).toEqual(["not_checked"]);
  });

  test("is good for an hour after its key was retired, and not a second longer", async () => {
    const claims = await sampleClaims();
    const at = { now: claims.iat * 1000 };
    expect(await problemsOf(claims, at, { retired_at: claims.iat - 3_600 })).toEqual([]);
    expect(await problemsOf(claims, at, { retired_at: claims.iat - 3_601 })).toEqual(["retired_key"]);
    expect(await problemsOf(claims, at, { retired_at: 0 })).toEqual(["retired_key"]);
  });

  test("may be of a charge card", async () => {
    expect(await problemsOf(await sampleClaims({ funding: "charge" }))).toEqual([]);
  });

  test("of a shipping place without states needs none, and one of another country is wrong and no more", async () => {
    const british = await sampleClaims({ shipTo: { country: "GB", state: null } });
    expect(await problemsOf(british, { shipTo: { country: "GB" } })).toEqual([]);
    expect(await problemsOf(await sampleClaims(), { shipTo: { country: "CA" } })).toEqual(["wrong_place"]);
  });

  test("of a surcharge has a rate and an amount, and any other has neither", async () => {
    const small = { baseAmount: 1, surchargeAmount: 0, totalAmount: 1 };
    const none = { ...small, outcome: "none", reason: "debit", funding: "debit", disclosure: null } as const;
    expect(await problemsOf(await sampleClaims({ ...none, rateBps: 0 }), { baseAmount: 1 })).toEqual([]);
    expect(await problemsOf(await sampleClaims(none), { baseAmount: 1 })).toEqual(["inconsistent_amounts"]);
    expect(await problemsOf(await sampleClaims(small), { baseAmount: 1 })).toEqual(["inconsistent_amounts"]);
    const free = { baseAmount: null, surchargeAmount: null, surchargeTaxAmount: null, totalAmount: null, rateBps: 0 };
    expect(await problemsOf(await sampleClaims(free), { baseAmount: null })).toEqual(["inconsistent_amounts"]);
  });

  test("has three parts and nothing before or after them", async () => {
    const key = await makeTestKey("only");
    const quote = await signAs(key, await sampleClaims());
    const facts = sampleFacts(keySetOf(key));
    for (const odd of [`${quote}A`, ` ${quote}`, `\n${quote}`, `${quote.split(".")[0]}.${quote}`])
      expect(await verifyQuote(odd, facts)).toMatchObject({ problem: "malformed" });
  });

  test("is not held to a time that is none, and says so", async () => {
    const key = await makeTestKey("only");
    const facts = { ...sampleFacts(keySetOf(key)), now: Number.NaN };
    const verdict = await verifyQuote(await signAs(key, await sampleClaims()), facts);
    expect(verdict).toMatchObject({ valid: false, problems: ["not_checked"], notChecked: ["now"] });
  });

  test("without a key id is signed by no key, though the set has one without", async () => {
    const key = await makeTestKey("only");
    const { kid: _kid, ...nameless } = key.publicJwk;
    const quote = await signAs(key, await sampleClaims(), { kid: undefined });
    expect(await verifyQuote(quote, sampleFacts({ keys: [nameless] }))).toMatchObject({ problem: "unknown_key" });
  });

  test("is JSON in UTF-8, byte for byte", async () => {
    const key = await makeTestKey("only");
    const bytes = new TextEncoder().encode(JSON.stringify(await sampleClaims({ brand: "visa" })));
    const facts = sampleFacts(keySetOf(key));
    const problemOf = async (payload: Uint8Array) => {
      const header = { alg: "ES256", typ: "surcharge-quote+jwt", kid: "only" };
      const quote = await new CompactSign(payload).setProtectedHeader(header).sign(key.privateKey);
      const end = quote.lastIndexOf(".") + 1;
      const signature = base64url.encode(toLowS(base64url.decode(quote.slice(end))));
      const verdict = await verifyQuote(quote.slice(0, end) + signature, facts);
      return verdict.valid ? null : verdict.problem;
    };
    expect(await problemOf(bytes)).toBeNull();
    expect(await problemOf(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes))).toBe("malformed");
    const at = new TextDecoder().decode(bytes).indexOf('"visa"') + 1;
    expect(await problemOf(bytes.with(at, 0xff))).toBe("malformed");
  });

  test("may be as long as quotes get, and not a character longer", async () => {
    const key = await makeTestKey("one");
    const facts = sampleFacts(keySetOf(key));
    const withNote = async (length: number) => signAs(key, { ...(await sampleClaims()), note: "-".repeat(length) });
    const start = Math.floor(((MAX_QUOTE_LENGTH - (await withNote(0)).length) * 3) / 4) - 4;
    const quotes = await Promise.all(Array.from({ length: 12 }, (_, more) => withNote(start + more)));
    for (const quote of quotes)
      expect((await verifyQuote(quote, facts)).valid, `${quote.length}`).toBe(quote.length <= MAX_QUOTE_LENGTH);
    expect(quotes.map(({ length }) => length)).toContain(MAX_QUOTE_LENGTH);
  });
});
