/** Signed quotes whose claims or amounts contradict each other: no key makes them good. */
import { type Case, refuse } from "../parts/cases.ts";
import { CLAIMS, NO_AMOUNTS, NONE, SMALL, TAXED } from "../parts/sale.ts";
import { sign } from "../parts/sign.ts";

export function inconsistent(): Case[] {
  return [...claims(), ...amounts(), ...taxes()];
}

function claims(): Case[] {
  const contradicted = (name: string, changes: object) =>
    refuse(name, sign({ ...CLAIMS, ...changes }), {}, ["inconsistent_claims"]);
  return [
    contradicted("a surcharge on a debit card", { funding: "debit" }),
    contradicted("a surcharge on a prepaid card", { funding: "prepaid" }),
    contradicted("a surcharge on who knows what", { funding: "unknown" }),
    contradicted("a surcharge for a reason against it", { reason: "region_prohibited" }),
    contradicted("a surcharge without a disclosure", { disclosure: null }),
  ];
}

function amounts(): Case[] {
  const miscounted = (name: string, changes: object, facts = {}) =>
    refuse(name, sign({ ...CLAIMS, ...changes }), facts, ["inconsistent_amounts"]);
  const onRefusal = { ...NONE, rateBps: 300, surchargeAmount: 375, totalAmount: 12_875 };
  return [
    miscounted("a surcharge above its rate", { surchargeAmount: 376, totalAmount: 12_876 }),
    miscounted("a surcharge below its rate", { surchargeAmount: 374, totalAmount: 12_874 }),
    miscounted("a total that is no sum", { totalAmount: 12_874 }),
    miscounted("a surcharge of nothing", { rateBps: 0, surchargeAmount: 0, totalAmount: 12_500 }),
    miscounted("a tax where the rate is nothing", { surchargeTaxAmount: 1, totalAmount: 12_876 }),
    ...["surchargeAmount", "surchargeTaxAmount", "totalAmount"].map((amount) =>
      miscounted(`${amount} of a lookup without an amount`, { ...NO_AMOUNTS, [amount]: 0 }, { baseAmount: null }),
    ),
    miscounted("a missing tax", { surchargeTaxAmount: null }),
    miscounted("a missing total", { totalAmount: null }),
    miscounted("a surcharge on a refusal", onRefusal),
  ];
}

function taxes(): Case[] {
  const miscounted = (name: string, claims: object, facts: object = { surchargeTaxRate: 8_875 }) =>
    refuse(name, sign(claims), { ...facts }, ["inconsistent_amounts"]);
  const halfUnit = { ...SMALL, surchargeTaxRate: 50_000, surchargeTaxAmount: 0, totalAmount: 35 };
  const taxOfNothing = { ...NONE, surchargeTaxRate: 8_875, surchargeTaxAmount: 33, totalAmount: 12_533 };
  return [
    miscounted("a tax above its rate", { ...TAXED, surchargeTaxAmount: 34, totalAmount: 12_909 }),
    miscounted("a tax below its rate", { ...TAXED, surchargeTaxAmount: 32, totalAmount: 12_907 }),
    miscounted("a total without its tax", { ...TAXED, totalAmount: 12_875 }),
    miscounted("a tax of exactly half a unit, rounded down", halfUnit, { baseAmount: 34, surchargeTaxRate: 50_000 }),
    miscounted("a tax without a surcharge", taxOfNothing),
  ];
}
