/**
 * The shop's tax engine, in small: what a sale pays in sales tax where it is delivered, and whether a surcharge is taxed there
 * as well. A sample to try the checkout with, and nobody's advice: a real shop asks the tax service that it has.
 */
import type { Place } from "./places.ts";

interface TaxRule {
  /** Of the goods, in thousandths of a percent: 6250 is 6.25 %. */
  readonly rate: number;
  /** Whether a surcharge counts as part of the price here, and is taxed at the same rate. */
  readonly isOnSurcharge: boolean;
}

const NO_TAX: TaxRule = { rate: 0, isOnSurcharge: false };

/**
 * States of the United States; the shop takes no tax anywhere else. What was found of the law is in docs/rules/coverage.md;
 * Illinois differs from it, so that there is a place to see a surcharge alone. The other examples have one price for IL, MA and NV.
 */
const SAMPLE_RULES: Readonly<Record<string, TaxRule>> = {
  CA: { rate: 7250, isOnSurcharge: true },
  CO: { rate: 2900, isOnSurcharge: false },
  FL: { rate: 6000, isOnSurcharge: true },
  IL: { rate: 6250, isOnSurcharge: false },
  MA: { rate: 6250, isOnSurcharge: false },
  NV: { rate: 6250, isOnSurcharge: false },
  NY: { rate: 4000, isOnSurcharge: true },
  OH: { rate: 5750, isOnSurcharge: false },
  PA: { rate: 6000, isOnSurcharge: false },
  TX: { rate: 6250, isOnSurcharge: true },
  WA: { rate: 6500, isOnSurcharge: true },
};

/** One hundred percent, in thousandths of a percent. */
const WHOLE = 100_000;

const ruleOf = ({ country, state }: Place): TaxRule => (country === "US" ? SAMPLE_RULES[state] : undefined) ?? NO_TAX;

/** The sales tax on goods delivered there, rounded half up. @param goods US cents @returns US cents */
export const salesTaxOn = (goods: number, delivery: Place): number =>
  Math.floor((goods * ruleOf(delivery).rate + WHOLE / 2) / WHOLE);

/** The rate of sales tax on a surcharge there, in thousandths of a percent: 0 where a surcharge is not taxed. */
export function surchargeTaxRateAt(delivery: Place): number {
  const { rate, isOnSurcharge } = ruleOf(delivery);
  return isOnSurcharge ? rate : 0;
}
