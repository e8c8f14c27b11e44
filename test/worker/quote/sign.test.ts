import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BRANDS, FUNDINGS, LEVELS } from "../../../contract/lists.ts";
import { MAX_AMOUNT } from "../../../contract/money.ts";
import { QuoteClaims } from "../../../contract/quote.ts";
import { type SaleFacts, saleOf, subjectHash, verifyQuote } from "../../../contract/verify.ts";
import type { PrivateJwk } from "../../../worker/quote/jwk.ts";
import { importKeys } from "../../../worker/quote/keys.ts";
import { type QuoteInput, quoteClaims, signQuote } from "../../../worker/quote/sign.ts";
import { type Asked, ask, placeOf } from "../../support/merchant/deciding.ts";
import { runs } from "../../support/nightly/runs.ts";
import { makeTestKey, TOKEN } from "../../support/service/quotes.ts";

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0, 900);
const SECONDS = Math.floor(NOW / 1000);
const TEXT = "A surcharge of 3 % is added.";
const [first, second] = await Promise.all([makeTestKey("first"), makeTestKey("second")]);
const signingKeys = [first, second].map(({ privateJwk }) => privateJwk as PrivateJwk);
const keys = await importKeys({ environment: "production", signingKeys, retiredKeys: [] });

function input(asked: Asked = {}, changes: Partial<QuoteInput> = {}): QuoteInput {
  const decision = ask(asked);
  return {
    issuer: "https://surcharge.example",
    merchant: "mch_demo",
    mode: "test",
    subject: { kind: "token", token: TOKEN },
    decision,
    disclosure: decision.outcome === "surcharge" ? { text: TEXT, locale: "en", version: "7" } : null,
    now: NOW,
    firstSeenAt: NOW,
    ...changes,
  };
}

describe("quoteClaims", () => {
  test("says what was decided", async () => {
    const claims = await quoteClaims(input({}, { orderRef: "A-1" }));
    expect(claims).toMatchObject({
      iss: "https://surcharge.example",
      aud: "mch_demo",
      env: "test",
      iat: SECONDS,
      outcome: "surcharge",
      reason: "eligible",
      country: "US",
      state: "IL",
      baseAmount: 12_500,
      surchargeAmount: 375,
      totalAmount: 12_875,
      orderRef: "A-1",
      disclosure: { locale: "en", version: "7", sha256: createHash("sha256").update(TEXT).digest("base64url") },
    });
    expect(QuoteClaims.parse(claims)).toEqual(claims);
  });

  test.each([
    ["a token seen now", "token", 0, 120],
    ["a token seen 100 seconds ago", "token", 100, 20],
    ["a token seen longer ago than it lives", "token", 500, 0],
    ["a token from the future", "token", -60, 120],
    ["a saved card", "customer", 500, 900],
    ["a BIN", "bin", 500, 120],
  ] as const)("%s (%s, %i s ago) lives as long as it may: %i s", async (_name, kind, secondsAgo, lifetime) => {
    const subjects = {
      token: { kind: "token", token: TOKEN },
      customer: { kind: "customer", customerId: "c", paymentMethodId: "p" },
      bin: { kind: "bin" },
    } as const;
    const firstSeenAt = NOW - secondsAgo * 1000;
    const { iat, exp } = await quoteClaims(input({}, { subject: subjects[kind], firstSeenAt }));
    expect(exp - iat).toBe(lifetime);
  });

  test("names a shipping place only where it is another one", async () => {
    expect(await quoteClaims(input({ shipTo: placeOf("US-IL") }))).not.toHaveProperty("shipTo");
    expect((await quoteClaims(input({ shipTo: placeOf("CA-ON") }))).shipTo).toEqual({ country: "CA", state: "ON" });
  });

  test("names a saved card by the method that was resolved", async () => {
    const subject = { kind: "customer", customerId: "c", paymentMethodId: "p" } as const;
    const claims = await quoteClaims(input({}, { subject }));
    expect(claims.subject).toEqual({ kind: "customer", hash: await subjectHash("customer", "mch_demo", "c", "p") });
  });

  test("holds nothing that two quotes for one BIN have in common", async () => {
    const bin = () => quoteClaims(input({}, { subject: { kind: "bin" } }));
    const [one, other] = [await bin(), await bin()];
    expect(one.subject.hash).not.toBe(other.subject.hash);
    expect(one.jti).not.toBe(other.jti);
    expect(one.sale).not.toBe(other.sale);
  });
});

