import { describe, expect, it } from "vitest";
import { decide } from "../../../worker/surcharge/decide.ts";
import { type Asked, ask, asked, placeOf } from "../../support/merchant/deciding.ts";

describe("decide for the demo merchant", () => {
  it("adds 3.00 % to a Visa credit card in Illinois", () => {
    expect(ask()).toMatchObject({
      outcome: "surcharge",
      reason: "eligible",
      brand: "visa",
      funding: "credit",
      rateBps: 300,
      baseAmount: 12_500,
      surchargeAmount: 375,
      totalAmount: 12_875,
      currency: "USD",
      currencyDigits: 2,
      cappedBy: null,
      rules: { ids: ["us-federal", "us-il-credit", "us-visa-credit"] },
    });
  });

  it("gives the rate and no amounts where no amount was asked", () => {
    expect(ask({ baseAmount: null })).toMatchObject({
      outcome: "surcharge",
      rateBps: 300,
      baseAmount: null,
      surchargeAmount: null,
      totalAmount: null,
    });
    expect(ask({ baseAmount: null, card: { funding: "debit" } })).toMatchObject({
      rateBps: 0,
      baseAmount: null,
      surchargeAmount: null,
      totalAmount: null,
    });
  });

  it("keeps the base amount and adds zero in a refusal", () => {
    expect(ask({ card: { funding: "debit", surchargeable: false } })).toMatchObject({
      outcome: "none",
      rateBps: 0,
      baseAmount: 12_500,
      surchargeAmount: 0,
      totalAmount: 12_500,
      cappedBy: null,
    });
  });

  it("knows neither brand nor funding where the gateway gave no facts", () => {
    expect(ask({ finding: { kind: "trouble", reason: "gateway_timeout" } })).toMatchObject({
      outcome: "unknown",
      reason: "gateway_timeout",
      brand: "unknown",
      funding: "unknown",
      rules: { ids: [] },
    });
  });

  it("names the rules that refused", () => {
    expect(ask({ billing: placeOf("US-CT") }).rules.ids).toEqual(["us-ct-all"]);
    expect(ask({ billing: placeOf("US-TX") }).rules.ids).toEqual(["us-tx-credit"]);
    expect(ask({ merchant: { costs: {} } }).rules.ids).toEqual(["us-visa-credit"]);
  });

  it("says what held the rate below the merchant's own", () => {
    expect(ask({ billing: placeOf("US-CO") }).cappedBy).toBe("us-co-credit");
    expect(ask({ merchant: { rates: { visa: 400 } } }).cappedBy).toBe("us-visa-credit");
    const costs = { visa: { costBps: 190, by: "Dana Demo", on: "2026-11-01" } };
    expect(ask({ merchant: { costs } })).toMatchObject({ cappedBy: "cost", rateBps: 190, surchargeAmount: 237 });
  });

  it("holds the surcharge to the merchant's maximum, at a rate that agrees with it", () => {
    const held = (maximumSurchargeAmount: number, baseAmount: number | null = 12_500) =>
      ask({ merchant: { maximumSurchargeAmount }, baseAmount });
    expect(held(375)).toMatchObject({ cappedBy: null, rateBps: 300, surchargeAmount: 375 });
    expect(held(374)).toMatchObject({ cappedBy: "maximum", rateBps: 299, surchargeAmount: 373 });
    expect(held(5_000, 100_000_000)).toMatchObject({ rateBps: 0, reason: "rounds_to_zero" });
    expect(held(1, 0)).toMatchObject({ reason: "rounds_to_zero", surchargeAmount: 0, totalAmount: 0 });
    expect(held(1, null)).toMatchObject({ cappedBy: null, rateBps: 300, surchargeAmount: null });
  });

  it("adds nothing to a sale below the merchant's minimum, and asks nothing where there is no amount", () => {
    const from = (baseAmount: number | null) => ask({ merchant: { minimumBaseAmount: 1_000 }, baseAmount });
    expect(from(999)).toMatchObject({ outcome: "none", reason: "below_minimum", rateBps: 0, surchargeAmount: 0 });
    expect(from(1_000)).toMatchObject({ outcome: "surcharge", surchargeAmount: 30 });
    expect(from(null)).toMatchObject({ outcome: "surcharge", rateBps: 300 });
  });

  it("adds nothing to a sale that the merchant's server waived, and says so only where something was due", () => {
    expect(ask({ isWaived: true })).toMatchObject({ outcome: "none", reason: "waived", totalAmount: 12_500 });
    expect(ask({ isWaived: true, card: { surchargeable: false } }).reason).toBe("gateway_not_eligible");
    expect(ask({ isWaived: false }).reason).toBe("eligible");
  });

  it("adds the tax on the surcharge to the total, and lets no cap count it", () => {
    expect(ask({ surchargeTaxRate: 8_875 })).toMatchObject({
      rateBps: 300,
      surchargeAmount: 375,
      surchargeTaxRate: 8_875,
      surchargeTaxAmount: 33,
      totalAmount: 12_908,
    });
    expect(ask()).toMatchObject({ surchargeTaxRate: 0, surchargeTaxAmount: 0, totalAmount: 12_875 });
  });

  it("keeps the tax rate that was asked where nothing is added or no amount was asked", () => {
    const debit = { card: { funding: "debit", surchargeable: false } } as const;
    expect(ask({ ...debit, surchargeTaxRate: 8_875 })).toMatchObject({
      surchargeTaxRate: 8_875,
      surchargeTaxAmount: 0,
      totalAmount: 12_500,
    });
    expect(ask({ baseAmount: null, surchargeTaxRate: 8_875 })).toMatchObject({
      surchargeTaxRate: 8_875,
      surchargeTaxAmount: null,
      totalAmount: null,
    });
  });

  it.each([-1, 8.875, 50_001, Number.NaN])("refuses the tax rate %d as a programming error", (surchargeTaxRate) => {
    for (const baseAmount of [12_500, null])
      expect(() => ask({ surchargeTaxRate, baseAmount })).toThrow(
        new RangeError("surchargeTaxRate must be a whole number of thousandths of a percent from 0 to 50000"),
      );
  });

  it("passes the places and the house card through", () => {
    const change = { shipTo: placeOf("US-OH"), houseCard: { match: "possible" } as const };
    expect(ask(change)).toMatchObject({ billing: placeOf("US-IL"), ...change });
  });

  it.each([-1, 1.5, 1_000_000_000_000, Number.NaN])(
    "refuses the base amount %d as a programming error",
    (baseAmount) => {
      expect(() => ask({ baseAmount })).toThrow(
        new RangeError("baseAmount must be null or a whole number of minor units from 0 to 999999999999"),
      );
    },
  );

  it("changes nothing that it was given", () => {
    const input = asked({ shipTo: placeOf("US-CO") });
    const before = structuredClone({ ...input, rules: null });
    decide(input);
    expect({ ...input, rules: null }).toEqual(before);
  });
});

