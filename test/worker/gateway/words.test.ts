import { describe, expect, test } from "vitest";
import { toAlpha2 } from "../../../worker/gateway/countries.ts";
import { brandsOf, fundingOf, levelOf, methodOf } from "../../../worker/gateway/words.ts";

describe("brands", () => {
  test.each([
    ["Visa", ["visa"]],
    ["VISA", ["visa"]],
    ["visa international", ["visa"]],
    ["Visa Electron", ["visa"]],
    ["MasterCard", ["mastercard"]],
    ["Master Card", ["mastercard"]],
    ["MC", ["mastercard"]],
    ["American Express", ["amex"]],
    ["AmEx", ["amex"]],
    ["American Express Company", ["amex"]],
    ["Discover Card", ["discover"]],
    ["Diners Club International", ["diners"]],
    ["JCB", ["jcb"]],
    ["Japan Credit Bureau", ["jcb"]],
    ["China UnionPay", ["unionpay"]],
    ["Maestro", ["maestro"]],
    ["Interac", ["interac"]],
    ["eftpos Australia", ["eftpos"]],
    ["RuPay", ["rupay"]],
    ["Elo", ["elo"]],
    ["Troy", ["troy"]],
    ["mada", ["mada"]],
    ["STAR", ["other"]],
    ["Private Label", ["other"]],
    ["Zorgcard", ["other"]],
    ["Visa / eftpos", ["visa", "eftpos"]],
    ["Visa eftpos", ["visa", "eftpos"]],
    ["Cartes Bancaires/Visa", ["other", "visa"]],
    ["mada & Mastercard", ["mada", "mastercard"]],
    ["Visa (co-badged with Interac)", ["visa", "interac"]],
    ["Visa Zorg", ["visa", "other"]],
    ["Visa Credit", ["visa"]],
    ["Visa/Visa", ["visa"]],
    ["", []],
    ["Unknown", []],
    ["N/A", []],
    [null, []],
    ["constructor", ["other"]],
    ["__proto__", ["other"]],
  ])("%s is %j", (text, brands) => {
    expect(brandsOf(text).brands).toEqual(brands);
  });

  test.each(["Maestro", "Interac", "Visa Electron", "V PAY", "Visa Debit", "Debit Mastercard", "NYCE", "Bancontact"])(
    "%s carries debit alone",
    (text) => {
      expect(brandsOf(text).debitOnly).toBe(true);
    },
  );
});

describe("funding", () => {
  test.each([
    ["credit", "credit"],
    ["CREDIT", "credit"],
    ["Credit Card", "credit"],
    ["Business Credit", "credit"],
    ["charge", "charge"],
    ["Charge Card", "charge"],
    ["credit/charge", "charge"],
    ["debit", "debit"],
    ["Debit Card", "debit"],
    ["DEBITCARD", "debit"],
    ["deferred debit", "debit"],
    ["Deferred-Debit", "debit"],
    ["signature debit", "debit"],
    ["ATM only", "debit"],
    ["prepaid", "prepaid"],
    ["Pre-paid", "prepaid"],
    ["Prepaid Debit", "prepaid"],
    ["Prepaid credit", "prepaid"],
    ["gift card", "prepaid"],
    ["HSA", "prepaid"],
    ["FSA credit", "prepaid"],
    ["Healthcare credit card", "prepaid"],
    ["Health Savings Debit", "prepaid"],
    ["Flexible Spending Account", "prepaid"],
    ["credit/debit", "unknown"],
    ["credit or something", "unknown"],
    ["non-credit", "unknown"],
    ["private label", "unknown"],
    ["private label credit", "credit"],
    ["", "unknown"],
    ["crédit", "credit"],
    [null, "unknown"],
    ["toString", "unknown"],
  ])("%s is %s", (text, funding) => {
    expect(fundingOf(text)).toBe(funding);
  });
});

describe("level", () => {
  test.each([
    ["standard", "consumer"],
    ["Personal", "consumer"],
    ["Visa Infinite", "consumer"],
    ["World Elite", "consumer"],
    ["Corporate", "commercial"],
    ["World Business", "commercial"],
    ["Infinite Business", "commercial"],
    ["PURCHASING", "commercial"],
    ["Small-Business", "commercial"],
    ["Prepaid", "unknown"],
    ["worldly", "unknown"],
    [null, "unknown"],
  ])("%s is %s", (text, level) => {
    expect(levelOf(text)).toBe(level);
  });
});

describe("payment method", () => {
  test.each([
    ["card", "card"],
    ["Credit Card", "card"],
    ["ach", "other"],
    ["ACH", "other"],
    ["bank account", "other"],
    ["cash", "other"],
    ["", "unknown"],
    ["token", "unknown"],
    [null, "unknown"],
  ])("%s is %s", (text, method) => {
    expect(methodOf(text, true)).toBe(method);
  });

  test("a wallet is a card only when the card behind it is known", () => {
    expect(methodOf("apple_pay", true)).toBe("card");
    expect(methodOf("Google Pay", false)).toBe("other");
  });
});

describe("country", () => {
  test.each([
    ["US", "US"],
    ["us", "US"],
    ["USA", "US"],
    ["pol", "PL"],
    [" can ", "CA"],
    ["UKR", "UA"],
    ["DNK", "DK"],
    ["XX", null],
    ["XXX", null],
    ["United States", null],
    ["", null],
    [null, null],
  ])("%s is %s", (code, country) => {
    expect(toAlpha2(code)).toBe(country);
  });

  test("the names of all alpha-2 codes in the table are known to ISO 3166", () => {
    const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(65 + index));
    const codes = letters.flatMap((first) => letters.map((second) => first + second));
    const known = codes.filter((code) => toAlpha2(code) !== null);
    expect(known).toHaveLength(249);
    expect(known.filter((code) => names.of(code) === undefined)).toEqual([]);
  });
});
