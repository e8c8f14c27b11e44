import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalisePlace, type Place } from "../../contract/places.ts";
import { needsState, normaliseCode } from "../../contract/plain-checks.ts";
import { isSubdivision, SUBDIVISIONS } from "../../contract/subdivisions.ts";
import { anyPlace } from "../support/service/places.ts";

interface Vectors {
  places: { country: string; state?: string | null; place: Place }[];
  currencies: { currency: string; code: string }[];
}
const vectors: Vectors = JSON.parse(readFileSync("test/vectors/places.json", "utf8"));

describe("the golden vectors", () => {
  test.each(vectors.places)("$country with $state is $place", ({ country, state, place }) => {
    expect(normalisePlace({ country, state })).toEqual(place);
  });

  test.each(vectors.currencies)("$currency is $code", ({ currency, code }) => {
    expect(normaliseCode(currency)).toBe(code);
  });

  test("show each state", () => {
    const shown = new Set(vectors.places.map(({ place }) => `${place.country}-${place.state}`));
    for (const [country, states] of Object.entries(SUBDIVISIONS))
      for (const code of Object.keys(states)) expect(shown).toContain(`${country}-${code}`);
  });
});

describe("a normalised place", () => {
  test("is left as it is", () => {
    fc.assert(
      fc.property(anyPlace, (given) => {
        const place = normalisePlace(given);
        expect(normalisePlace(place)).toEqual(place);
      }),
    );
  });

  test("has a state only where states matter, and none that is empty", () => {
    fc.assert(
      fc.property(anyPlace, (given) => {
        const { country, state } = normalisePlace(given);
        expect(state === null || (needsState(country) && state !== "")).toBe(true);
      }),
    );
  });

  test("is one state for each of its names", () => {
    for (const [country, states] of Object.entries(SUBDIVISIONS))
      for (const [code, names] of Object.entries(states))
        for (const state of [code, `${country}-${code}`, ...names])
          expect(normalisePlace({ country, state })).toEqual({ country, state: code });
  });
});

test("a state of a listed country is known by its code alone", () => {
  expect(isSubdivision("US", "IL")).toBe(true);
  expect(isSubdivision("US", "QC")).toBe(false);
  expect(isSubdivision("US", "constructor")).toBe(false);
  expect(isSubdivision("DE", "BY")).toBeNull();
});
