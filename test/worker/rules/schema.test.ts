import { describe, expect, it } from "vitest";
import { RuleRows } from "../../../worker/rules/schema.ts";

describe("the schema of the rules", () => {
  const permission = {
    id: "us-xx-credit",
    places: ["US-XX"],
    networks: "all",
    cards: ["credit"],
    status: "allowed",
    maxBps: null,
    basis: null,
    requires: [],
    conditions: "None.",
    disclosure: "None.",
    effectiveFrom: null,
    effectiveTo: null,
    checkedOn: "2026-11-22",
    recheckOn: null,
    source: "https://example.com/law",
    asOf: "2026-11-22",
    confidence: "high",
  };
  const prohibition = { ...permission, status: "prohibited", maxBps: 0 };
  const fixed = { status: "conditional", maxBps: 200, basis: "fixed" };
  const accepts = (...rows: unknown[]) => RuleRows.safeParse(rows).success;

  it("takes a permission and a prohibition", () => {
    expect(accepts(permission, { ...prohibition, id: "us-xx-debit" })).toBe(true);
  });

  it.each<[string, object]>([
    ["an unknown key", { ...permission, note: "x" }],
    ["a missing source", { ...permission, source: undefined }],
    ["a source that is no web address", { ...permission, source: "javascript:alert(1)" }],
    ["a place in lower case", { ...permission, places: ["us-il"] }],
    ["no place", { ...permission, places: [] }],
    ["a brand that is not in the contract", { ...permission, networks: ["visacard"] }],
    ["a card type that is not in the list", { ...permission, cards: ["plastic"] }],
    ["a date that does not exist", { ...permission, effectiveFrom: "2026-02-30" }],
    ["a last day before the first", { ...permission, effectiveFrom: "2026-02-02", effectiveTo: "2026-02-01" }],
    ["a rate with a fraction", { ...permission, maxBps: 2.5, basis: "fixed" }],
    ["a rate without a basis", { ...permission, maxBps: 200 }],
    ["a fixed basis without a rate", { ...permission, basis: "fixed" }],
    ["a cost basis with a rate", { ...permission, maxBps: 200, basis: "cost-of-acceptance" }],
    ["a permission of zero", { ...permission, maxBps: 0, basis: "fixed" }],
    ["a prohibition with a rate", { ...prohibition, maxBps: 200 }],
    ["a prohibition that asks for something", { ...prohibition, requires: ["sign_off"] }],
    ["a requirement that is not in the list", { ...permission, requires: ["a_smile"] }],
    ["a permission of low confidence without sign-off", { ...permission, confidence: "low" }],
    ["EU beside another place", { ...permission, places: ["EU", "FR"] }],
    ["a recheck date before the check", { ...permission, recheckOn: "2026-11-22" }],
    ["a recheck date that the age makes dead", { ...permission, recheckOn: "2027-11-23" }],
    ["a network's row rechecked after its 120 days", { ...permission, networks: ["visa"], recheckOn: "2027-03-23" }],
    ["conditions rechecked after their 180 days", { ...permission, status: "conditional", recheckOn: "2027-05-22" }],
    ["a bar with a fixed sum", { ...prohibition, maxAmount: { amount: 100, currency: "USD" } }],
    ["a bar with parity", { ...prohibition, parity: "lowest" }],
    ["a sum of nothing", { ...permission, maxAmount: { amount: 0, currency: "USD" } }],
    ["a law on all-in prices that asks for nothing", { ...permission, kind: "all_in_price", status: "conditional" }],
    ["a law on all-in prices that permits", { ...permission, kind: "all_in_price", requires: ["card_price_posted"] }],
    ["a channel that is not in the list", { ...permission, channels: ["post"] }],
    ["no buyer at all", { ...permission, buyers: [] }],
    ["a check by nobody", { ...permission, by: " " }],
    ["an id in upper case", { ...permission, id: "US-XX" }],
  ])("refuses %s", (_, row) => {
    expect(accepts(row)).toBe(false);
  });

  it.each<[string, object]>([
    ["a recheck date on the very day of its age", { ...permission, recheckOn: "2027-11-22" }],
    ["a bar rechecked in ten years", { ...prohibition, recheckOn: "2036-11-22" }],
    ["a network's rule", { ...permission, networks: ["visa"], parity: "costlier", requires: ["network_notice"] }],
    [
      "a law on all-in prices",
      {
        ...permission,
        kind: "all_in_price",
        status: "conditional",
        buyers: ["consumer"],
        requires: ["card_price_posted"],
      },
    ],
    ["the lower of a percentage and a sum", { ...permission, ...fixed, maxAmount: { amount: 2_000, currency: "USD" } }],
  ])("takes %s", (_, row) => {
    expect(accepts(row)).toBe(true);
  });

  it("refuses an id that is used twice", () => {
    expect(accepts(permission, prohibition)).toBe(false);
  });
});