describe("the sale of a quote", () => {
  const CARD = { kind: "customer", customerId: "c", paymentMethodId: "p" } as const;
  const saleFor = async (changes: Partial<QuoteInput>, asked: Asked = {}) =>
    (await quoteClaims(input(asked, changes))).sale;

  test("is one for every quote about one token, whatever was asked and answered", async () => {
    const sale = await saleOf("mch_demo", { token: TOKEN });
    expect(await saleFor({})).toBe(sale);
    expect(await saleFor({ orderRef: "A-1", now: NOW + 60_000 }, { baseAmount: 1 })).toBe(sale);
    expect(await saleFor({}, { card: { funding: "debit", surchargeable: false } })).toBe(sale);
    expect(await saleFor({ merchant: "mch_other" })).not.toBe(sale);
  });

  test("is one for a saved card and an order", async () => {
    const sale = await saleFor({ subject: CARD, orderRef: "A-1" });
    expect(sale).toBe(await saleOf("mch_demo", { customerId: "c", paymentMethodId: "p", orderRef: "A-1" }));
    expect(await saleFor({ subject: CARD, orderRef: "A-1" })).toBe(sale);
    expect(await saleFor({ subject: CARD, orderRef: "A-2" })).not.toBe(sale);
  });

  test.each([
    ["a saved card without an order", { subject: CARD }],
    ["a saved card that was not resolved", { subject: { ...CARD, paymentMethodId: null }, orderRef: "A-1" }],
    ["a BIN", { subject: { kind: "bin" }, orderRef: "A-1" }],
  ] as const)("is one of its own each time for %s", async (_name, changes) => {
    expect(await saleFor(changes)).not.toBe(await saleFor(changes));
  });
});

describe("signQuote", () => {
  test("signs with the first key", async () => {
    const quote = await signQuote({ claims: await quoteClaims(input()), keys });
    const header = JSON.parse(Buffer.from(quote.split(".")[0] ?? "", "base64url").toString());
    expect(header).toEqual({ alg: "ES256", typ: "surcharge-quote+jwt", kid: "first" });
  });

  test("has the one of two signatures that a verifier takes", async () => {
    const claims = await quoteClaims(input());
    const quotes = await Promise.all(Array.from({ length: 64 }, () => signQuote({ claims, keys })));
    const signatures = quotes.map((quote) => Buffer.from(quote.split(".")[2] ?? "", "base64url"));
    expect(signatures.every((signature) => signature.length === 64 && (signature[32] ?? 0xff) < 0x80)).toBe(true);
  });

  test("makes a quote that verifies, whatever was decided", async () => {
    const places = fc.constantFrom("US-IL", "US-CO", "US-CT", "CA-ON", "CA-QC", "AU", "GB", "DE", "US", "US-PR");
    const anyCase = fc.record({
      brands: fc.array(fc.constantFrom(...BRANDS), { maxLength: 2 }),
      funding: fc.constantFrom(...FUNDINGS),
      level: fc.constantFrom(...LEVELS),
      surchargeable: fc.constantFrom(true, false, null),
      billing: places,
      shipTo: fc.option(places),
      baseAmount: fc.option(fc.integer({ min: 0, max: MAX_AMOUNT })),
      currency: fc.constantFrom("USD", "JPY", "XXX"),
    });
    const check = async ({
      billing,
      shipTo,
      baseAmount,
      currency,
      ...card
    }: typeof anyCase extends fc.Arbitrary<infer T> ? T : never) => {
      const to = shipTo === null ? null : placeOf(shipTo);
      const facts: SaleFacts = {
        jwks: { keys: [...keys.jwks.keys] },
        merchant: "mch_demo",
        env: "test",
        subject: { token: TOKEN },
        baseAmount,
        currency,
        ...placeOf(billing),
        shipTo: to,
        now: NOW,
      };
      const claims = await quoteClaims(input({ card, billing: placeOf(billing), shipTo: to, baseAmount, currency }));
      expect(await verifyQuote(await signQuote({ claims, keys }), facts)).toEqual({ valid: true, claims });
    };
    await fc.assert(fc.asyncProperty(anyCase, check), {
      numRuns: runs(400),
      examples: [
        [
          {
            brands: ["visa"],
            funding: "credit",
            level: "consumer",
            surchargeable: true,
            billing: "US-IL",
            shipTo: "US-IL",
            baseAmount: 12_500,
            currency: "USD",
          },
        ],
        [
          {
            brands: ["visa"],
            funding: "credit",
            level: "consumer",
            surchargeable: true,
            billing: "US-IL",
            shipTo: "US-CO",
            baseAmount: null,
            currency: "USD",
          },
        ],
      ],
    });
  });
});
