import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  asExpiry,
  inGroups,
  isFutureExpiry,
  isRoutingNumber,
  isWholeNumber,
  readTrack,
  schemeOf,
} from "../../../../../sandbox/gateway/tokenizer/browser/cards.js";
import { isCardNumber } from "../../../../../sandbox/gateway/tokenizer/card-number.ts";

const PUBLISHED = [
  "4111111111111111",
  "4005519200000004",
  "4009348888881881",
  "4012000033330026",
  "4012000077777777",
  "4012888888881881",
  "4217651111111119",
  "4500600000000061",
  "5555555555554444",
  "2223000048400011",
  "378282246310005",
  "371449635398431",
  "6011111111111117",
];

describe("a card number while it is typed", () => {
  test.each([
    ["4", "Visa", "4"],
    ["40120", "Visa", "4012 0"],
    ["378282246310005", "Amex", "3782 822463 10005"],
    ["30569309025904", "Diners Club", "3056 930902 5904"],
    ["3566002020360505", "JCB", "3566 0020 2036 0505"],
    ["2223000048400011", "Mastercard", "2223 0000 4840 0011"],
    ["6011111111111117", "Discover", "6011 1111 1111 1117"],
    ["6221260000000000", "UnionPay", "6221 2600 0000 0000"],
    ["5018", "Maestro", "5018"],
    ["9", "", "9"],
  ])("%s is read as %j and stands as %s", (digits, name, groups) => {
    expect({ name: schemeOf(digits).name, groups: inGroups(digits) }).toEqual({ name, groups });
  });

  test.each(PUBLISHED)("%s is whole, and not with another last digit", (number) => {
    const other = number.slice(0, -1) + ((Number(number.at(-1)) + 1) % 10);
    expect([isWholeNumber(number, false), isWholeNumber(other, false)]).toEqual([true, false]);
  });

  test("groups never add, drop or move a digit", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,19}$/), (digits) => {
        expect(inGroups(digits).replaceAll(" ", "")).toBe(digits);
      }),
    );
  });

  test("what the page takes for whole, the gateway takes for a card number", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{11,19}$/), fc.boolean(), (digits, mayBeLong) => {
        if (isWholeNumber(digits, mayBeLong)) expect(isCardNumber(digits)).toBe(true);
      }),
    );
  });

  test("nineteen digits are whole only where settings let them be", () => {
    const long = "4000000000000000006";
    expect(isCardNumber(long)).toBe(true);
    expect([isWholeNumber(long, false), isWholeNumber(long, true)]).toEqual([false, true]);
  });
});

describe("an expiry", () => {
  test.each([
    ["1", "1"],
    ["2", "02"],
    ["12", "12"],
    ["123", "12 / 3"],
    ["1234", "12 / 34"],
  ])("%s stands as %s", (digits, text) => {
    expect(asExpiry(digits)).toBe(text);
  });

  test.each([
    ["06 / 30", true],
    ["05 / 30", false],
    ["06/30", true],
    ["13 / 30", false],
    ["6 / 30", false],
    ["", false],
  ])("%j in June 2030: to come %s", (value, isToCome) => {
    expect(isFutureExpiry(value, new Date(2030, 5, 30))).toBe(isToCome);
  });
});

test.each([
  ["110000000", true],
  ["021000021", true],
  ["021000022", false],
  ["11000000", false],
])("routing number %s: %s", (digits, isGood) => {
  expect(isRoutingNumber(digits)).toBe(isGood);
});

test.each([
  ["%B4012000077777777^SHOPPER/SAM ^3412101?", { number: "4012000077777777", holder: "SHOPPER/SAM", expiry: "12/34" }],
  [";4012000077777777=3412101?", { number: "4012000077777777", holder: "", expiry: "12/34" }],
  ["4012000077777777", null],
])("%s as a track", (text, track) => {
  expect(readTrack(text)).toEqual(track);
});
