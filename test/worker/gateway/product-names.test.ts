import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseCard } from "../../../worker/gateway/normalise.ts";
import { readCard } from "../../../worker/gateway/schema.ts";
import { ask } from "../../support/merchant/deciding.ts";
import { runs } from "../../support/nightly/runs.ts";
import { productsOf } from "../../support/upstream/card-products.ts";
import { gatewayCard } from "../../support/upstream/gateway-card.ts";

function factsOf(change: object) {
  const card = readCard({ ...gatewayCard(), ...change });
  if (card === null) throw new Error("not read as a card");
  return normaliseCard(card);
}

const decisionOf = (change: object) => ask({ finding: { kind: "facts", facts: factsOf(change) } });

describe("a Visa card typed credit and flagged surchargeable, by the name of its level", () => {
  const reasonAt = (card_level_generic: string) => decisionOf({ card_level_generic }).reason;

  test.each(productsOf("credit"))("%s stays credit", (level) => {
    expect(factsOf({ card_level_generic: level })).toMatchObject({ funding: "credit", conflicting: false });
    expect(factsOf({ card_level_generic: level }).brands).not.toContain("other");
  });

  test.each(["Visa Traditional", "PREMIUM PLUS", "STAR ALLIANCE", "INFINITE", "CORPORATE T&E"])(
    "%s is eligible",
    (level) => {
      expect(reasonAt(level)).toBe("eligible");
    },
  );

  test.each(productsOf("debit"))("%s is debit, which contradicts", (level) => {
    expect(reasonAt(level)).toBe("contradictory");
  });

  test.each(productsOf("prepaid"))("%s is prepaid, which contradicts", (level) => {
    expect(reasonAt(level)).toBe("contradictory");
  });

  test.each(productsOf("oneShop"))("%s is an unknown network", (level) => {
    expect(factsOf({ card_level_generic: level })).toMatchObject({ brands: ["visa", "other"], conflicting: false });
    expect(reasonAt(level)).toBe("network_not_enabled");
  });
});

test("the issuer is not read", () => {
  for (const issuing_bank of ["Plus Bank", "Ready Debit", "First Savings Bank", "Delta Credit Union", "Green Dot"]) {
    expect(decisionOf({ issuing_bank }).reason).toBe("eligible");
  }
});

describe("a debit, prepaid or one-shop product's name", () => {
  const FORBIDDEN = [...productsOf("debit"), ...productsOf("prepaid"), ...productsOf("oneShop")];
  /** Ordinary words, which count where nothing else is said. */
  const ORDINARY = new Set([
    "PLUS",
    "VISA PLUS",
    "PLUS/STAR",
    "STAR",
    "PULSE",
    "VISA DELTA",
    "DELTA",
    "SOLO",
    "SWITCH",
    "Laser",
    "STAR Systems",
    "PULSE EFT",
    "Solo UK",
    "Vanilla Visa",
    "American Express Serve",
    "Mastercard Cash",
  ]);
  const STRONG = FORBIDDEN.filter((name) => !ORDINARY.has(name));
  const CREDIT = productsOf("credit");
  const COLUMNS = ["card_brand", "card_type", "card_level_generic"] as const;

  const column = fc.constantFrom(...COLUMNS);
  const written = fc.constantFrom(
    (name: string) => name,
    (name: string) => name.toUpperCase(),
    (name: string) => name.toLowerCase(),
    (name: string) => name.replaceAll(" ", "-"),
    (name: string) => name.replaceAll(" ", "_"),
    (name: string) => `  ${name}. `,
  );

  const never = (change: object) => {
    expect(decisionOf(change).outcome).not.toBe("surcharge");
  };

  test("never gets a surcharge, in whichever column it stands and however it is written", () => {
    fc.assert(
      fc.property(column, fc.constantFrom(...FORBIDDEN), written, (name, product, write) => {
        never({ [name]: write(product) });
      }),
      { numRuns: runs(2_000) },
    );
  });

  test("never gets a surcharge beside credit products in every column", () => {
    const others = fc.record({
      card_brand: fc.constantFrom("Visa", ...CREDIT),
      card_level_generic: fc.constantFrom(...CREDIT),
    });
    const beside = fc.constantFrom(
      (own: string, product: string) => `${own} ${product}`,
      (own: string, product: string) => `${product} ${own}`,
      (own: string, product: string) => `${own}/${product}`,
      (own: string, product: string) => `${own} (${product})`,
    );
    fc.assert(
      fc.property(others, column, fc.constantFrom(...STRONG), beside, (columns, name, product, join) => {
        const card = { card_type: "credit", ...columns };
        never({ ...card, [name]: join(card[name], product) });
      }),
      { numRuns: runs(2_000) },
    );
  });
});
