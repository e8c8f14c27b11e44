/** What the element believes of what arrives from outside. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LookupAnswer } from "../../../contract/lookup.ts";
import { readAnswer, readPolicy } from "../../../widget/service/read-answer.ts";
import { quoted } from "../../support/service/quote-text.ts";
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

  const changed = (change: object) => ({ ...surcharge, surcharge: { ...surcharge.surcharge, ...change } });

  it.each<[string, LookupAnswer]>([
    ["a quote that is none", { ...surcharge, quote: "q.u.ote" }],
    ["no quote, although nothing is added", { ...none, quote: "" }],
    ["another base amount", quoted(changed({ baseAmount: 12_400, totalAmount: 12_775 }))],
    ["another surcharge", { ...changed({ surchargeAmount: 370, totalAmount: 12_870 }), quote: surcharge.quote }],
    ["another rate", { ...changed({ rateBps: 310 }), quote: surcharge.quote }],
    ["another currency", { ...changed({ currency: "CAD" }), quote: surcharge.quote }],
    ["another tax", { ...changed({ surchargeTaxRate: 8_875 }), quote: surcharge.quote }],
    ["another card", { ...surcharge, card: { ...surcharge.card, brand: "amex" } as LookupAnswer["card"] }],
    ["another outcome", { ...none, quote: surcharge.quote }],
    ["another reason", { ...none, reason: "prepaid" }],
    ["a longer life", { ...surcharge, expiresInSeconds: 1e15 }],
    ["digits that its currency has not", quoted(changed({ currencyDigits: 0 }))],
    ["more digits than its currency has", quoted(changed({ currencyDigits: 4 }))],
    ["a tax that was not worked out", quoted(changed({ surchargeTaxRate: 8_875 }))],
  ])("refuses an answer that its quote or ISO 4217 does not bear out: %s", (_, answer) => {
    const { baseAmount } = answer.surcharge;
    const asked = { baseAmount: answer.surcharge.surchargeAmount === 375 ? 12_500 : baseAmount };
    expect(readAnswer(answer, { ...asked, surchargeTaxRate: answer.surcharge.surchargeTaxRate })).toBeNull();
  });

  it("refuses the quote of another merchant", () => {
    expect(readAnswer(surcharge, { merchant: "mch_demo" })).toBe(surcharge);
    expect(readAnswer(surcharge, { merchant: "mch_other" })).toBeNull();
  });

  it("takes tax on the surcharge that was asked for, and no other", () => {
    const taxed = quoted(changed({ surchargeTaxRate: 8_875, surchargeTaxAmount: 33, totalAmount: 12_908 }));
    expect(readAnswer(taxed, { surchargeTaxRate: 8_875 })).toBe(taxed);
    expect(readAnswer(taxed, { surchargeTaxRate: 8_000 })).toBeNull();
    expect(readAnswer(taxed, {})).toBeNull();
  });

  it.each([
    [300, true],
    [299, false],
    [0, false],
    [null, true],
  ])("holds the rate against the policy's: %s", (most, isTaken) => {
    expect(readAnswer(surcharge, { mostRateBps: () => most }) !== null).toBe(isTaken);
    expect(readAnswer(none, { mostRateBps: () => most })).toBe(none);
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
