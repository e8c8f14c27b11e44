import { describe, expect, it } from "vitest";
import { SUBDIVISIONS } from "../../../contract/subdivisions.ts";
import { isEea, needsState, normalisePlace, placeCode, samePlace } from "../../../worker/surcharge/places.ts";

describe("normalisePlace", () => {
  it.each([
    ["US", "IL", "US-IL"],
    ["us", "il", "US-IL"],
    ["US", "US-IL", "US-IL"],
    ["US", "us-il", "US-IL"],
    ["US", "Illinois", "US-IL"],
    ["US", "  new   york ", "US-NY"],
    ["US", "NEW-YORK", "US-NY"],
    ["US", "District of Columbia", "US-DC"],
    ["US", "Washington D.C.", "US-DC"],
    ["US", "Washington", "US-WA"],
    ["US", "U.S. Virgin Islands", "US-VI"],
    ["US", "Puerto Rico", "US-PR"],
    ["CA", "Québec", "CA-QC"],
    ["CA", "QUEBEC", "CA-QC"],
    ["CA", "CA-QC", "CA-QC"],
    ["CA", "Île-du-Prince-Édouard", "CA-PE"],
    ["CA", "Newfoundland and Labrador", "CA-NL"],
    ["US", "CA", "US-CA"],
    ["GB", "", "GB"],
    ["AU", "AU-NSW", "AU-NSW"],
    ["DE", "Bayern", "DE-BAYERN"],
  ])("reads %s with %j as %s", (country, state, code) => {
    expect(placeCode(normalisePlace({ country, state }))).toBe(code);
  });

  it.each(["PR", "GU", "VI", "AS", "MP"])(
    "reads the country %s as a state of the US, whatever state is given",
    (code) => {
      expect(normalisePlace({ country: code })).toEqual({ country: "US", state: code });
      expect(normalisePlace({ country: code, state: "San Juan" })).toEqual({ country: "US", state: code });
    },
  );

  it.each([
    ["US", "Illinoiss", "ILLINOISS"],
    ["US", "XX", "XX"],
    ["US", "CA-QC", "CA-QC"],
    ["US", "US-US-IL", "US-IL"],
    ["CA", "Illinois", "ILLINOIS"],
    ["US", "constructor", "CONSTRUCTOR"],
    ["US", "...", "..."],
  ])("keeps the unknown name in %s, %j, as given in upper case", (country, state, kept) => {
    expect(normalisePlace({ country, state })).toEqual({ country, state: kept });
  });

  it("has no state where none or only blanks were given", () => {
    for (const state of [undefined, null, "", "  "])
      expect(normalisePlace({ country: "US", state })).toEqual({ country: "US", state: null });
  });
});

describe("places", () => {
  it("need a state in the United States and Canada alone", () => {
    expect(["US", "CA", "GB", "AU", "MX", "constructor"].filter(needsState)).toEqual(["US", "CA"]);
    expect(Object.keys(SUBDIVISIONS).filter(needsState)).toEqual(Object.keys(SUBDIVISIONS));
  });

  it("are in the EEA for the 27 members and the three further states, but not for their neighbours", () => {
    expect(["DE", "FR", "HR", "IS", "LI", "NO"].every(isEea)).toBe(true);
    expect(["GB", "CH", "US", "TR", "EU", ""].some(isEea)).toBe(false);
  });

  it("are the same by country and state", () => {
    const illinois = normalisePlace({ country: "US", state: "IL" });
    expect(samePlace(illinois, normalisePlace({ country: "US", state: "Illinois" }))).toBe(true);
    expect(samePlace(illinois, normalisePlace({ country: "US" }))).toBe(false);
    expect(samePlace(illinois, { country: "CA", state: "IL" })).toBe(false);
  });
});
