import { beforeAll, expect, test } from "vitest";
import type { QuoteClaims } from "../../../../contract/claims.ts";
import { readReportedQuote } from "../../../../worker/ledger/outcomes/reported-quote.ts";
import type { QuoteKeys } from "../../../../worker/quote/keys.ts";
import { MERCHANT, makeTestKey, sampleClaims, signAs, type TestKey } from "../../../support/service/quotes.ts";

const NOW = Math.floor(Date.now() / 1000);
let [ours, retired, revoked, theirs]: TestKey[] = [];
let jwks: QuoteKeys["jwks"];

beforeAll(async () => {
  [ours, retired, revoked, theirs] = await Promise.all(["ours", "retired", "revoked", "theirs"].map(makeTestKey));
  const marks = [{}, { retired_at: NOW - 86_400 }, { revoked_at: NOW - 86_400 }];
  const keys = [ours, retired, revoked].map((key, index) => ({ ...key?.publicJwk, ...marks[index] }));
  jwks = { keys: keys as unknown as QuoteKeys["jwks"]["keys"] };
});

const read = async (key: TestKey | undefined, changes: Partial<QuoteClaims> = {}) =>
  readReportedQuote(await signAs(key as TestKey, await sampleClaims(changes)), { jwks, merchant: MERCHANT });

test.each([
  ["live", {}],
  ["test", { env: "test" as const }],
  ["old", { iat: NOW - 40_000_000, exp: NOW - 39_999_880 }],
  ["without an amount", { baseAmount: null, surchargeAmount: null, surchargeTaxAmount: null, totalAmount: null }],
  [
    "with an order, a delivery and a tax",
    {
      orderRef: "A-1",
      shipTo: { country: "US", state: "IL" },
      surchargeTaxRate: 8_875,
      surchargeTaxAmount: 33,
      totalAmount: 12_908,
    },
  ],
])("one that is %s", async (_, changes) => {
  expect(await read(ours, changes)).toMatchObject({ sale: (await sampleClaims()).sale, ...changes });
});

test("one that a key signed before it was retired", async () => {
  expect(await read(retired, { iat: NOW - 90_000, exp: NOW - 89_880 })).toMatchObject({ aud: MERCHANT });
});

test.each([
  ["retired key", () => read(retired), "retired"],
  ["revoked key", () => read(revoked, { iat: NOW - 90_000, exp: NOW - 89_880 }), "revoked"],
  ["another's key", () => read(theirs), "no key of it"],
  ["another merchant", () => read(ours, { aud: "mch_other" }), "another merchant's"],
  ["a BIN", () => read(ours, { subject: { kind: "bin", hash: "x" } }), "BIN"],
  ["the future", () => read(ours, { iat: NOW + 600, exp: NOW + 720 }), "in the future"],
  ["a contradiction", () => read(ours, { surchargeAmount: 376 }), "contradicts itself"],
  ["a text", () => readReportedQuote("eyJ", { jwks, merchant: MERCHANT }), "not a quote"],
  [
    "a changed one",
    async () => {
      const quote = await signAs(ours as TestKey, await sampleClaims());
      const other = await signAs(ours as TestKey, await sampleClaims({ surchargeAmount: 1 }));
      const [header = "", , signature = ""] = quote.split(".");
      return readReportedQuote([header, other.split(".")[1], signature].join("."), { jwks, merchant: MERCHANT });
    },
    "broken signature",
  ],
])("none of ours, and says which: %s", async (_, reading, word) => {
  expect(await reading()).toContain(word);
});
