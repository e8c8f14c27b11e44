import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatMoney, formatRate } from "../../contract/format.ts";

const plain = (text: string) => text.replace(/[\u061c\u200e\u200f]/g, "").replace(/\s/g, " ");

describe("a rate", () => {
  test.each([
    [0, "0%"],
    [1, "0.01%"],
    [250, "2.5%"],
    [275, "2.75%"],
    [300, "3%"],
    [1_000, "10%"],
    [10_000, "100%"],
  ])("of %i basis points is %s: no zero too many", (rateBps, expected) => {
    expect(formatRate(rateBps, "en")).toBe(expected);
  });

  test("loses nothing, whatever it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (rateBps) => {
        const text = formatRate(rateBps, "en");
        expect(Math.round(Number.parseFloat(text) * 100)).toBe(rateBps);
        expect(text).not.toMatch(/\.\d*0%$/);
      }),
    );
  });

  test("has the digits of the card and the sign of the language", () => {
    expect(plain(formatRate(250, "de"))).toBe("2,5 %");
    expect(plain(formatRate(250, "ar"))).toMatch(/^2\.5%$/);
  });
});

describe("money", () => {
  test.each([
    [12_875, "USD", 2, "en", "$128.75"],
    [1_500, "JPY", 0, "ja", "￥1,500"],
    [127_160_492, "KWD", 3, "en", "KWD 127,160.492"],
    [0, "USD", 2, "en", "$0.00"],
    [999_999_999_999, "USD", 2, "en", "$9,999,999,999.99"],
  ])("of %i %s with %i decimals is exact in %s", (amount, currency, digits, locale, expected) => {
    expect(plain(formatMoney(amount, currency, digits, locale))).toBe(expected);
  });

  test("that is added says so, and none does not", () => {
    expect(formatMoney(375, "USD", 2, "en", "plus")).toBe("+$3.75");
    expect(formatMoney(0, "USD", 2, "en", "plus")).toBe("$0.00");
  });

  test("keeps the letters of its symbol in their order where the language runs from right to left", () => {
    expect(plain(formatMoney(12_500, "USD", 2, "ar"))).toBe("125.00 \u2068US$\u2069");
    expect(formatMoney(12_500, "KWD", 3, "ar")).not.toContain("\u2068");
    expect(formatMoney(12_500, "USD", 2, "en-CA")).not.toContain("\u2068");
  });
});
