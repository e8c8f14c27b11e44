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
    ["US", "N.Y.", "US-NY"],
    ["US", "NewYork", "US-NY"],
    ["US", "New\u00a0York", "US-NY"],
    ["US", "ＮＹ", "US-NY"],
    ["US", "D.C.", "US-DC"],
    ["US", "d. c.", "US-DC"],
    ["US", "Washington, D.C.", "US-DC"],
    ["US", "Hawaiʻi", "US-HI"],
    ["US", "Hawai'i", "US-HI"],
    ["US", "HAWAI’I", "US-HI"],
    ["CA", "Newfoundland & Labrador", "CA-NL"],
    ["CA", "Terre-Neuve & Labrador", "CA-NL"],
    ["CA", "terre-neuve-et-labrador", "CA-NL"],
    ["CA", "P.E.I.", "CA-PE"],
    ["CA", "QUÉBEC", "CA-QC"],
    ["CA", "québec", "CA-QC"],
    ["CA", "Que\u0301bec", "CA-QC"],
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
    ["US", "IL州", "IL州"],
    ["US", "Нью-Йорк", "НЬЮ-ЙОРК"],
    ["US", "québec", "QUÉBEC"],
  ])("keeps the unknown name in %s, %j, as given in upper case", (country, state, kept) => {
    expect(normalisePlace({ country, state })).toEqual({ country, state: kept });
  });

  it.each([
    ["AU", "AU-NSW"],
    ["DE", "Bayern"],
    ["UA", "UA05"],
    ["IT", "Valle d'Aosta/Vallée d'Aoste"],
    ["CL", "Región Metropolitana"],
    ["FR", "75001 <b>"],
    ["XK", "x"],
  ])("takes no state of %s, where none matters: %s", (country, state) => {
    expect(normalisePlace({ country, state })).toEqual({ country, state: null });
  });

  it("gives each name of a state to one state alone", () => {
    for (const [country, states] of Object.entries(SUBDIVISIONS))
      for (const [code, names] of Object.entries(states))
        for (const state of [code, `${country}-${code}`, ...names])
          expect(normalisePlace({ country, state })).toEqual({ country, state: code });
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
