import { describe, expect, it } from "vitest";
import { caseOf } from "../../../worker/surcharge/case.ts";
import { allReasons, firstReason } from "../../../worker/surcharge/grounds.ts";
import { type Asked, asked } from "../../support/merchant/deciding.ts";

const all = (change: Asked) => allReasons(caseOf(asked(change))).map(({ reason }) => reason);
const NOWHERE = { country: "US", state: null };

describe("every reason of a sale", () => {
  it("is one where a surcharge is added, or where the card is not known", () => {
    expect(all({})).toEqual(["eligible"]);
    expect(all({ merchant: { enabled: false }, finding: { kind: "trouble", reason: "gateway_timeout" } })).toEqual([
      "merchant_off",
    ]);
  });

  it("goes on to the last where the place is known", () => {
    expect(all({ merchant: { enabled: false, rates: {} }, card: { surchargeable: false } })).toEqual([
      "merchant_off",
      "network_not_enabled",
      "gateway_not_eligible",
    ]);
  });

  it("ends at the place where that is not known", () => {
    const unplaced = {
      merchant: { enabled: false, rates: {} },
      card: { funding: "debit", surchargeable: false } as const,
    };
    expect(all({ ...unplaced, billing: NOWHERE })).toEqual(["merchant_off", "region_missing"]);
    expect(all({ ...unplaced, shipTo: NOWHERE })).toEqual(["merchant_off", "region_missing"]);
  });

  it("has the gateway's no, and takes its silence for none", () => {
    const merchant = { enabled: false };
    expect(all({ merchant, card: { surchargeable: false } })).toEqual(["merchant_off", "gateway_not_eligible"]);
    expect(all({ merchant, card: { surchargeable: null } })).toEqual(["merchant_off", "eligibility_missing"]);
  });
});

describe("the first reason", () => {
  it("is that no country was told, where none was", () => {
    const { reason } = firstReason(caseOf(asked({ billing: { country: "", state: null } })));
    expect(reason).toBe("region_missing");
  });
});
