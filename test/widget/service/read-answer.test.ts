/** What the element believes of what arrives from outside. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAnswer, readPolicy } from "../../../widget/service/read-answer.ts";
import { answersIn, policyIn } from "../../support/service/shopper-answers.ts";

const { surcharge, none, unknown } = answersIn("en");

describe("readAnswer", () => {
  it("takes the service's own answers", () => {
    for (const answer of [surcharge, none, unknown]) expect(readAnswer(answer, {})).toBe(answer);
  });

  it("takes keys it does not know, because the contract only ever adds", () => {
    expect(readAnswer({ ...none, detail: "new in a later version" }, {})).not.toBeNull();
  });

  it.each<[string, object]>([
    ["a surcharge on a debit card", { card: { ...surcharge.card, funding: "debit" } }],
    ["a surcharge on a prepaid card", { card: { ...surcharge.card, funding: "prepaid" } }],
    ["a surcharge without a card", { card: null }],
    ["a surcharge without a disclosure", { disclosure: null }],
    ["a surcharge with an empty disclosure", { disclosure: "" }],
    ["a surcharge without a word for the shopper", { message: "" }],
    ["a surcharge without a quote", { quote: "" }],
    ["a surcharge for another reason than that the card is eligible", { reason: "gateway_timeout" }],
    ["a total that does not add up", { surcharge: { ...surcharge.surcharge, totalAmount: 12_876 } }],
    ["a fraction of a cent", { surcharge: { ...surcharge.surcharge, surchargeAmount: 3.75, totalAmount: 12_503.75 } }],
    ["a rate of nothing", { surcharge: { ...surcharge.surcharge, rateBps: 0 } }],
    ["an outcome nobody knows", { outcome: "maybe" }],
    ["no message", { message: undefined }],
    ["a currency that is none", { surcharge: { ...surcharge.surcharge, currency: "dollars" } }],
    ["an amount with no surcharge but a total above it", { outcome: "none", disclosure: null }],
  ])("refuses %s", (_, change) => {
    expect(readAnswer({ ...surcharge, ...change }, {})).toBeNull();
  });

  it("refuses an answer about another amount or currency", () => {
    expect(readAnswer(none, { baseAmount: 12_500, currency: "USD" })).not.toBeNull();
    expect(readAnswer(none, { baseAmount: 12_499 })).toBeNull();
    expect(readAnswer(none, { baseAmount: null })).toBeNull();
    expect(readAnswer(none, { currency: "CAD" })).toBeNull();
  });

  it("never throws and never finds a surcharge in what is not one", () => {
    const key = fc.constantFrom("outcome", "card", "surcharge", "disclosure", "quote", "message", "expiresInSeconds");
    fc.assert(
      fc.property(key, fc.anything(), (name, value) => {
        const answer = readAnswer({ ...surcharge, [name]: value }, {});
        expect(answer === null || ["surcharge", "none", "unknown"].includes(answer.outcome)).toBe(true);
        if (name === "card") expect(answer === null || /credit|charge/.test(answer.card?.funding ?? "")).toBe(true);
      }),
    );
  });
});

describe("readPolicy", () => {
  it("takes the service's own policy in any language", () => {
    for (const locale of ["en", "ar", "zh-Hant"]) expect(readPolicy(policyIn(locale))).not.toBeNull();
  });

  it("never throws, whatever it is given", () => {
    fc.assert(fc.property(fc.anything(), (value) => readPolicy(value) === null));
  });
});
