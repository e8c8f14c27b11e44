import type { JSONWebKeySet } from "jose";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type SaleFacts, verifyQuote } from "../../contract/verify.ts";
import golden from "../vectors/quotes.json";

const vectors = golden as unknown as {
  jwks: JSONWebKeySet;
  cases: { name: string; quote: string; facts: SaleFacts & { now: number }; expected: { valid: boolean } }[];
};
const [{ quote, facts } = { quote: "", facts: undefined }] = vectors.cases;

describe("verifyQuote inside workerd", () => {
  afterEach(() => vi.restoreAllMocks());

  test("gives every golden verdict", async () => {
    for (const { name, quote, facts, expected } of vectors.cases) {
      const verdict = await verifyQuote(quote, { ...facts, now: facts.now * 1000, jwks: vectors.jwks });
      expect.soft(verdict, name).toMatchObject(expected);
    }
  });

  test("fetches keys by address, one after the other and side by side", async () => {
    const fetchKeys = vi.spyOn(globalThis, "fetch").mockImplementation(async () => Response.json(vectors.jwks));
    const given = { ...facts, now: (facts?.now ?? 0) * 1000, jwks: "https://surcharge.example/jwks.json" } as SaleFacts;
    expect(await verifyQuote(quote, given)).toMatchObject({ valid: true });
    const verdicts = await Promise.all([verifyQuote(quote, given), verifyQuote(quote, given)]);
    expect(verdicts.every(({ valid }) => valid)).toBe(true);
    expect(fetchKeys).toHaveBeenCalledTimes(1);
  });
});
