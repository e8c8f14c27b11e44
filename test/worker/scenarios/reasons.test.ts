import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { REASON_OUTCOME, REASONS, type Reason } from "../../../contract/lists.ts";
import type { CardFacts } from "../../../worker/surcharge/facts.ts";
import { type Asked, ask, placeOf } from "../../support/merchant/deciding.ts";
import { demoProgramme } from "../../support/merchant/demo-programme.ts";
import { runs } from "../../support/nightly/runs.ts";

/** A sale that is eligible until something is changed; the causes below touch different parts of it. */
type Sale = Asked & Required<Pick<Asked, "card" | "merchant">>;

const trouble =
  (reason: "gateway_unavailable" | "gateway_timeout" | "service_limited") =>
  (sale: Sale): void => {
    sale.finding = { kind: "trouble", reason };
  };

/** The smallest change that causes each reason. */
const CAUSES: Record<Exclude<Reason, "eligible">, (sale: Sale) => void> = {
  merchant_off: (sale) => (sale.merchant.enabled = false),
  region_missing: (sale) => (sale.shipTo = { country: "US", state: null }),
  gateway_unavailable: trouble("gateway_unavailable"),
  gateway_timeout: trouble("gateway_timeout"),
  service_limited: trouble("service_limited"),
  // A surchargeable flag beside it would be a contradiction, as for debit and prepaid: see the table of doubts below.
  not_a_card: (sale) => Object.assign(sale.card, { method: "other", surchargeable: false }),
  card_unrecognised: (sale) => (sale.card.brands = [...(sale.card.brands ?? ["visa"]), "unknown"]),
  contradictory: (sale) => (sale.card.conflicting = true),
  prepaid: (sale) => Object.assign(sale.card, { funding: "prepaid", surchargeable: false }),
  debit: (sale) => Object.assign(sale.card, { funding: "debit", surchargeable: false }),
  house_card: (sale) => (sale.houseCard = { match: "certain", programmeName: "Demo Card" }),
  customer_exempt: (sale) => (sale.card.customerExempt = true),
  region_prohibited: (sale) => (sale.billing = placeOf("US-CT")),
  region_not_covered: (sale) => (sale.merchant.place = { country: "US", state: "Atlantis" }),
  currency_not_enabled: (sale) => (sale.currency = "EUR"),
  network_not_enabled: (sale) => (sale.merchant.rates = {}),
  rules_expired: (sale) => (sale.at = new Date("2027-06-30T12:00:00Z")),
  needs_sign_off: (sale) => (sale.card.brands = ["amex", ...(sale.card.brands ?? [])]),
  cost_not_recorded: (sale) => (sale.merchant.costs = {}),
  eligibility_missing: (sale) => (sale.card.surchargeable = null),
  gateway_not_eligible: (sale) => (sale.card.surchargeable = false),
  waived: (sale) => (sale.isWaived = true),
  below_minimum: (sale) => (sale.merchant.minimumBaseAmount = 12_501),
  rounds_to_zero: (sale) => (sale.baseAmount = 33),
};
type Caused = keyof typeof CAUSES;
const CAUSED = REASONS.filter((reason): reason is Caused => reason !== "eligible");

/** Causes that cannot be there together: they set the same fact. */
const EXCLUSIVE: readonly (readonly Caused[])[] = [
  ["gateway_unavailable", "gateway_timeout", "service_limited"],
  ["prepaid", "debit"],
  ["eligibility_missing", "gateway_not_eligible"],
];

function askWith(causes: readonly Caused[]) {
  const sale: Sale = { card: {}, merchant: {} };
  for (const cause of causes) CAUSES[cause](sale);
  return ask(sale);
}

describe("each reason", () => {
  it("is not there to begin with", () => {
    expect(askWith([]).reason).toBe("eligible");
  });

  it.each(CAUSED)("%s is given for its cause alone, with its outcome and nothing added", (reason) => {
    expect(askWith([reason])).toMatchObject({
      reason,
      outcome: REASON_OUTCOME[reason],
      rateBps: 0,
      surchargeAmount: 0,
    });
  });

  it("gives way to an earlier one, whatever others apply", () => {
    fc.assert(
      fc.property(fc.subarray(CAUSED, { minLength: 1 }), (causes) => {
        const together = causes.filter(
          (cause, index) =>
            !EXCLUSIVE.some((group) => group.includes(cause) && causes.slice(0, index).some((c) => group.includes(c))),
        );
        expect(askWith(together).reason).toBe(together[0]);
      }),
      { numRuns: runs(500) },
    );
  });

  it("gives way to the earlier one of every pair that can be there together", () => {
    for (const [index, earlier] of CAUSED.entries())
      for (const later of CAUSED.slice(index + 1))
        if (!EXCLUSIVE.some((group) => group.includes(earlier) && group.includes(later)))
          expect([later, askWith([earlier, later]).reason]).toEqual([later, earlier]);
  });
});

describe("doubt about a card", () => {
  it.each<[string, Partial<CardFacts>, Reason]>([
    ["a bank account", { method: "other", brands: [], funding: "unknown", surchargeable: false }, "not_a_card"],
    ["a bank account of which nothing is said", { method: "other", brands: [], surchargeable: null }, "not_a_card"],
    ["a bank account called surchargeable", { method: "other", brands: [] }, "contradictory"],
    ["a debit card called surchargeable", { funding: "debit" }, "contradictory"],
    ["a prepaid card called surchargeable", { funding: "prepaid" }, "contradictory"],
    ["a debit card", { funding: "debit", surchargeable: false }, "debit"],
    ["a debit card of which nothing is said", { funding: "debit", surchargeable: null }, "debit"],
    ["a prepaid card", { funding: "prepaid", surchargeable: false }, "prepaid"],
    ["no brand", { brands: [] }, "card_unrecognised"],
    ["an unknown brand", { brands: ["unknown"] }, "card_unrecognised"],
    ["no funding", { funding: "unknown" }, "card_unrecognised"],
    ["an unknown method", { method: "unknown" }, "card_unrecognised"],
    ["a brand without a name here", { brands: ["other"] }, "network_not_enabled"],
    ["a missing flag", { surchargeable: null }, "eligibility_missing"],
    ["a flag that says no", { surchargeable: false }, "gateway_not_eligible"],
  ])("adds nothing: %s", (_, card, reason) => {
    // A rate for `other` is of no use: nobody can have read that network's rules.
    const rates = { ...demoProgramme.rates, other: 300 };
    expect(ask({ card, merchant: { rates } })).toMatchObject({ reason, rateBps: 0, surchargeAmount: 0 });
  });

  it("adds nothing to a possible house card, and shows one where the merchant only recognises them", () => {
    expect(ask({ houseCard: { match: "possible" } }).reason).toBe("house_card");
    expect(ask({ houseCard: { match: "possible" }, merchant: { houseCards: "shown" } }).reason).toBe("eligible");
  });
});

describe("currencies", () => {
  it.each([
    ["EUR", "USD"],
    ["USD", "EUR"],
    ["usd", "USD"],
    ["ZZZ", "ZZZ"],
  ])("adds nothing to %s where the merchant's is %s", (currency, own) => {
    expect(ask({ currency, merchant: { currency: own } }).reason).toBe("currency_not_enabled");
  });

  it.each([
    ["JPY", 0],
    ["KWD", 3],
  ])("carries the digits of %s", (currency, digits) => {
    expect(ask({ currency, merchant: { currency } })).toMatchObject({ reason: "eligible", currencyDigits: digits });
  });
});
