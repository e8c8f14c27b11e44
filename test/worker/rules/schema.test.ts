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

  /** Where an objection is, and what it says. */
  const said = (...rows: unknown[]): readonly string[] =>
    RuleRows.safeParse(rows).error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`) ?? [];
  const allInPrice = { ...permission, kind: "all_in_price", status: "conditional", requires: ["card_price_posted"] };
  const DATE = "must be an ISO 8601 date such as 2026-10-01";
  const BAR = "0.status a prohibition has maxBps 0, no basis and no requires";
  const ALL_IN = "0.kind a law on all-in prices is conditional, has no basis, and requires something";
  const BASIS = "0.maxBps goes with basis fixed, both or either, and with no other";

  it.each<[string, object, string]>([
    ["a day in words", { ...permission, checkedOn: "today" }, `0.checkedOn ${DATE}`],
    ["a day that does not exist", { ...permission, effectiveTo: "2026-02-30" }, `0.effectiveTo ${DATE}`],
    ["an id", { ...permission, id: "US-XX" }, "0.id must be a lower-case id such as us-co-credit"],
    ["a place", { ...permission, places: ["us"] }, "0.places.0 must be a place such as US-CO, CA or EU"],
    ["a check by nobody", { ...permission, by: "" }, "0.by must name the person who checked"],
    ["a leaflet", { ...permission, source: "a leaflet" }, "0.source must be an http or https address"],
    [
      "a currency",
      { ...permission, maxAmount: { amount: 1, currency: "usd" } },
      "0.maxAmount.currency must be an ISO 4217 code such as USD",
    ],
    ["a bar with a rate", { ...prohibition, maxBps: 1 }, BAR],
    ["a bar with a basis", { ...prohibition, basis: "fixed" }, BAR],
    ["a bar with requirements", { ...prohibition, requires: ["sign_off"] }, BAR],
    [
      "a bar with parity",
      { ...prohibition, parity: "lowest" },
      "0.status a prohibition has no maxAmount and no parity",
    ],
    ["a law on all-in prices that permits", { ...allInPrice, status: "allowed" }, ALL_IN],
    ["a law on all-in prices with a rate", { ...allInPrice, maxBps: 200, basis: "fixed" }, ALL_IN],
    ["a law on all-in prices that asks for nothing", { ...allInPrice, requires: [] }, ALL_IN],
    [
      "a permission of zero",
      { ...permission, maxBps: 0, basis: "fixed" },
      "0.maxBps a permission of 0 is a prohibition: say so in status",
    ],
    ["a rate without a basis", { ...permission, maxBps: 200 }, BASIS],
    ["a cost with a rate", { ...permission, maxBps: 200, basis: "cost-of-acceptance" }, BASIS],
    [
      "low confidence",
      { ...permission, confidence: "low" },
      "0.requires a permission of low confidence requires sign_off",
    ],
    [
      "a last day before the first",
      { ...permission, effectiveFrom: "2026-02-02", effectiveTo: "2026-02-01" },
      "0.effectiveTo must not be before effectiveFrom",
    ],
    ["EU beside another place", { ...permission, places: ["EU", "FR"] }, "0.places EU stands alone"],
    [
      "a recheck on the day of the check",
      { ...permission, recheckOn: "2026-11-22" },
      "0.recheckOn must be after checkedOn",
    ],
    [
      "a recheck after the row's age",
      { ...permission, recheckOn: "2027-11-23" },
      "0.recheckOn never takes effect: the row lapses by its age on 2027-11-22",
    ],
  ])("says what is wrong with %s, and no more", (_, row, text) => {
    expect(said(row)).toEqual([text]);
  });

  it.each<[string, object]>([
    ["an id", { id: "1us-co" }],
    ["an id", { id: "us-co." }],
    ["a place", { places: ["1US"] }],
    ["a place", { places: ["US-COX"] }],
    ["a currency", { maxAmount: { amount: 1, currency: "1USD" } }],
    ["a currency", { maxAmount: { amount: 1, currency: "USDT" } }],
  ])("refuses %s with something before or behind it", (_, change) => {
    expect(accepts({ ...permission, ...change })).toBe(false);
  });

  it.each(["shttps://example.com/law", "httpsx://example.com/law"])(
    "refuses a source of another protocol: %s",
    (source) => {
      expect(accepts({ ...permission, source })).toBe(false);
    },
  );

  it.each<[string, object]>([
    ["a rule about cards that says so", { ...permission, kind: "card" }],
    ["several channels and buyers", { ...permission, channels: ["web", "phone"], buyers: ["consumer", "business"] }],
    ["a law of one day", { ...permission, effectiveFrom: "2026-02-02", effectiveTo: "2026-02-02" }],
    ["a source without encryption", { ...permission, source: "http://example.com/law" }],
    ["a law with no first day", { ...permission, effectiveTo: "2026-02-02" }],
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
    expect(said(permission, prohibition)).toEqual(["1.id us-xx-credit is used twice"]);
  });
});
