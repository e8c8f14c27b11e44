/** What holds for every sale, however odd. Small in `npm test`, a million cases each under NIGHTLY=1. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Brand, Reason } from "../../../contract/lists.ts";
import { MAX_AMOUNT } from "../../../contract/money.ts";
import { compileRules, type RuleBook } from "../../../worker/rules/book.ts";
import { RuleRow } from "../../../worker/rules/schema.ts";
import { decide as decideBy, type SurchargeDecision } from "../../../worker/surcharge/decide.ts";
import { anyRule, anySale, type Sale } from "../../support/merchant/sales.ts";
import { runs } from "../../support/nightly/runs.ts";
import { rules } from "../../support/rules/frozen-book.ts";
import { oracleSurcharge, oracleTax } from "../../support/rules/surcharge-oracle.ts";

const NIGHTLY_MS = 3_600_000;

const decide = (sale: Sale, book: RuleBook = rules): SurchargeDecision => decideBy({ ...sale, rules: book });
const withOneMore = (row: RuleRow): RuleBook => compileRules([...rules.rows, row], "with one more");

function holds<T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, property), { numRuns: runs(1_000) });
}

/** Everything that alone must keep an amount at zero, as plainly as it can be said. */
function doubts({ finding, programme, houseCard, currency, baseAmount, isWaived }: Sale): string[] {
  if (finding.kind === "trouble") return ["no facts"];
  const { facts } = finding;
  const said: [boolean, string][] = [
    [!programme.enabled, "off"],
    [facts.method !== "card", "not a card"],
    [facts.funding !== "credit" && facts.funding !== "charge", "not credit"],
    [facts.brands.length === 0 || facts.brands.some((brand) => brand === "unknown" || brand === "other"), "brand"],
    [facts.brands.some((brand) => (programme.rates[brand] ?? 0) === 0), "no rate"],
    [facts.conflicting, "conflict"],
    [facts.surchargeable !== true, "no flag"],
    [facts.customerExempt, "exempt"],
    [houseCard.match !== "none" && programme.houseCards === "exempt", "house card"],
    [currency !== programme.currency, "currency"],
    [isWaived === true, "waived"],
    [(baseAmount ?? 0) < (programme.minimumBaseAmount ?? 0), "below the minimum"],
  ];
  return said.flatMap(([holds, name]) => (holds ? [name] : []));
}

const LACKING = new Set<Reason>(["region_not_covered", "network_not_enabled"]);
const UNDER_PARITY = new Set(
  rules.rows.flatMap(({ parity, networks }) => (parity !== undefined && networks !== "all" ? networks : [])),
);

/** True where a rule is missing: for the card's own brand, or for one that it must not be dearer than. */
function lacksRule(sale: Sale): boolean {
  if (LACKING.has(decide(sale).reason)) return true;
  const { finding, programme } = sale;
  if (finding.kind !== "facts" || !finding.facts.brands.some((brand) => UNDER_PARITY.has(brand))) return false;
  return (Object.keys(programme.rates) as Brand[]).some((brand) =>
    LACKING.has(decide({ ...sale, finding: { kind: "facts", facts: { ...finding.facts, brands: [brand] } } }).reason),
  );
}

const isZero = (decision: SurchargeDecision): boolean =>
  decision.outcome !== "surcharge" &&
  decision.rateBps === 0 &&
  [decision.surchargeAmount, decision.surchargeTaxAmount].every(
    (amount) => amount === (decision.baseAmount === null ? null : 0),
  ) &&
  decision.cappedBy === null;

