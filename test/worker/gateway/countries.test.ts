import { describe, expect, test } from "vitest";
import { toAlpha2 } from "../../../worker/gateway/countries.ts";

describe("country", () => {
  test.each([
    ["US", "US"],
    ["us", "US"],
    ["USA", "US"],
    ["pol", "PL"],
    [" can ", "CA"],
    ["UKR", "UA"],
    ["DNK", "DK"],
    ["ß", null],
    ["ſwe", null],
    ["XX", null],
    ["XXX", null],
    ["United States", null],
    ["", null],
    [null, null],
  ])("%s is %s", (code, country) => {
    expect(toAlpha2(code)).toBe(country);
  });

  test("the names of all alpha-2 codes in the table are known to ISO 3166", () => {
    const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(65 + index));
    const codes = letters.flatMap((first) => letters.map((second) => first + second));
    const known = codes.filter((code) => toAlpha2(code) !== null);
    expect(known).toHaveLength(249);
    expect(known.filter((code) => names.of(code) === undefined)).toEqual([]);
  });
});
