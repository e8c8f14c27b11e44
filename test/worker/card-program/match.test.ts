import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BinIndex } from "../../../worker/card-program/bin-index.ts";
import { type CompiledProgramme, matchHouseCard } from "../../../worker/card-program/match.ts";

const programme = (name: string, ...bins: string[]): CompiledProgramme => ({ name, index: new BinIndex(bins) });
const certain = (programmeName: string) => ({ match: "certain", programmeName });
const none = { match: "none" };
const possible = { match: "possible" };

describe("matchHouseCard with one programme", () => {
  const acme = [programme("Acme Card", "484001", "48400112", "48599937", "53123456789")];

  test.each<[string, string | null, object]>([
    ["a card with a six-digit BIN of ours", "484001", certain("Acme Card")],
    ["a card whose eight digits begin with one of ours", "48400199", certain("Acme Card")],
    ["a card with an eight-digit BIN inside a shorter one", "48400112", certain("Acme Card")],
    ["a card known by fewer digits than our BIN has", "485999", possible],
    ["a card known by seven digits of our eight", "4859993", possible],
    ["a card of another programme beside ours", "48599938", none],
    ["a card known by eight digits of our eleven", "53123456", possible],
    ["another bank's card", "401200", none],
    ["a card without known digits", null, possible],
    ["letters", "48400A", possible],
    ["nineteen digits that begin with ours", "4840010000000000000", certain("Acme Card")],
    ["an empty text", "", possible],
  ])("answers for %s", (_name, bin, expected) => {
    expect(matchHouseCard(bin, acme)).toEqual(expected);
  });
});

describe("matchHouseCard with several programmes", () => {
  test("takes the longest BIN, whichever programme comes first", () => {
    const short = programme("Short", "484001");
    const long = programme("Long", "48400112");
    expect(matchHouseCard("48400112", [short, long])).toEqual(certain("Long"));
    expect(matchHouseCard("48400112", [long, short])).toEqual(certain("Long"));
    expect(matchHouseCard("48400113", [long, short])).toEqual(certain("Short"));
  });

  test("takes the first of two programmes with the same BIN", () => {
    expect(matchHouseCard("484001", [programme("One", "484001"), programme("Two", "484001")])).toEqual(certain("One"));
  });

  test("names no programme where more digits could make it another one's", () => {
    expect(matchHouseCard("484001", [programme("Short", "484001"), programme("Long", "48400112")])).toEqual(possible);
  });

  test("rules no card out while a programme cannot be read", () => {
    const unreadable: CompiledProgramme = { name: "Acme Card", index: null };
    expect(matchHouseCard("401200", [unreadable])).toEqual(possible);
    expect(matchHouseCard(null, [programme("Other", "484001"), unreadable])).toEqual(possible);
  });

  test("rules no card without known digits out as soon as one programme has a BIN", () => {
    expect(matchHouseCard(null, [programme("Empty"), programme("Acme Card", "484001")])).toEqual(possible);
  });

  test("finds nothing for a merchant without programmes or with empty ones", () => {
    expect(matchHouseCard("484001", [])).toEqual(none);
    expect(matchHouseCard("484001", [programme("Empty")])).toEqual(none);
    expect(matchHouseCard(null, [programme("Empty"), programme("Empty too")])).toEqual(none);
    expect(matchHouseCard(null, [])).toEqual(none);
  });
});

/** Few different digits, so that BINs are often inside each other. */
const digits = (least: number, most: number) =>
  fc.array(fc.constantFrom("0", "4", "5"), { minLength: least, maxLength: most }).map((list) => list.join(""));

test("matching agrees with comparing every BIN by hand", () => {
  fc.assert(
    fc.property(fc.array(digits(6, 11), { maxLength: 40 }), digits(1, 12), (bins, card) => {
      const begins = bins.some((bin) => card.startsWith(bin));
      const couldBe = bins.some((bin) => bin.length > card.length && bin.startsWith(card));
      const expected = begins ? certain("P") : couldBe ? possible : none;
      expect(matchHouseCard(card, [{ name: "P", index: new BinIndex(bins) }])).toEqual(expected);
    }),
  );
});

test("every one of twenty thousand BINs is found, and none that is not there", () => {
  const bins = new Set(Array.from({ length: 20_000 }, (_, index) => String(40_000_000 + index * 37)));
  const index = new BinIndex(bins);
  expect(index.size).toBe(bins.size);
  for (let number = 40_000_000; number < 40_740_000; number += 1) {
    const card = String(number);
    if ((index.longestMatch(card) === 8) !== bins.has(card)) throw new Error(`wrong answer for ${card}`);
  }
});
