import { describe, expect, test } from "vitest";
import { BRANDS, FUNDINGS } from "../../../contract/lists.ts";
import { Token } from "../../../contract/lookup.ts";
import { type TestCard, testCard } from "../../../worker/lookup/test-tokens.ts";
import type { CardFacts } from "../../../worker/surcharge/facts.ts";

function factsOf(token: string, home = "US"): CardFacts {
  const card: TestCard | null = testCard(token, home);
  if (card?.kind !== "facts") throw new Error(`${token} has no facts`);
  return card.facts;
}

test("every brand with every funding is a token that a page may send", () => {
  for (const brand of BRANDS)
    for (const funding of FUNDINGS) {
      const token = `test_card_${brand}_${funding}`;
      expect(Token.safeParse(token).success).toBe(true);
      const isSurchargeable = funding === "credit" || funding === "charge";
      expect(factsOf(token)).toMatchObject({
        method: "card",
        brands: [brand],
        funding,
        surchargeable: isSurchargeable,
      });
    }
});

test.each([
  ["test_card_visa_credit", { level: "consumer", country: "US", conflicting: false, customerExempt: false }],
  ["test_card_visa_credit_commercial", { level: "commercial", country: "US" }],
  ["test_card_visa_credit_foreign", { level: "consumer", country: "FR" }],
  ["test_card_visa_credit_commercial_foreign", { level: "commercial", country: "FR" }],
  ["test_card_visa_credit_foreign_commercial", { level: "commercial", country: "FR" }],
  ["test_card_visa_credit_ineligible", { surchargeable: false }],
  ["test_card_visa_credit_unflagged", { surchargeable: null }],
  ["test_card_visa_credit_exempt", { customerExempt: true }],
  ["test_card_unknown", { brands: [], funding: "unknown" }],
  ["test_card_contradictory", { conflicting: true }],
  ["test_card_not_a_card", { method: "other" }],
])("%s", (token, facts) => {
  expect(factsOf(token)).toMatchObject(facts);
});

test("a foreign card is foreign to the merchant, wherever it is", () => {
  for (const home of ["US", "FR", "DE", "GB"])
    expect(factsOf("test_card_visa_credit_foreign", home).country).not.toBe(home);
});

test.each([
  ["test_trouble_unavailable", { kind: "trouble", reason: "gateway_unavailable" }],
  ["test_trouble_timeout", { kind: "trouble", reason: "gateway_timeout" }],
  ["test_trouble_limited", { kind: "trouble", reason: "service_limited" }],
  ["test_token_rejected", { kind: "token_rejected" }],
])("%s", (token, card) => {
  expect(testCard(token, "US")).toEqual(card);
});

describe("a token that begins like one and is none is told apart from a real one", () => {
  test.each([
    "test_card_visa",
    "test_card_visa_kredit",
    "test_card_visa_credit_",
    "test_card_visa_credit_platinum",
    "test_card_constructor_credit",
    "test_card_visa_credit_constructor",
    "test_trouble_unknown",
    "test_token_accepted",
  ])("%s", (token) => {
    expect(testCard(token, "US")).toEqual({ kind: "no_test_token" });
  });

  test.each([
    "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1",
    "testcardvisacredit0",
    "test-card-visa-credit",
    "TEST_card_visa_credit",
  ])("%s is a real one", (token) => {
    expect(testCard(token, "US")).toBeNull();
  });
});
