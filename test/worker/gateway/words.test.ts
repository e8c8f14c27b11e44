import { describe, expect, test } from "vitest";
import { brandsOf, fundingOf } from "../../../worker/gateway/words.ts";

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
