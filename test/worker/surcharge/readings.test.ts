import { describe, expect, it } from "vitest";
import { means, readingsOf } from "../../../worker/surcharge/readings.ts";
import { rules } from "../../support/rules/frozen-book.ts";

const row = (change: object) => ({ ...rules.rows[0], cards: ["credit" as const], ...change }) as (typeof rules.rows)[0];
const FOR_ALL = row({ buyers: undefined });
const FOR_BUSINESSES = row({ buyers: ["business"] });
const CREDIT = { funding: "credit", level: "consumer", country: "US" } as const;

const read = (facts: Parameters<typeof readingsOf>[0]["facts"], rows = [FOR_ALL], buyer?: "consumer" | "business") =>
  readingsOf({ facts, isHouseCard: false, programme: { buyer } }, rows).map(({ card, buyer }) => ({
    card: [...card],
    buyer,
  }));

describe("a sale is read", () => {
  it("once where nothing about it is in doubt", () => {
    expect(read(CREDIT)).toEqual([{ card: ["credit", "consumer-credit", "non-EEA-issued"], buyer: "consumer" }]);
  });

  it("for each buyer where a row tells them apart and the merchant does not", () => {
    expect(read(CREDIT, [FOR_ALL, FOR_BUSINESSES]).map(({ buyer }) => buyer)).toEqual(["consumer", "business"]);
    expect(read(CREDIT, [FOR_BUSINESSES], "business").map(({ buyer }) => buyer)).toEqual(["business"]);
  });

  it("for each level and each side of the EEA's border where the gateway tells neither", () => {
    expect(read({ ...CREDIT, level: "unknown", country: null }).map(({ card }) => card)).toEqual([
      ["credit", "consumer-credit", "non-EEA-issued"],
      ["credit", "consumer-credit"],
      ["credit", "commercial", "non-EEA-issued"],
      ["credit", "commercial"],
    ]);
  });

  it("in no way where its funding is not known: no row may speak of it", () => {
    expect(read({ ...CREDIT, funding: "unknown" })).toEqual([]);
  });
});

describe("a row means a sale", () => {
  it("by any of its words, and for the buyers that it names", () => {
    const reading = { card: new Set(["credit", "house"] as const), buyer: "consumer" } as const;
    expect(means(row({ cards: ["charge", "house"] }), reading)).toBe(true);
    expect(means(row({ cards: ["charge"] }), reading)).toBe(false);
    expect(means(FOR_BUSINESSES, reading)).toBe(false);
    expect(means(FOR_BUSINESSES, { ...reading, buyer: "business" })).toBe(true);
  });
});
