/** Which rows a book gives for a brand in a place. */
import { describe, expect, it } from "vitest";
import type { Brand } from "../../../contract/lists.ts";
import { compileRules } from "../../../worker/rules/book.ts";
import type { BookRow } from "../../../worker/rules/schema.ts";
import { frozenPack } from "../../support/rules/frozen-book.ts";

const [any] = frozenPack.rows;
if (any === undefined) throw new Error("the frozen pack has no rows");
const row = (id: string, places: string[], networks: BookRow["networks"]): BookRow => ({
  ...any,
  id,
  places,
  networks,
});

const rows = [
  row("us-visa", ["US"], ["visa", "mastercard", "visa"]),
  row("us-all", ["US", "US-CO"], "all"),
  row("us-visa-more", ["US"], ["visa"]),
  row("us-co-visa", ["US-CO"], ["visa"]),
  row("de-visa", ["DE"], ["visa"]),
  row("eu-all", ["EU"], "all"),
  row("fr-all", ["FR"], "all"),
];
const book = compileRules(rows, "2026-11-27.2.1a2b3c4d5e6f");
const ids = (found: readonly BookRow[]) => found.map(({ id }) => id);

describe("a book", () => {
  it("has the version and the rows that it was made of", () => {
    expect(book).toMatchObject({ version: "2026-11-27.2.1a2b3c4d5e6f", rows });
  });

  it.each<readonly [country: string, brand: Brand, found: string[]]>([
    ["US", "visa", ["us-all", "us-visa", "us-visa-more"]],
    ["US", "mastercard", ["us-all", "us-visa"]],
    ["US", "amex", ["us-all"]],
    ["DE", "visa", ["de-visa", "eu-all"]],
    ["DE", "amex", ["eu-all"]],
    ["FR", "visa", ["fr-all", "eu-all"]],
    ["AT", "visa", ["eu-all"]],
    ["NO", "visa", ["eu-all"]],
    ["GB", "visa", []],
    ["EU", "visa", []],
  ])("says of %s and %s, for the whole country: %j", (country, brand, found) => {
    for (const state of [null, "CO"]) expect(ids(book.countryRows({ country, state }, brand))).toEqual(found);
  });

  it.each<readonly [country: string, state: string | null, brand: Brand, found: string[]]>([
    ["US", "CO", "visa", ["us-all", "us-co-visa"]],
    ["US", "CO", "amex", ["us-all"]],
    ["US", "IL", "visa", []],
    ["US", null, "visa", []],
    ["CA", "CO", "visa", []],
  ])("says of %s, state %s, and %s, for that state alone: %j", (country, state, brand, found) => {
    expect(ids(book.stateRows({ country, state }, brand))).toEqual(found);
  });
});
