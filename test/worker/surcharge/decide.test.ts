import { describe, expect, it } from "vitest";
import { ask, placeOf } from "../../support/deciding.ts";

describe("decide for the demo merchant", () => {
  it("adds 3.00 % to a Visa credit card in Illinois", () => {
    expect(ask()).toMatchObject({
      outcome: "surcharge",
      reason: "eligible",
      rateBps: 300,
      baseAmount: 12_500,
      surchargeAmount: 375,
      totalAmount: 12_875,
      cappedBy: null,
      rules: { ids: ["us-federal", "us-il-credit", "us-visa-credit"] },
    });
  });

  it.each([
    ["US-CO", "eligible", 200],
    ["US-CT", "region_prohibited", 0],
    ["US-MA", "region_prohibited", 0],
    ["US-ME", "region_prohibited", 0],
    ["PR", "region_prohibited", 0],
    ["CA-QC", "region_prohibited", 0],
    ["US-XX", "region_not_covered", 0],
    ["US-TX", "needs_sign_off", 0],
    ["US-NY", "eligible", 300],
    ["US-OK", "eligible", 200],
    ["US", "region_missing", 0],
  ])("gives %s the reason %s and %i basis points", (place, reason, rateBps) => {
    expect(ask({ billing: placeOf(place) })).toMatchObject({ reason, rateBps });
  });
});