describe("any sale", { timeout: NIGHTLY_MS }, () => {
  it("is surcharged often enough for the properties below to mean something", () => {
    const outcomes = fc.sample(anySale, { numRuns: 2_000, seed: 1 }).map((sale) => decide(sale).reason);
    expect(outcomes.filter((reason) => reason === "eligible").length).toBeGreaterThan(200);
    expect(new Set(outcomes).size).toBeGreaterThan(17);
  });

  it("may meet a made-up rule that the schema takes", () => {
    for (const row of fc.sample(anyRule, 500)) expect(RuleRow.safeParse(row).error).toBeUndefined();
  });

  it("in doubt is never surcharged", () => {
    holds(anySale, (input) => {
      if (doubts(input).length > 0) expect(decide(input)).toSatisfy(isZero);
    });
  });

  it("comes to exactly what the rules allow, computed in fractions by other means", () => {
    holds(anySale, (input) => {
      const { surchargeAmount, surchargeTaxAmount } = decide(input);
      expect(BigInt(surchargeAmount ?? -1)).toBe(oracleSurcharge(input, rules.rows));
      expect(BigInt(surchargeTaxAmount ?? -1)).toBe(oracleTax(BigInt(surchargeAmount ?? 0), input));
    });
  });

  it("is either zero throughout or positive throughout, and the total is the sum", () => {
    holds(anySale, (input) => {
      const decision = decide(input);
      const { baseAmount, surchargeAmount, surchargeTaxAmount, totalAmount } = decision;
      expect(totalAmount).toBe((baseAmount ?? 0) + (surchargeAmount ?? 0) + (surchargeTaxAmount ?? 0));
      expect(decision.surchargeTaxRate).toBe(input.surchargeTaxRate ?? 0);
      expect(baseAmount).toBe(input.baseAmount);
      if (decision.outcome === "surcharge") expect(Math.min(decision.rateBps, surchargeAmount ?? 0)).toBeGreaterThan(0);
      else expect(decision).toSatisfy(isZero);
    });
  });

  it("never passes a cap: the merchant's rate, the cost, nor the percentage of any row that spoke", () => {
    holds(anySale, (input) => {
      const decision = decide(input);
      if (decision.outcome !== "surcharge" || input.finding.kind !== "facts") return;
      const added = BigInt(decision.surchargeAmount ?? 0) * 10_000n;
      const withinRate = (rateBps: number) => added <= BigInt(input.baseAmount ?? 0) * BigInt(rateBps);
      const { rates, costs, attestations } = input.programme;
      const spoke = rules.rows.filter((row) => decision.rules.ids.includes(row.id));
      const choseFee = attestations.some(({ kind }) => kind === "actual_fee");
      for (const brand of input.finding.facts.brands) {
        expect(withinRate(rates[brand] ?? 0)).toBe(true);
        const costBased = spoke.filter(
          (row) =>
            (row.basis === "both" || row.basis === "cost-of-acceptance") &&
            (row.networks === "all" || row.networks.includes(brand)),
        );
        if (costBased.length > 0) expect(withinRate(costs[brand]?.costBps ?? 0)).toBe(true);
      }
      for (const row of spoke)
        if (row.maxBps !== null && !(row.basis === "either" && choseFee)) expect(withinRate(row.maxBps)).toBe(true);
    });
  });

  it("never carries more than the merchant's maximum, and less than that by under a basis point and a minor unit", () => {
    holds(fc.tuple(anySale, fc.integer({ min: 1, max: 100_000 })), ([input, maximumSurchargeAmount]) => {
      const amountWith = (maximum: number | undefined) => {
        const programme = { ...input.programme, maximumSurchargeAmount: maximum };
        return BigInt(decide({ ...input, programme }).surchargeAmount ?? -1);
      };
      const [free, held, most] = [amountWith(undefined), amountWith(maximumSurchargeAmount), maximumSurchargeAmount];
      const wanted = free < BigInt(most) ? free : BigInt(most);
      expect(held <= wanted).toBe(true);
      if (free <= BigInt(most))
        expect((wanted - held) * 10_000n).toBeLessThanOrEqual(BigInt(input.baseAmount ?? 0) + 10_000n);
      else expect((wanted - held - 1n) * 10_000n).toBeLessThan(BigInt(input.baseAmount ?? 0));
    });
  });

  it("carries the same surcharge whatever its tax", () => {
    holds(anySale, (input) => {
      const [taxed, free] = [decide(input), decide({ ...input, surchargeTaxRate: 0 })];
      expect(taxed).toEqual({
        ...free,
        surchargeTaxRate: taxed.surchargeTaxRate,
        surchargeTaxAmount: taxed.surchargeTaxAmount,
        totalAmount: taxed.totalAmount,
      });
    });
  });

  it("without a maximum is surcharged no less when it is larger", () => {
    holds(fc.tuple(anySale, fc.integer({ min: 0, max: MAX_AMOUNT })), ([sale, other]) => {
      const input = { ...sale, programme: { ...sale.programme, maximumSurchargeAmount: undefined } };
      const [small, large] = [input.baseAmount ?? 0, other].toSorted((a, b) => a - b);
      const amountOn = (baseAmount = 0) => decide({ ...input, baseAmount }).surchargeAmount ?? -1;
      expect(amountOn(large)).toBeGreaterThanOrEqual(amountOn(small));
    });
  });

  it("has the same rate whether an amount is asked or not, unless the amount alone speaks against it", () => {
    holds(anySale, (input) => {
      const [withAmount, without] = [decide(input), decide({ ...input, baseAmount: null })];
      if (withAmount.reason === "rounds_to_zero" || withAmount.reason === "below_minimum") return;
      expect(without.reason).toBe(withAmount.reason);
      if (withAmount.cappedBy === "maximum") expect(withAmount.rateBps).toBeLessThan(without.rateBps);
      else expect(withAmount.rateBps).toBe(without.rateBps);
    });
  });

  it("is never surcharged higher because a rule was added, nor at all unless the place or brand lacked one", () => {
    holds(fc.tuple(anySale, anyRule), ([input, row]) => {
      if (lacksRule(input)) return;
      const before = decide(input);
      const after = decide(input, withOneMore(row));
      expect(after.rateBps).toBeLessThanOrEqual(before.rateBps);
      expect(after.surchargeAmount ?? -1).toBeLessThanOrEqual(before.surchargeAmount ?? -1);
    });
  });

  it("with a made-up rule is still what the other reading of the law gives", () => {
    holds(fc.tuple(anySale, anyRule), ([input, row]) => {
      const more = withOneMore(row);
      const { surchargeAmount } = decide(input, more);
      expect(BigInt(surchargeAmount ?? -1)).toBe(oracleSurcharge(input, more.rows));
    });
  });
});
