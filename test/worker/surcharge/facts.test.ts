/** Facts of another version of the service: only those in this version's words are taken. */
import { describe, expect, it } from "vitest";
import { BRANDS, FUNDINGS, LEVELS } from "../../../contract/lists.ts";
import { areKnownFacts } from "../../../worker/surcharge/facts.ts";
import { cardFacts } from "../../support/merchant/demo-programme.ts";

describe("facts in words that are known here", () => {
  it.each([
    ["as the gateway client makes them", {}],
    ["of a method that is not a card", { method: "other" }],
    ["of a method that nobody knows", { method: "unknown" }],
    ["without a brand", { brands: [] }],
    ["with two", { brands: ["visa", "eftpos"] }],
    ["without the gateway's word", { surchargeable: null }],
    ["with its refusal", { surchargeable: false }],
    ["that contradict each other", { conflicting: true }],
    ["of an exempt customer", { customerExempt: true }],
    ["without an issuer", { issuer: null, country: null, bin: null }],
  ] as const)("are taken: %s", (_, change) => {
    expect(areKnownFacts({ ...cardFacts(), ...change })).toBe(true);
  });

  it("are taken with every brand, funding and level of the contract", () => {
    for (const brand of BRANDS) expect(areKnownFacts(cardFacts({ brands: [brand] })), brand).toBe(true);
    for (const funding of FUNDINGS) expect(areKnownFacts(cardFacts({ funding })), funding).toBe(true);
    for (const level of LEVELS) expect(areKnownFacts(cardFacts({ level })), level).toBe(true);
  });
});

describe("facts with a word of another version", () => {
  it.each([
    ["method", "cheque"],
    ["brands", ["visa", "newcard"]],
    ["brands", ["newcard", "visa"]],
    ["brands", "visa"],
    ["brands", undefined],
    ["funding", "deferred"],
    ["level", "government"],
    ["surchargeable", "yes"],
    ["surchargeable", undefined],
    ["conflicting", null],
    ["conflicting", undefined],
    ["customerExempt", null],
    ["customerExempt", undefined],
  ] as const)("are not taken: %s is %j", (member, value) => {
    expect(areKnownFacts({ ...cardFacts(), [member]: value })).toBe(false);
  });
});
