/** Brand parity, judged on the brands that a shop accepts; and why a card is zero where another brand holds it there. */
import { describe, expect, it } from "vitest";
import { compileRules } from "../../../worker/rules/book.ts";
import type { RuleRow } from "../../../worker/rules/schema.ts";
import type { SurchargeProgramme } from "../../../worker/surcharge/programme.ts";
import { ask } from "../../support/merchant/deciding.ts";
import { demoProgramme } from "../../support/merchant/demo-programme.ts";
import { rules } from "../../support/rules/frozen-book.ts";

const BY = { by: "Dana Demo", on: "2026-11-01" };

/** The frozen rows, with the networks' parity as it is in life. */
const PARITY: Readonly<Record<string, NonNullable<RuleRow["parity"]>>> = {
  "us-visa-credit": "costlier",
  "us-mastercard-credit": "costlier",
  "us-discover-credit": "lowest",
};
const withParity = compileRules(
  rules.rows.map((row) => (PARITY[row.id] === undefined ? row : { ...row, parity: PARITY[row.id] })),
  "with parity",
);

const amexSignOff = { rule: "us-amex-credit", kind: "sign_off" as const, ...BY };
const cost = (costBps: number) => ({ costBps, ...BY });
const allCosts = { visa: cost(250), mastercard: cost(250), discover: cost(260), amex: cost(300) };

function sell(brand: "visa" | "discover" | "amex", merchant: Partial<SurchargeProgramme>) {
  const {
    reason,
    rateBps,
    explanation,
    rules: spoke,
  } = ask({ card: { brands: [brand] }, merchant, rules: withParity });
  return { reason, rateBps, explanation, ids: spoke.ids };
}

describe("a brand that the shop takes and does not surcharge", () => {
  const rates = { visa: 300, mastercard: 300, discover: 300 };

  it("holds Visa to nothing where it costs as much or more", () => {
    const sold = sell("visa", { accepts: ["visa", "mastercard", "amex"], rates, costs: allCosts });
    expect(sold).toMatchObject({ reason: "network_not_enabled", rateBps: 0, ids: ["us-visa-credit"] });
    expect(sold.explanation).toContain("us-visa-credit holds it to amex, and the merchant has no rate for amex");
  });

  it("holds Visa to nothing where it costs the same", () => {
    const same = { ...allCosts, amex: cost(250) };
    expect(sell("visa", { accepts: ["visa", "amex"], rates, costs: same }).reason).toBe("network_not_enabled");
  });

  it("holds Visa to nothing where nobody recorded what it costs", () => {
    const { amex: _amex, ...costs } = allCosts;
    expect(sell("visa", { accepts: ["visa", "amex"], rates, costs }).reason).toBe("network_not_enabled");
  });

  it("is no matter for Visa where it costs less, and one for Discover whatever it costs", () => {
    const cheap = { ...allCosts, amex: cost(100) };
    expect(sell("visa", { accepts: ["visa", "amex"], rates, costs: cheap })).toMatchObject({ rateBps: 250 });
    expect(sell("discover", { accepts: ["discover", "amex"], rates, costs: cheap })).toMatchObject({
      reason: "network_not_enabled",
      rateBps: 0,
    });
  });

  it("is no matter where the shop does not take it, or takes debit cards of it alone", () => {
    const debitOnly = ["interac", "eftpos", "maestro", "mada"] as const;
    for (const accepts of [["visa"], ["visa", "mastercard"], ["visa", ...debitOnly]] as const)
      expect(sell("visa", { accepts, rates, costs: allCosts })).toMatchObject({ reason: "eligible", rateBps: 250 });
  });

  it("cannot be judged for Visa where nobody said what the shop takes", () => {
    const cheaper = { ...rates, mastercard: 100 };
    expect(sell("visa", { rates: cheaper, costs: allCosts })).toMatchObject({ reason: "eligible", rateBps: 250 });
  });

  it("is no matter for Discover where nobody said what the shop takes, and it has no rate", () => {
    const unset = { ...rates, mastercard: 0 };
    expect(sell("discover", { rates: unset, costs: allCosts })).toMatchObject({ reason: "eligible", rateBps: 250 });
  });

  it("is not there where the shop says that it takes one brand alone", () => {
    const alone = { accepts: ["discover"], rates: { discover: 300 }, costs: allCosts } as const;
    expect(sell("discover", alone)).toMatchObject({ reason: "eligible", rateBps: 260 });
  });
});

describe("a brand that is surcharged too", () => {
  const accepts = ["visa", "mastercard", "discover", "amex"] as const;
  const attestations = [...demoProgramme.attestations, amexSignOff];

  it("holds the others to its own rate", () => {
    const rates = { visa: 300, mastercard: 300, discover: 300, amex: 200 };
    const merchant = { accepts, rates, costs: allCosts, attestations };
    expect(sell("visa", merchant)).toMatchObject({ reason: "eligible", rateBps: 200 });
    expect(sell("discover", merchant)).toMatchObject({ rateBps: 200 });
    expect(sell("amex", merchant)).toMatchObject({ rateBps: 200 });
  });

  it("holds American Express to the lowest of the rest", () => {
    const rates = { visa: 300, mastercard: 150, discover: 300, amex: 300 };
    expect(sell("amex", { accepts, rates, costs: allCosts, attestations })).toMatchObject({ rateBps: 150 });
  });

  it("gives the first of its reasons in the contract's order", () => {
    const visa = withParity.rows.find(({ id }) => id === "us-visa-credit");
    const bar = { ...visa, id: "us-il-visa", places: ["US-IL"], status: "prohibited", maxBps: 0, basis: null };
    const { reason, explanation } = ask({
      card: { brands: ["amex"] },
      merchant: { accepts, rates: { amex: 300, mastercard: 300, discover: 300 }, costs: allCosts, attestations },
      rules: compileRules([...withParity.rows, bar as RuleRow], "with a bar"),
    });
    expect(reason).toBe("region_prohibited");
    expect(explanation).toContain("us-amex-credit holds it to visa, and us-il-visa bars it");
  });

  it("gives its own reason where it is at zero: what lapsed is said to have lapsed", () => {
    const lapsing = compileRules(
      withParity.rows.map((row) => (row.id === "us-visa-credit" ? { ...row, recheckOn: "2026-11-23" } : row)),
      "lapsing",
    );
    const {
      reason,
      explanation,
      rules: spoke,
    } = ask({
      card: { brands: ["amex"] },
      merchant: {
        accepts,
        rates: { visa: 300, mastercard: 300, discover: 300, amex: 300 },
        costs: allCosts,
        attestations,
      },
      rules: lapsing,
    });
    expect(reason).toBe("rules_expired");
    expect(spoke.ids).toEqual(["us-amex-credit"]);
    expect(explanation).toContain("us-amex-credit holds it to visa, and us-visa-credit lapsed on 2026-11-23");
  });
});
