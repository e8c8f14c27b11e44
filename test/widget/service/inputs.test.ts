import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PlaceInput } from "../../../contract/lookup.ts";
import { readInputs } from "../../../widget/service/inputs.ts";

/** What the element makes of a place, and the place it would ask about. */
function placeOf(country: string, state: string) {
  const attributes: Readonly<Record<string, string>> = { merchant: "mch_demo", country, state };
  const { sale, faults } = readInputs((name) => attributes[name] ?? null, "https://service.test");
  const place = sale && { country: sale.country, ...(sale.state !== undefined && { state: sale.state }) };
  return { faults, place };
}

describe("a place that the element asks about", () => {
  test.each([
    ["US", "il"],
    ["US", "US-IL"],
    ["ca", "Québec"],
    ["FR", "75"],
    ["FR", "FR-2A"],
    ["GB", "Côte d'Or"],
    ["DE", ""],
  ])("is one that the service takes: %s %s", (country, state) => {
    const { faults, place } = placeOf(country, state);
    expect(faults).toEqual([]);
    expect(PlaceInput.safeParse(place).success).toBe(true);
  });

  test("has a state that the service takes, whatever is typed", () => {
    const Typed = fc.oneof(
      fc.constantFrom("Illinois", "Québec", "75"),
      fc.string({ unit: fc.constantFrom("I", "L", "f", "0", "9", " ", ".", "-", "!", "_", "é"), maxLength: 12 }),
      fc
        .tuple(fc.constantFrom("Illinois", "New York"), fc.constantFrom("!", ".", "_", "1"))
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(fc.constantFrom("US", "CA", "FR"), Typed, (country, state) => {
        const { place } = placeOf(country, state);
        if (place !== undefined) expect(PlaceInput.safeParse(place).success).toBe(true);
      }),
      { examples: [["US", "Illinois!"]] },
    );
  });
});
