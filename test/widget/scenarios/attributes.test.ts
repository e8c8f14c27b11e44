/** What the element makes of its attributes, without a page. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SUBDIVISIONS } from "../../../contract/subdivisions.ts";
import { readInputs } from "../../../widget/service/inputs.ts";
import { readState } from "../../../widget/service/states.ts";

const isState = (text: string, country: string) => readState(text, country) !== undefined;

const COMPLETE = { merchant: "mch_demo", endpoint: "https://service.example", country: "US", state: "IL" };

const read = (attributes: Readonly<Record<string, string>>) =>
  readInputs((name) => ({ ...COMPLETE, ...attributes })[name] ?? null, undefined);

it("comes as a class that a server without a DOM can import", async () => {
  const { CardSurchargeElement } = await import("../../../widget/index.ts");
  expect("HTMLElement" in globalThis).toBe(false);
  expect(CardSurchargeElement.formAssociated).toBe(true);
});

describe("states and provinces", () => {
  const named = Object.entries(SUBDIVISIONS).flatMap(([country, states]) =>
    Object.entries(states).flatMap(([code, names]) =>
      [code, `${country}-${code}`, ...names].map((name) => [country, name]),
    ),
  ) as [string, string][];

  it("takes every code and name the service knows, in any case", () => {
    const refused = named.filter(([country, name]) => !isState(name, country) || !isState(name.toLowerCase(), country));
    expect(refused).toEqual([]);
  });

  it.each(["Illinoiss", "Ilinois", "Texass", "Ontaro", "New Yrok", "California1", "Quebecc"])("refuses %s", (name) => {
    expect([isState(name, "US"), isState(name, "CA")]).toEqual([false, false]);
  });

  it("notices nearly every misspelt name", () => {
    const long = named.filter(([, name]) => name.length > 5);
    const missed = long.filter(([country, name]) => isState(`${name}x`, country));
    expect(missed.length).toBeLessThan(long.length / 50);
  });

  it("takes any name where states do not matter", () => {
    expect(isState("Île-de-France", "FR")).toBe(true);
    expect(isState("Bavaria", "DE")).toBe(true);
  });
});

describe("a complete sale", () => {
  it("holds what is known and nothing else", () => {
    expect(JSON.parse(JSON.stringify(read({ "base-amount": " 0012500 ", currency: "usd" }).sale))).toEqual({
      merchant: "mch_demo",
      country: "US",
      state: "IL",
      baseAmount: 12500,
      currency: "USD",
    });
  });

  it("needs no state where states do not matter, even an empty one", () => {
    expect(read({ country: "DE", state: "" }).sale).toMatchObject({ country: "DE" });
  });

  it("takes a state to ship to for one of the billing country, unless a country to ship to is still to be chosen", () => {
    expect(read({ "ship-to-state": "tx" }).sale?.shipTo).toEqual({ country: "US", state: "TX" });
    expect(read({ "ship-to-state": "TX", "ship-to-country": "" }).sale).toBeUndefined();
    expect(read({ "ship-to-state": "Ontario" }).faults).toEqual([expect.stringContaining('ship-to-state="Ontario"')]);
    expect(read({ "ship-to-state": "" }).sale).toBeUndefined();
  });

  it.each([
    ["https://service.example/", "https://service.example"],
    ["http://localhost:8787", "http://localhost:8787"],
    ["https://shop.example/surcharge/", "https://shop.example/surcharge"],
  ])("reads the endpoint %s as %s", (endpoint, expected) => {
    expect(read({ endpoint }).endpoint).toBe(expected);
  });

  it.each(["javascript:alert(1)", "service.example", "https://a.example/?x=1", "https://a.example/#x", "//a.example"])(
    "has none with the endpoint %s",
    (endpoint) => {
      expect(read({ endpoint })).toMatchObject({ sale: undefined, faults: [expect.stringContaining("endpoint=")] });
    },
  );
});

it("never throws, and never has both a sale and a fault, whatever is in the attributes", () => {
  const names = [
    ...Object.keys(COMPLETE),
    "base-amount",
    "currency",
    "ship-to-country",
    "ship-to-state",
    "locale",
    "order-ref",
  ];
  const attributes = fc.dictionary(
    fc.constantFrom(...names),
    fc.oneof(fc.string(), fc.constantFrom("US", "IL", "1", "")),
  );
  fc.assert(
    fc.property(attributes, (given) => {
      const { sale, faults, baseAmount } = read(given);
      expect(sale === undefined || faults.length === 0).toBe(true);
      expect(baseAmount === undefined || Number.isSafeInteger(baseAmount)).toBe(true);
    }),
  );
});
