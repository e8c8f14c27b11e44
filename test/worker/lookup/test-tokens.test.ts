import { describe, expect, test } from "vitest";
import { BRANDS, FUNDINGS } from "../../../contract/lists.ts";
import { Token } from "../../../contract/lookup.ts";
import { TEST_TOKEN_FORM, type TestCard, testCard } from "../../../worker/lookup/test-tokens.ts";
import type { CardFacts } from "../../../worker/surcharge/facts.ts";
import { cardFacts } from "../../support/merchant/demo-programme.ts";

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
])("%s", (token, facts) => {
  expect(factsOf(token)).toMatchObject(facts);
});

const CREDIT = cardFacts({ bin: "41111111", issuer: "Test issuer" });
const NO_BRAND = { brands: [], funding: "unknown", bin: null } as const;

test.each<[string, Partial<CardFacts>]>([
  ["test_card_visa_credit", {}],
  ["test_card_unknown", { ...NO_BRAND, method: "unknown", level: "unknown", country: null }],
  ["test_card_contradictory", { funding: "debit", conflicting: true }],
  ["test_card_not_a_card", { ...NO_BRAND, method: "other", surchargeable: null }],
])("everything that is known of %s", (token, changes) => {
  expect(factsOf(token)).toEqual({ ...CREDIT, ...changes });
});

test("a card begins as its network's own published test number does, so that a card programme may know it", () => {
  const known = BRANDS.map((brand) => [brand, factsOf(`test_card_${brand}_credit`).bin] as const);
  expect(Object.fromEntries(known.filter(([, bin]) => bin !== null))).toEqual({
    visa: "41111111",
    mastercard: "55555555",
    amex: "37828224",
    discover: "60111111",
    diners: "30569309",
    jcb: "35301113",
    unionpay: "62000000",
  });
});

test("an error names every form that there is", () => {
  expect(TEST_TOKEN_FORM).toBe(
    "test_card_ + brand + _ + funding, with _commercial, _foreign, _ineligible, _unflagged, _exempt behind it where wanted; " +
      "test_card_unknown, test_card_contradictory, test_card_not_a_card, " +
      "test_trouble_unavailable, test_trouble_timeout, test_trouble_limited, test_token_rejected",
  );
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
    "test_token_test_card_visa_credit",
    "test_card_test_card_visa_credit",
  ])("%s", (token) => {
    expect(testCard(token, "US")).toEqual({ kind: "no_test_token" });
  });

  test.each([
    "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1",
    "testcardvisacredit0",
    "test-card-visa-credit",
    "TEST_card_visa_credit",
    "my_test_card_visa_credit",
  ])("%s is a real one", (token) => {
    expect(testCard(token, "US")).toBeNull();
  });
});
