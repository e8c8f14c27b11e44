import { describe, expect, it } from "vitest";
import { readAgainOn, TaxFinding, taxFindingAt } from "../../../worker/rules/tax-on-surcharge.ts";
import { taxFinding } from "../../support/rules/packs.ts";

const country = { ...taxFinding, places: ["CA"], taxed: "no" as const };
const province = { ...taxFinding, places: ["CA-BC", "CA-SK"], taxed: "unknown" as const };
const findings = [taxFinding, country, province];

describe("what was found of tax on the surcharge itself", () => {
  it.each([
    ["a state's own finding", { country: "US", state: "AL" }, taxFinding],
    ["nothing for a state that nobody looked at", { country: "US", state: "GA" }, null],
    ["nothing while the state is not known", { country: "US", state: null }, null],
    ["a country's finding for its provinces", { country: "CA", state: "ON" }, country],
    ["a province's own before its country's", { country: "CA", state: "SK" }, province],
    ["nothing for another country", { country: "GB", state: null }, null],
  ])("is %s", (_, place, found) => {
    expect(taxFindingAt(place, findings)).toBe(found);
  });

  it("is nothing in a pack without such findings", () => {
    expect(taxFindingAt({ country: "US", state: "AL" }, undefined)).toBeNull();
  });

  it("should be read again a year after it was checked", () => {
    expect(readAgainOn(taxFinding)).toBe("2027-11-20");
  });

  it.each([
    ["taxed", "maybe"],
    ["places", []],
    ["places", ["Alabama"]],
    ["checkedOn", "2026-13-01"],
    ["source", "a leaflet"],
    ["source", undefined],
    ["asOf", undefined],
    ["confidence", "some"],
    ["rate", 8875],
  ])("is refused with %s %s", (member, value) => {
    expect(TaxFinding.safeParse({ ...taxFinding, [member]: value }).success).toBe(false);
  });
});
