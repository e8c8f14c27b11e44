import { describe, expect, it } from "vitest";
import { compileRules } from "../../../worker/rules/book.ts";
import type { RuleRow } from "../../../worker/rules/schema.ts";
import { ask, placeOf } from "../../support/merchant/deciding.ts";
import { rules } from "../../support/rules/frozen-book.ts";

const bare: RuleRow = {
  id: "xa-made-up",
  places: ["XA"],
  networks: ["visa"],
  cards: ["credit"],
  status: "conditional",
  maxBps: 150,
  basis: "fixed",
  requires: [],
  conditions: "Made up.",
  disclosure: "Made up.",
  effectiveFrom: null,
  effectiveTo: null,
  checkedOn: "2026-11-22",
  recheckOn: null,
  source: "https://example.com/law",
  asOf: "2026-11-22",
  confidence: "high",
};
const bar: RuleRow = { ...bare, id: "xa-bar", status: "prohibited", maxBps: 0, basis: null };

/** A sale in a made-up country that has these rows, by a merchant there. */
const inXa = (rows: readonly RuleRow[], card: Parameters<typeof ask>[0] & object = {}) =>
  ask({
    billing: placeOf("XA"),
    merchant: { place: { country: "XA" } },
    rules: compileRules([...rules.rows, ...rows], "made up"),
    ...card,
  }).reason;

describe("a card of which something is not known", () => {
  it.each([
    ["US", "eligible"],
    ["FR", "region_not_covered"],
    [null, "region_not_covered"],
  ])("issued in %s: a row for cards from outside the EEA alone gives %s", (country, reason) => {
    expect(inXa([{ ...bare, cards: ["non-EEA-issued"] }], { card: { country } })).toBe(reason);
  });

  it.each([
    ["US", "region_prohibited"],
    ["FR", "eligible"],
    [null, "region_prohibited"],
  ])("issued in %s: a bar of cards from outside the EEA gives %s", (country, reason) => {
    expect(inXa([bare, { ...bar, cards: ["non-EEA-issued"] }], { card: { country } })).toBe(reason);
  });

  it.each([
    ["consumer", "region_not_covered", "region_prohibited"],
    ["commercial", "eligible", "eligible"],
    ["unknown", "region_not_covered", "region_prohibited"],
  ] as const)(
    "of %s level: a row for commercial cards gives %s, with a bar of consumers %s",
    (level, alone, barred) => {
      const commercial: RuleRow = { ...bare, cards: ["commercial"] };
      expect(inXa([commercial], { card: { level } })).toBe(alone);
      expect(inXa([commercial, { ...bar, cards: ["consumer-credit"] }], { card: { level } })).toBe(barred);
    },
  );

  it("needs a row on both dates that it is on earth", () => {
    const at = new Date("2026-11-22T11:00:00Z");
    expect(inXa([{ ...bare, effectiveFrom: "2026-11-22" }], { at })).toBe("region_not_covered");
    expect(inXa([{ ...bare, effectiveTo: "2026-11-22" }], { at })).toBe("region_not_covered");
    expect(inXa([{ ...bare, effectiveFrom: "2026-11-21", effectiveTo: "2026-11-23" }], { at })).toBe("eligible");
    expect(inXa([bare, { ...bar, effectiveTo: "2026-11-21" }], { at })).toBe("region_prohibited");
    expect(inXa([bare, { ...bar, effectiveFrom: "2026-11-23" }], { at })).toBe("region_prohibited");
  });
});

describe("a rule about some sales alone", () => {
  const consumers: RuleRow = { ...bar, buyers: ["consumer"] };

  it.each([
    ["consumer", "region_prohibited"],
    ["business", "eligible"],
    [undefined, "region_prohibited"],
  ] as const)("a bar of sales to consumers, at a shop whose buyer is %s, gives %s", (buyer, reason) => {
    expect(inXa([bare, consumers], { merchant: { place: { country: "XA" }, buyer } })).toBe(reason);
  });

  it("a permission for business buyers alone covers no consumer, nor a buyer nobody named", () => {
    const business: RuleRow = { ...bare, buyers: ["business"] };
    expect(inXa([business], { merchant: { place: { country: "XA" }, buyer: "business" } })).toBe("eligible");
    expect(inXa([business], { merchant: { place: { country: "XA" }, buyer: "consumer" } })).toBe("region_not_covered");
    expect(inXa([business])).toBe("region_not_covered");
  });

  it("a rule about the counter or the phone says nothing of a sale on the web", () => {
    expect(inXa([bare, { ...bar, channels: ["in_person", "phone"] }])).toBe("eligible");
    expect(inXa([bare, { ...bar, channels: ["phone", "web"] }])).toBe("region_prohibited");
    expect(inXa([{ ...bare, channels: ["in_person"] }])).toBe("region_not_covered");
  });
});

