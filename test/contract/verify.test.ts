import { readFileSync } from "node:fs";
import type { JSONWebKeySet } from "jose";
import { describe, expect, test } from "vitest";
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
