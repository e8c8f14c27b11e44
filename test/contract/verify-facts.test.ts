import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { JSONWebKeySet } from "jose";
import { describe, expect, test } from "vitest";
import { type SaleFacts, verifyQuote } from "../../contract/verify.ts";
import { FACT_NAMES, readFacts } from "../../contract/verify-facts.ts";
import type { QuoteVerdict } from "../../contract/verify-report.ts";

interface Case {
  readonly name: string;
  readonly quote: string;
  readonly facts: Readonly<Record<string, unknown>> & { readonly now: number };
  readonly expected: Partial<QuoteVerdict>;
}
interface Vectors {
  readonly jwks: JSONWebKeySet;
  readonly cases: readonly Case[];
  readonly numbers: readonly { readonly json: string; readonly amount: number | null }[];
}
const { jwks, cases, numbers }: Vectors = JSON.parse(readFileSync("test/vectors/facts.json", "utf8"));

const verify = ({ quote, facts }: Pick<Case, "quote" | "facts">) =>
  verifyQuote(quote, { ...facts, now: facts.now * 1000, jwks } as unknown as SaleFacts);

describe("facts in odd forms", () => {
  test.each(cases)("$name", async ({ expected, ...given }) => {
    expect(await verify(given)).toMatchObject(expected);
  });

  test.each(numbers)("the amount $json is $amount", ({ json, amount }) => {
    const baseAmount: unknown = JSON.parse(json);
    expect(readFacts({ baseAmount }).baseAmount ?? null).toBe(amount);
  });
});

describe("facts in forms that JSON does not have", () => {
  test.each([
    [12_500n, 12_500],
    [999_999_999_999n, 999_999_999_999],
    [-0, 0],
    [1_000_000_000_000n, undefined],
    [2n ** 1024n, undefined],
    [-1n, undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    [Object(12_500), undefined],
    [Symbol("12500"), undefined],
    [() => 12_500, undefined],
    [{ valueOf: () => 12_500 }, undefined],
    [null, null],
    [undefined, undefined],
  ])("of the amount %s, %s is read", (baseAmount, read) => {
    expect(readFacts({ baseAmount }).baseAmount).toBe(read);
  });

  test.each([8_875n, 8_875])("a tax rate of %s is one", (surchargeTaxRate) => {
    expect(readFacts({ surchargeTaxRate })).toMatchObject({ surchargeTaxRate: 8_875, unreadable: [] });
  });

  test.each(["\ud83c", "A-\udc00", Object("A-1001"), Symbol("A")])("the text %j cannot be read", (orderRef) => {
    expect(readFacts({ orderRef })).toMatchObject({ orderRef: undefined, unreadable: ["orderRef"] });
  });

  test("what throws when it is read is neither given nor left out", () => {
    const hostile = {
      get state() {
        throw new Error("hostile");
      },
    };
    expect(readFacts(hostile).unreadable).toEqual(["state"]);
  });

  const throwing = () => {
    throw new Error("hostile");
  };
  const hostile = new Proxy({}, { get: throwing, getPrototypeOf: throwing, ownKeys: throwing, has: throwing });

  const odd = [hostile, Object.create(Date.prototype), Object.create(URL.prototype), Symbol("odd"), throwing];

  test.each([...FACT_NAMES, "jwks", "purpose"])("whatever %s is, reading it does not throw", (name) => {
    for (const value of odd) expect(() => readFacts({ [name]: value })).not.toThrow();
    const anything = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withSparseArray: true });
    fc.assert(fc.property(anything, (value) => void readFacts({ [name]: value })));
  });

  test("nor does it throw at what is no set of facts at all", () => {
    for (const facts of odd) expect(() => readFacts(facts)).not.toThrow();
    fc.assert(fc.property(fc.anything(), (facts) => void readFacts(facts)));
  });

  test.each([undefined, null, ""])("a time that is left out (%j) is that of the clock", (now) => {
    const before = Date.now();
    expect(readFacts({ now }).now).toBeGreaterThanOrEqual(before);
  });

  test.each([new Date(5), 5])("a time is a date or milliseconds", (now) => {
    expect(readFacts({ now }).now).toBe(5);
  });

  test.each(["5", true, [], {}, new Date(Number.NaN), Number.NaN, 5n])("%s is no time", (now) => {
    expect(readFacts({ now }).now).toBeUndefined();
  });
});

test.each([null, undefined])("of %s nothing is read, and nothing is unreadable", (facts) => {
  expect(readFacts(facts)).toMatchObject({ merchant: undefined, issuer: undefined, unreadable: [] });
});

describe("the issuer", () => {
  test("is no address that nobody fetches keys from", () => {
    expect(readFacts({ jwks: "ftp://surcharge.example/jwks.json" }).issuer).toBeUndefined();
  });

  const hostile = new Proxy(
    {},
    {
      getPrototypeOf: () => {
        throw new Error("hostile");
      },
    },
  );
  test.each([
    [
      "the fact",
      { iss: "https://surcharge.example/a", jwks: "https://keys.example/jwks.json" },
      "https://surcharge.example",
    ],
    ["the keys' address", { jwks: "https://keys.example/jwks.json" }, "https://keys.example"],
    ["the keys' address, an object", { jwks: new URL("http://127.0.0.1:8787/jwks.json") }, "http://127.0.0.1:8787"],
    ["nobody's word, with keys in hand", { jwks: { keys: [] } }, undefined],
    ["nobody's word, with keys that throw", { jwks: hostile }, undefined],
    ["nobody's word, with a list of an address", { jwks: ["https://keys.example"] }, undefined],
  ])("is %s", (_name, facts, issuer) => {
    expect(readFacts(facts)).toMatchObject({ issuer, unreadable: [] });
  });

  test.each([hostile, ["https://surcharge.example"], 12, "surcharge.example", "ftp://surcharge.example"])(
    "is not taken from the keys when a fact was given that cannot be read",
    (iss) => {
      expect(readFacts({ iss, jwks: "https://keys.example" })).toMatchObject({
        issuer: undefined,
        unreadable: ["iss"],
      });
    },
  );
});
