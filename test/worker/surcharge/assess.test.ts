import { describe, expect, it } from "vitest";
import { compileRules } from "../../../worker/rules/book.ts";
import { rules } from "../../../worker/rules/index.ts";
import type { RuleRow } from "../../../worker/rules/schema.ts";
import { ask, placeOf } from "../../support/deciding.ts";

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
