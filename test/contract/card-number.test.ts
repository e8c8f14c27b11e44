/** Card numbers in texts: every one in any dress is known, and what shops usually write is none. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holdsCardNumber, isCardNumber } from "../../contract/card-number.ts";
import { runs } from "../support/nightly/runs.ts";
import { cardNumber, SEPARATORS } from "../support/upstream/card-numbers.ts";

const DIGITS = ["０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "⓪①②③④⑤⑥⑦⑧⑨"];

/** A text of which no part lengthens the number's run. */
const around = fc.constantFrom("", "order ", "Card: ", "x", "Zahlung, ", "№ ", "(", " — ");

describe("a card number in a text is known", () => {
  test.each([
    "4012000077777777",
    "4012 0000 7777 7777",
    "4012-0000-7777-7777",
    "4012.0000.7777.7777",
    "4012/0000/7777/7777",
    "4012_0000_7777_7777",
    "4012\u00a00000\u20097777\u20107777",
    "4012\u200b0000\u200b7777\u200b7777",
    "4.0.1.2.0.0.0.0.7.7.7.7.7.7.7.7",
    "en-40120000-77777777",
    "3782-822463-10005",
    "the card 378282246310005, please",
    "４０１２００００７７７７７７７７",
    "٤٠١٢ ٠٠٠٠ ٧٧٧٧ ٧٧٧٧",
    "4️⃣0️⃣1️⃣2️⃣0️⃣0️⃣0️⃣0️⃣7️⃣7️⃣7️⃣7️⃣7️⃣7️⃣7️⃣7️⃣",
    "4012000077777777=2812",
    "4012 0000 7777 7777 12/28 123",
    "2026-11-27-4012000077777777",
    "2026-11-27 4012 0000 7777 7777",
    "ref4012000077777777ref",
    "#1, #22 4012 0000 7777 7777",
    "#1 3782 822463 10005",
    "#1 3056 930902 5904",
    "#1 4012 0000 7777 7778 001",
    "2026-11-27 40120000 77777777",
    "2026-11-27 10:30:15 40120000 77777777",
    "4012 20261127 0000",
    "2026/11/27 10:30 40120000 77777777",
  ])("%s", (text) => {
    expect(holdsCardNumber(text)).toBe(true);
  });

  test("of any length and in any script, with any single character between its digits", () => {
    fc.assert(
      fc.property(
        cardNumber,
        fc.infiniteStream(fc.oneof({ weight: 2, arbitrary: fc.constant("") }, fc.constantFrom(...SEPARATORS))),
        fc.option(fc.constantFrom(...DIGITS)),
        fc.tuple(around, around),
        (number, between, script, [before, after]) => {
          const written = Array.from(number, (digit) => (script === null ? digit : Array.from(script)[Number(digit)]));
          const text = written.reduce((text, digit) => `${text ?? ""}${between.next().value}${digit}`) ?? "";
          expect(holdsCardNumber(`${before}${text}${after}`)).toBe(true);
        },
      ),
      { numRuns: runs(5_000) },
    );
  });
});

describe("what shops write is no card number", () => {
  test.each([
    "",
    "1001",
    "ORD-2026-11-27-0042",
    "2026-11-27",
    "2026-11-27T10:30:00.123Z",
    "2026-11-27 10:30:00",
    "20261127-000123",
    "1234567890",
    "123-456-7890",
    "+49 30 1234567",
    "jo.lee+42@shop.example",
    "4012000077777778",
    "4012 0000 7777 7778",
    "#12 4012 00007 7777777",
    "№ 4012000077777778",
    "٤٠١٢٠٠٠٠٧٧٧٧٧٧٧٨",
    "40120000777777770000",
    "order 00000000-0000-0000-0000-000000000000, paid",
    "order 4012000077777777abcdef01, paid",
    "1764200000001",
    "12345678901234567890",
    "4012000077777777777777",
    "6655a1f0c9e77c0012345678",
    "550e8400-e29b-41d4-a716-446655440000",
    "order-550E8400-E29B-41D4-A716-446655440000",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "AbcdefghIjklmnopQrstuvwxYz012345",
    "3.00 % to 10.00 %",
  ])("%s", (text) => {
    expect(holdsCardNumber(text)).toBe(false);
  });

  const day = fc
    .date({ min: new Date("1990-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const digits = (least: number, most: number) => fc.stringMatching(new RegExp(`^\\d{${least},${most}}$`));

  test.each<readonly [name: string, references: fc.Arbitrary<string>]>([
    ["a UUID", fc.uuid()],
    ["a UUID in capitals", fc.uuid().map((id) => `ORDER-${id.toUpperCase()}`)],
    ["a number of up to 11 digits", digits(1, 11)],
    ["a date and up to 11 digits", fc.tuple(day, digits(1, 11)).map((parts) => parts.join("-"))],
    [
      "a short date and up to 11 digits",
      fc.tuple(day, digits(1, 11)).map(([date, id]) => `${date.replaceAll("-", "")}-${id}`),
    ],
    ["an instant", fc.date({ noInvalidDate: true, min: new Date(0) }).map((date) => date.toISOString())],
    ["an object id", fc.stringMatching(/^[0-9a-f]{23}[a-f]$/)],
    ["a SHA-256", fc.stringMatching(/^[a-f][0-9a-f]{63}$/)],
    ["an address of mail", fc.emailAddress().filter((mail) => !/(\d\W?){12}/.test(mail))],
  ])("%s", (_, references) => {
    fc.assert(
      fc.property(references, (text) => !holdsCardNumber(text)),
      { numRuns: runs(2_000) },
    );
  });
});

test("reading a text takes no longer than its length", () => {
  for (const text of ["1 ".repeat(500_000), "4012 ".repeat(200_000), "1".repeat(1_000_000), "٠".repeat(100_000)])
    expect(typeof holdsCardNumber(text)).toBe("boolean");
});

test.each([
  ["123456789012", true],
  ["1234567890123456789", true],
  ["4012 0000-7777.7777", true],
  [" 4012000077777777\t", true],
  ["４０１２００００７７７７７７７７", true],
  ["12345678901", false],
  ["12345678901234567890", false],
  ["x4012000077777777", false],
  ["4012000077777777x", false],
  ["", false],
])("as a whole, '%s' has a card number's digits: %s", (text, expected) => {
  expect(isCardNumber(text)).toBe(expected);
});
