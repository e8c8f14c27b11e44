import { describe, expect, test } from "vitest";
import { brandsOf, fundingOf, readColumns } from "../../../worker/gateway/columns.ts";

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
    ["Visa Traditional Rewards", ["visa"]],
    ["World Elite Mastercard", ["mastercard"]],
    ["Visa Premium Plus", ["visa"]],
    ["Visa Plus", ["visa", "other"]],
    ["Visa Check Card", ["visa"]],
    ["Gift Card", ["other"]],
    ["", []],
    ["Unknown", []],
    ["N/A", []],
    [null, []],
    ["constructor", ["other"]],
    ["__proto__", ["other"]],
  ])("%s is %j", (text, brands) => {
    expect(brandsOf(text)).toEqual(brands);
  });
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
    ["Visa Credit", "credit"],
    ["CREDIT TRADITIONAL REWARDS", "credit"],
    ["Consumer Credit - Premium Plus", "credit"],
    ["credit plus", "credit"],
    ["PLUS", "debit"],
    ["VISA CHECK CARD", "debit"],
    ["Credit - Visa Check Card", "unknown"],
    ["credit star", "unknown"],
    ["store card", "unknown"],
    ["store card credit", "credit"],
    ["Private Label Prepaid", "prepaid"],
    [null, "unknown"],
    ["toString", "unknown"],
  ])("%s is %s", (text, funding) => {
    expect(fundingOf(text)).toBe(funding);
  });
});

const VISA_CREDIT = { brand: "Visa", type: "credit", level: "standard", methodType: "card" };

describe("a word that forbids counts in each column", () => {
  test.each([
    [{ level: "VISA CHECK CARD" }, { funding: "credit", conflicting: true, brands: ["visa"] }],
    [{ level: "CIRRUS" }, { funding: "credit", conflicting: true, brands: ["visa", "other"] }],
    [{ level: "Plus" }, { conflicting: true, brands: ["visa", "other"] }],
    [
      { level: "Maestro", brand: "Mastercard" },
      { conflicting: true, brands: ["mastercard", "maestro"] },
    ],
    [{ brand: "Visa Check Card" }, { conflicting: true }],
    [{ brand: "MasterMoney" }, { conflicting: true, brands: ["mastercard"] }],
    [{ brand: "Debit" }, { conflicting: true, brands: ["other"] }],
    [{ methodType: "debit card" }, { conflicting: true }],
    [{ methodType: "prepaid" }, { funding: "prepaid" }],
    [{ level: "TRAVEL MONEY" }, { funding: "prepaid" }],
    [{ brand: "Visa Gift" }, { funding: "prepaid", brands: ["visa"] }],
    [{ level: "PROPRIETARY" }, { conflicting: false, brands: ["visa", "other"] }],
    [{ level: "Store Card" }, { conflicting: false, brands: ["visa", "other"] }],
    [{ type: "closed loop credit" }, { funding: "credit", brands: ["visa", "other"] }],
    [{ brand: "Visa Private Label" }, { brands: ["visa", "other"] }],
    [{ level: "PROPRIETARY", brand: null }, { brands: ["other"] }],
    [{ level: "MASTERCARD GOLD" }, { brands: ["visa", "mastercard"] }],
    [{ type: "Visa/eftpos credit" }, { brands: ["visa", "eftpos"] }],
    [
      { type: null, level: "NYCE" },
      { funding: "debit", conflicting: false },
    ],
  ])("%j", (change, facts) => {
    expect(readColumns({ ...VISA_CREDIT, ...change })).toMatchObject(facts);
  });
});

describe("a word that permits counts in its own column alone", () => {
  test.each([
    ["no level makes a card credit", { type: null, level: "CREDIT" }, { funding: "unknown" }],
    ["no brand makes a card credit", { type: null, brand: "Visa Credit" }, { funding: "unknown" }],
    ["no level gives the brand that is missing", { brand: null, level: "VISA GOLD" }, { brands: [] }],
    ["no type gives the brand that is missing", { brand: "unknown", type: "Visa credit" }, { brands: [] }],
  ])("%s", (_, change, facts) => {
    expect(readColumns({ ...VISA_CREDIT, ...change })).toMatchObject(facts);
  });
});

test.each([
  [{ type: "Business Credit", level: null }, "commercial"],
  [{ type: "Business Credit", level: "Standard" }, "commercial"],
  [{ type: "credit", level: "Standard" }, "consumer"],
  [{ brand: "American Express Company", level: null }, "unknown"],
])("whom the card was issued to is told by type and level: %j is %s", (change, level) => {
  expect(readColumns({ ...VISA_CREDIT, ...change }).level).toBe(level);
});