describe("a law on all-in prices", () => {
  const duty: RuleRow = {
    ...bare,
    id: "xa-all-in-price",
    kind: "all_in_price",
    networks: "all",
    maxBps: null,
    basis: null,
    requires: ["other_method_offered"],
  };
  const offered = { rule: duty.id, kind: "other_method_offered" as const, by: "Dana", on: "2026-11-01" };
  const merchant = { place: { country: "XA" }, attestations: [offered] };

  it("asks for its own to be recorded, from the day it is in force", () => {
    expect(inXa([bare, duty])).toBe("needs_sign_off");
    expect(inXa([bare, duty], { merchant })).toBe("eligible");
    expect(inXa([bare, { ...duty, effectiveFrom: "2027-01-01" }])).toBe("eligible");
  });

  it("covers no place and never lapses", () => {
    expect(inXa([duty], { merchant })).toBe("region_not_covered");
    // In American Samoa no row permits anything; that of the network does not make up for it.
    const inSamoa = { places: ["US-AS"], id: "us-as-all-in-price", requires: [] };
    expect(inXa([{ ...duty, ...inSamoa }], { billing: placeOf("US-AS"), merchant: {} })).toBe("region_not_covered");
    const at = new Date("2027-03-01T12:00:00Z");
    expect(inXa([bare, { ...duty, checkedOn: "2020-01-01" }], { merchant, at })).toBe("eligible");
  });
});

describe("a percentage that leaves no choice", () => {
  it("holds whatever the merchant recorded of its actual fee", () => {
    const text = "Processor statement 10/2026";
    const actualFee = { rule: bare.id, kind: "actual_fee" as const, by: "Dana", on: "2026-11-01", text };
    const { rateBps, cappedBy } = ask({
      billing: placeOf("XA"),
      merchant: { place: { country: "XA" }, attestations: [actualFee] },
      rules: compileRules([bare], "made up"),
    });
    expect({ rateBps, cappedBy }).toEqual({ rateBps: 150, cappedBy: bare.id });
  });
});

describe("a fixed sum", () => {
  const capped = (amount: number, currency = "USD"): RuleRow => ({ ...bare, maxAmount: { amount, currency } });
  const sell = (baseAmount: number | null, row: RuleRow) =>
    ask({
      billing: placeOf("XA"),
      merchant: { place: { country: "XA" } },
      rules: compileRules([row], "made up"),
      baseAmount,
    });

  it.each([
    [10_000, 2_000, 150, 150],
    [200_000, 2_000, 100, 2_000],
    // Whole basis points, rounded down: 133.3 of them would be 20.00.
    [150_000, 2_000, 133, 1_995],
    [50, 2_000, 150, 0],
  ])("on %i at most %i: %i basis points, %i", (base, amount, rateBps, surcharge) => {
    const decision = sell(base, capped(amount));
    expect(decision.surchargeAmount).toBe(surcharge);
    if (surcharge > 0) expect(decision.rateBps).toBe(rateBps);
  });

  it("leaves the rate as it is where no amount is asked, and is zero where it is in another currency", () => {
    expect(sell(null, capped(2_000))).toMatchObject({ reason: "eligible", rateBps: 150 });
    const foreign = sell(10_000, capped(2_000, "CAD"));
    expect(foreign).toMatchObject({ reason: "currency_not_enabled", surchargeAmount: 0 });
    expect(foreign.explanation).toContain("CAD");
  });

  it("alone is a limit that a place can rest on", () => {
    expect(sell(10_000, { ...capped(250), maxBps: null, basis: null })).toMatchObject({ surchargeAmount: 250 });
  });
});
