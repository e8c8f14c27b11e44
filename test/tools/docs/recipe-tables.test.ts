import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldName, stateCodes } from "../../../contract/places.ts";
import { TABLES } from "../../../tools/docs/recipe-tables/tables.ts";
import { recipeTables } from "../../../tools/docs/recipe-tables.ts";

describe("the recipes' tables", () => {
  test.each([...recipeTables()])("%s is current: else run `npm run recipes:tables`", (path, content) => {
    expect(readFileSync(path, "utf8")).toBe(content);
  });
});

describe("folding a character at a time, as the recipes do", () => {
  const folds = new Map(TABLES.folds);
  const foldByTable = (name: string) => Array.from(name, (character) => folds.get(character) ?? character).join("");
  const isKnown = (fold: string) => [...stateCodes().values()].some((codes) => codes.has(fold));

  test("gives what the service has for each character, where it is a letter or digit of a name or nothing", () => {
    for (let code = 0; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code);
      const fold = foldName(character);
      // A fold with any other letter is no name that the rules know.
      if (/^[A-Z0-9]*$/.test(fold) || folds.has(character)) expect(foldByTable(character)).toBe(fold);
    }
  });

  test("knows the names that the service knows, and no others", () => {
    const names = [...stateCodes().values()].flatMap((codes) => [...codes.keys()]);
    const ornament = fc.constantFrom(
      "",
      " ",
      ".",
      "'",
      "ʻ",
      "\u0301",
      "\u00a0",
      "-",
      "ß",
      "ﬁ",
      "ı",
      "ſ",
      "ŉ",
      "州",
      "𝐈",
      "Σ",
    );
    const spelling = fc
      .tuple(fc.constantFrom(...names), fc.array(ornament, { maxLength: 20 }))
      .map(([name, ornaments]) => Array.from(name, (letter, at) => letter + (ornaments[at] ?? "")).join(""));
    fc.assert(
      fc.property(fc.oneof(spelling, fc.string({ unit: "binary" })), (name) => {
        const fold = foldName(name);
        if (isKnown(fold) || isKnown(foldByTable(name))) expect(foldByTable(name)).toBe(fold);
      }),
    );
  });
});
