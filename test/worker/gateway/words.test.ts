import { describe, expect, test } from "vitest";
import { fold, piecesOf, saysNothing } from "../../../worker/gateway/words.ts";

/** The names in a text, without blanks. */
const namesIn = (text: string) => piecesOf(text).flatMap(({ text: found, name }) => (name === null ? [] : [found]));

test.each([
  ["  Pre-Paid ", "pre paid"],
  ["Débito", "debito"],
  ["T&E", "t e"],
  ["Kartı", "karti"],
  [null, ""],
])("%j is compared as %j", (text, folded) => {
  expect(fold(text)).toBe(folded);
});

test.each(["", " ", "Unknown", "N/A", "not available", null])("%j says nothing", (text) => {
  expect(saysNothing(text)).toBe(true);
  expect(piecesOf(text)).toEqual([]);
});

describe("names are whole words, however they are written", () => {
  test.each([
    ["VISA CHECK CARD", ["visa", "checkcard"]],
    ["V PAY", ["vpay"]],
    ["Private-Label", ["privatelabel"]],
    ["CU 24", ["cu24"]],
    ["STORED VALUE", ["storedvalue"]],
    ["Japan Credit Bureau", ["japancreditbureau"]],
    ["ELECTRONIC", []],
    ["GIFTED", []],
    ["INTERACTIVE", []],
    ["STARS", []],
    ["STORED", []],
    ["constructor", []],
    ["__proto__", []],
  ])("%s has %j", (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  test.each(["DEBITCARD", "VISACHECKCARD", "debetowa", "prepagada", "Дебетовая", "借记卡"])(
    "but %s can only be one thing",
    (text) => {
      expect(namesIn(text)).toHaveLength(1);
    },
  );
});

describe("a name that is an ordinary word counts only where nothing else is said", () => {
  test.each([
    "PLUS",
    "Plus ATM network",
    "VISA PLUS",
    "PLUS/GOLD",
    "STAR PLUS",
    "Delta card",
    "Mastercard Cash",
    "cup",
  ])("%s", (text) => {
    expect(piecesOf(text)).toContainEqual(
      expect.objectContaining({ name: expect.objectContaining({ ordinary: true }) }),
    );
  });

  test.each([
    "PREMIUM PLUS",
    "PLUS ELITE",
    "STAR ALLIANCE",
    "CREDIT PLUS",
    "DELTA SKYMILES",
    "CASH REBATE",
    "WORLD CUP",
  ])("%s", (text) => {
    expect(namesIn(text)).toEqual([]);
  });
});
