import { createHmac, createPrivateKey, sign } from "node:crypto";
import fc from "fast-check";
import { base64url } from "jose";
import { describe, expect, test } from "vitest";
import { toLowS } from "../../../contract/low-s.ts";
import type { QuoteClaims, SaleFacts } from "../../../contract/verify.ts";
import { QUOTE_PROBLEMS, verifyQuote } from "../../../contract/verify.ts";
import { FACT_NAMES } from "../../../contract/verify-facts.ts";
import { runs } from "../../support/nightly/runs.ts";
import { anyMutation } from "../../support/service/mutations.ts";
import {
  keySetOf,
  makeTestKey,
  sampleClaims,
  sampleFacts,
  signAs,
  type TestKey,
} from "../../support/service/quotes.ts";

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

const encoded = (bytes: Uint8Array | string) => base64url.encode(bytes);
const segmentsOf = (quote: string) => quote.split(".") as [header: string, payload: string, signature: string];

/** By the key itself, by another one, by the public key taken for a secret, or none at all. */
function signatureOf(text: string, signer: string, { own, foreign }: Record<"own" | "foreign", TestKey>): string {
  if (signer === "none") return "";
  if (signer === "hmac") return encoded(createHmac("sha256", JSON.stringify(own.publicJwk)).update(text).digest());
  const format = { key: { ...(signer === "own" ? own : foreign).privateJwk }, format: "jwk" } as const;
  const privateKey = createPrivateKey(format);
  return encoded(toLowS(sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" })));
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
      { numRuns: runs(500) },
    );
  });

  test("accepts none of which any part was changed, or put in place of another's", async () => {
    const foreign = await makeTestKey("only");
    const dearer = await sampleClaims({ baseAmount: 50_000, surchargeAmount: 1_500, totalAmount: 51_500 });
    const others = [
      await signAs(key, dearer),
      await signAs(key, await sampleClaims({ aud: "mch_other" })),
      await signAs(foreign, claims),
    ].map(segmentsOf);
    const own = segmentsOf(quote);
    const anySegment = fc.nat({ max: 2 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...others),
        fc.array(fc.tuple(anySegment, fc.option(anyMutation)), { minLength: 1, maxLength: 3 }),
        async (other, changes) => {
          const parts = [...own];
          for (const [at, mutate] of changes) {
            const [mine = "", theirs = ""] = [parts[at], other[at]];
            parts[at] = mutate === null ? theirs : encoded(mutate(base64url.decode(mine), base64url.decode(theirs)));
          }
          const changed = parts.join(".");
          fc.pre(changed !== quote);
          await expectRefusal(changed, facts);
        },
      ),
      { numRuns: runs(500) },
    );
  });

  test("accepts none of another algorithm, another key or another kind, whoever signed it", async () => {
    const other = await makeTestKey("other");
    const anyHeader = fc.record(
      {
        alg: fc.constantFrom<unknown>(
          "none",
          "None",
          "HS256",
          "HS512",
          "RS256",
          "PS256",
          "ES384",
          "EdDSA",
          "es256",
          "",
          7,
        ),
        typ: fc.constantFrom<unknown>("JWT", "surcharge-quote", "", null),
        kid: fc.constantFrom<unknown>("other", "", null, "../only"),
        jwk: fc.constantFrom<unknown>(other.publicJwk, key.publicJwk),
        crit: fc.constantFrom<unknown>([], ["b64"]),
      },
      { requiredKeys: [] },
    );
    const body = segmentsOf(quote)[1];
    await fc.assert(
      fc.asyncProperty(anyHeader, fc.constantFrom("own", "foreign", "hmac", "none"), async (changes, signer) => {
        fc.pre(Object.keys(changes).length > 0 || signer !== "own");
        const header = encoded(JSON.stringify({ alg: "ES256", typ: "surcharge-quote+jwt", kid: "only", ...changes }));
        const signed = `${header}.${body}`;
        await expectRefusal(`${signed}.${signatureOf(signed, signer, { own: key, foreign: other })}`, facts);
      }),
      { numRuns: runs(500) },
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
      { numRuns: runs(500) },
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
      { numRuns: runs(500) },
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
