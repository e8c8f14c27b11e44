import { expect, expectTypeOf, test } from "vitest";
import type { QuoteClaims as PublishedClaims } from "../../contract/claims.ts";
import { readClaims } from "../../contract/claims.ts";
import { QuoteClaims } from "../../contract/quote.ts";
import { sampleClaims } from "../support/service/quotes.ts";

test("the published type of a quote's claims is the schema's", () => {
  expectTypeOf<PublishedClaims>().toEqualTypeOf<QuoteClaims>();
});

test("the published reader and the schema know the same claims", async () => {
  const claims = await sampleClaims({ shipTo: { country: "CA", state: null }, orderRef: "A-1" });
  expect(readClaims(claims)).toEqual(claims);
  expect(QuoteClaims.parse(claims)).toEqual(claims);
  expect(Object.keys(QuoteClaims.shape).toSorted()).toEqual(Object.keys(claims).toSorted());
});