describe("the explanation", () => {
  it.each([
    [{}, "visa/credit in US-IL: 3.00 % is added, the merchant's own rate."],
    [{ billing: placeOf("US-CO") }, "visa/credit in US-CO: 2.00 % is added, held there by us-co-credit."],
    [
      { billing: placeOf("US-TX"), shipTo: placeOf("US-CO") },
      "visa/credit in US-TX shipped to US-CO: nothing is added (needs_sign_off), because us-tx-credit requires sign_off, " +
        "which is not recorded; us-tx-credit requires card_price_posted, which is not recorded.",
    ],
    [
      { merchant: { maximumSurchargeAmount: 200 } },
      "visa/credit in US-IL: 1.60 % is added, held there by the merchant's maximum for one sale.",
    ],
    [
      { merchant: { minimumBaseAmount: 20_000 } },
      "visa/credit in US-IL: nothing is added (below_minimum), because the sale is below the merchant's minimum of " +
        "20000 minor units.",
    ],
    [
      { isWaived: true },
      "visa/credit in US-IL: nothing is added (waived), because the merchant's server waived it for this sale.",
    ],
    [
      { merchant: { maximumSurchargeAmount: 1 }, baseAmount: 10_001 },
      "visa/credit in US-IL: nothing is added (rounds_to_zero), because the lowest cap is less than one basis point of " +
        "the sale.",
    ],
    [
      { merchant: { costs: { visa: { costBps: 190, by: "Dana Demo", on: "2026-11-01" } } } },
      "visa/credit in US-IL: 1.90 % is added, held there by the recorded cost of acceptance.",
    ],
    ...(
      [
        ["gateway_unavailable", "the gateway could not be asked"],
        ["gateway_timeout", "the gateway did not answer in time"],
        ["service_limited", "the lookup service is limited at the moment"],
      ] as const
    ).map(([reason, because]): [Asked, string] => [
      { finding: { kind: "trouble", reason } },
      `unknown/unknown in US-IL: nothing is added (${reason}), because ${because}.`,
    ]),
    [
      { card: { brands: ["elo" as const] } },
      "elo/credit in US-IL: nothing is added (network_not_enabled), because the merchant has no rate for elo; " +
        "no rule names elo in US.",
    ],
    [
      { billing: placeOf("NZ") },
      "visa/credit in NZ: nothing is added (region_not_covered), because no rule limits a visa surcharge in NZ, so " +
        "none is permitted.",
    ],
    [{ card: { funding: "debit" as const } }, /^visa\/debit in US-IL: nothing is added \(contradictory\), because /],
  ])("of %j is one sentence", (change, sentence) => {
    const { explanation } = ask(change);
    if (typeof sentence === "string") expect(explanation).toBe(sentence);
    else expect(explanation).toMatch(sentence);
  });
});
