import { describe, expect, it } from "vitest";
import { SUBDIVISIONS } from "../../../contract/subdivisions.ts";
import {
  isEea,
  needsState,
  normalisePlace,
  placeCode,
  placeOfCode,
  samePlace,
} from "../../../worker/surcharge/places.ts";

describe("places", () => {
  it("need a state in the United States and Canada alone", () => {
    expect(["US", "CA", "GB", "AU", "MX", "constructor"].filter(needsState)).toEqual(["US", "CA"]);
    expect(Object.keys(SUBDIVISIONS).filter(needsState)).toEqual(Object.keys(SUBDIVISIONS));
  });

  it("are in the EEA for the 27 members and the three further states, but not for their neighbours", () => {
    expect(["DE", "FR", "HR", "IS", "LI", "NO"].every(isEea)).toBe(true);
    expect(["GB", "CH", "US", "TR", "EU", ""].some(isEea)).toBe(false);
  });

  it("come back from their code", () => {
    for (const place of [
      { country: "US", state: "IL" },
      { country: "GB", state: null },
    ])
      expect(placeOfCode(placeCode(place))).toEqual(place);
  });

  it("are the same by country and state", () => {
    const illinois = normalisePlace({ country: "US", state: "IL" });
    expect(samePlace(illinois, normalisePlace({ country: "US", state: "Illinois" }))).toBe(true);
    expect(samePlace(illinois, normalisePlace({ country: "US" }))).toBe(false);
    expect(samePlace(illinois, { country: "CA", state: "IL" })).toBe(false);
  });
});
