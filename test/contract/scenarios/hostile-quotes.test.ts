import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { QuoteClaims, SaleFacts } from "../../../contract/verify.ts";
import { QUOTE_PROBLEMS, verifyQuote } from "../../../contract/verify.ts";
import { FACT_NAMES } from "../../../contract/verify-facts.ts";
import { IS_NIGHTLY } from "../../support/nightly/nightly.ts";
import { keySetOf, makeTestKey, sampleClaims, sampleFacts, signAs } from "../../support/service/quotes.ts";

const RUNS = IS_NIGHTLY ? 1_000_000 : 500;
/** Each of these signs or verifies a whole quote. */
const COSTLY_RUNS = IS_NIGHTLY ? 100_000 : 500;
const key = await makeTestKey("only");
const claims = await sampleClaims();
const quote = await signAs(key, claims);
const facts = sampleFacts(keySetOf(key));

async function expectRefusal(hostile: unknown, given: unknown): Promise<void> {
  const verdict = await verifyQuote(hostile as string, given as SaleFacts);
  expect(verdict.valid).toBe(false);
  if (verdict.valid) return;
  expect(QUOTE_PROBLEMS).toContain(verdict.problem);
  expect(verdict.problems[0]).toBe(verdict.problem);
  for (const fact of verdict.notChecked) expect(FACT_NAMES).toContain(fact);
}

describe("verifyQuote", () => {
  test("accepts the sample that all of these change", async () => {
    expect(await verifyQuote(quote, facts)).toEqual({ valid: true, claims });
  });

  test("refuses a quote with any one bit flipped", async () => {
    const bytes = Buffer.from(quote, "latin1");
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const verdict = await verifyQuote(flipped.toString("latin1"), facts);
      if (verdict.valid) expect.fail(`accepted with bit ${bit} flipped`);
    }
  });

  test("refuses a quote cut short anywhere", async () => {
    for (let length = 0; length < quote.length; length += 1) {
      const verdict = await verifyQuote(quote.slice(0, length), facts);
      if (verdict.valid) expect.fail(`accepted when cut to ${length} characters`);
    }
  });

  test("never throws, whatever the quote is", async () => {
    const segments = fc.array(fc.base64String({ maxLength: 120 }), { minLength: 2, maxLength: 4 });
    const anything = fc.oneof(
      fc.anything({ withNullPrototype: true }),
      fc.string(),
      segments.map((s) => s.join(".")),
    );
    await fc.assert(
      fc.asyncProperty(anything, (hostile) => expectRefusal(hostile, facts)),
      { numRuns: RUNS },
    );
  });

  test("never throws, whatever one fact is", async () => {
    const hostileFact = fc.tuple(
      fc.constantFrom("jwks", "merchant", "env", "subject", "currency", "country"),
      fc.anything(),
    );
    await fc.assert(
      fc.asyncProperty(hostileFact, async ([name, value]) => {
        const given = facts[name as keyof SaleFacts];
        fc.pre(value !== given && typeof value !== "string");
        await expectRefusal(quote, { ...facts, [name]: value });
      }),
      { numRuns: COSTLY_RUNS },
    );
  });

  test("never throws, whatever was signed in place of one claim", async () => {
    const names = Object.keys(claims) as (keyof QuoteClaims)[];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 3 }), async (name, value) => {
        fc.pre(JSON.stringify(value) !== JSON.stringify(claims[name]));
        const verdict = await verifyQuote(await signAs(key, { ...claims, [name]: value }), facts);
        if (verdict.valid) expect(["iss", "iat", "exp", "jti", "reason", "brand", "rules"]).toContain(name);
      }),
      { numRuns: COSTLY_RUNS },
    );
  });

  const throwing: Record<string, unknown> = new Proxy(
    {},
    {
      get() {
        throw new Error("hostile");
      },
      ownKeys() {
        throw new Error("hostile");
      },
    },
  );
  const cyclic: Record<string, unknown> = { keys: [] };
  cyclic["self"] = cyclic;
  test.each([
    ["no facts", undefined],
    ["null", null],
    ["a proxy that always throws", throwing],
    ["a subject that throws", { ...facts, subject: throwing }],
    ["keys that throw", { ...facts, jwks: throwing }],
    ["keys in a circle", { ...facts, jwks: cyclic }],
    ["keys with private parts", { ...facts, jwks: { keys: [key.privateJwk] } }],
    ["keys that are no address", { ...facts, jwks: "not an address" }],
    ["a plain http address", { ...facts, jwks: "http://surcharge.example/jwks.json" }],
    ["a file's address", { ...facts, jwks: "file:///etc/passwd" }],
    ["a date that is none", { ...facts, now: new Date(Number.NaN) }],
    ["a place in a circle", { ...facts, shipTo: cyclic, country: cyclic }],
  ])("refuses, and does not throw, at %s", async (_name, given) => {
    await expectRefusal(quote, given);
  });

  test.each([
    ["state", { state: 5 }],
    ["shipTo", { shipTo: { state: "CT" } }],
    ["shipTo", { shipTo: throwing }],
    ["shipTo", { shipTo: "US" }],
    ["shipTo.state", { shipTo: { country: "US", state: ["IL"] } }],
    ["orderRef", { orderRef: 1001 }],
    ["surchargeTaxRate", { surchargeTaxRate: "0" }],
    ["surchargeTaxRate", { surchargeTaxRate: [8_875] }],
    ["orderRef", Object.defineProperty({}, "orderRef", { enumerable: true, get: () => throwing["any"] })],
  ])("never takes %s for left out when it was given in a form it cannot read", async (fact, changes) => {
    const plain = await signAs(key, { ...claims, state: fact === "state" ? null : claims.state });
    const given = Object.defineProperties({ ...facts }, Object.getOwnPropertyDescriptors(changes));
    const verdict = await verifyQuote(plain, given);
    expect(verdict).toMatchObject({ valid: false, notChecked: expect.arrayContaining([fact]) });
  });

  test("takes no method of a built-in for a claim or a reason", async () => {
    const verdict = await verifyQuote(await signAs(key, { ...claims, reason: "constructor" }), facts);
    expect(verdict.valid).toBe(true);
    await expectRefusal(await signAs(key, JSON.parse('{"__proto__": {"iss": "x"}}')), facts);
  });

  test("hands out no claims that were not signed", async () => {
    const forged = await signAs(await makeTestKey("only"), claims);
    expect(await verifyQuote(forged, facts)).not.toHaveProperty("claims");
  });
});
