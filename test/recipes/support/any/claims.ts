/** What quotes claim: sound, wrong beside one another, and odd. */
import fc from "fast-check";
import { surchargeOn, surchargeTaxOn } from "../../../../contract/money.ts";
import { CLAIMS, NONE, NOW, OF_CUSTOMER, OF_CUSTOMER_AND_ORDER } from "../../../vectors/make/parts/sale.ts";
import { withOddMembers } from "./odd.ts";

export type Members = Readonly<Record<string, unknown>>;

const MOST = 999_999_999_999;

const amounts = fc.oneof(
  { weight: 3, arbitrary: fc.constant(12_500) },
  fc.nat(100_000),
  fc.integer({ min: 0, max: MOST }),
);
const taxRates = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 50_000 }));

/** Claims that do not contradict themselves. */
export const soundClaims = fc
  .record({
    start: fc.constantFrom(CLAIMS, CLAIMS, NONE, OF_CUSTOMER, OF_CUSTOMER_AND_ORDER),
    base: amounts,
    rate: fc.integer({ min: 1, max: 1_000 }),
    taxRate: taxRates,
    ship: fc.option(
      fc.constantFrom({ country: "CA", state: "ON" }, { country: "US", state: "IL" }, { country: "GB", state: null }),
      { freq: 3 },
    ),
    age: fc.constantFrom(0, 10, 10, 10, 60, 125, 5_000),
    reason: fc.constantFrom(
      undefined,
      undefined,
      undefined,
      "gateway_unavailable",
      "gateway_timeout",
      "waived",
      "a_new_one",
    ),
  })
  .map(({ start, base, rate, taxRate, ship, age, reason }): Members => {
    const surchargeAmount = start.outcome === "surcharge" ? surchargeOn(base, rate) : 0;
    const isSurcharge = surchargeAmount > 0 && reason === undefined;
    const shown = isSurcharge ? surchargeAmount : 0;
    const tax = surchargeTaxOn(shown, taxRate);
    const life = start.exp - start.iat;
    return {
      ...start,
      ...(isSurcharge ? {} : { outcome: "none", reason: "debit", funding: "debit", disclosure: null }),
      ...(reason === undefined ? {} : { outcome: reason.startsWith("gateway") ? "unknown" : "none", reason }),
      ...(ship === null ? {} : { shipTo: ship }),
      iat: NOW - age,
      exp: NOW - age + life,
      baseAmount: base,
      rateBps: isSurcharge ? rate : 0,
      surchargeAmount: shown,
      surchargeTaxRate: taxRate,
      surchargeTaxAmount: tax,
      totalAmount: base + shown + tax,
    };
  });

/** Of the right form, and wrong beside the other claims. */
const UNSOUND: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  exp: fc.constantFrom(NOW - 50, NOW + 1_190, NOW + 1_191, NOW + 5_000),
  sale: fc.uuid({ version: 4 }),
  subject: fc.constantFrom({ kind: "bin", hash: "x" }, { kind: "token", hash: "x" }, OF_CUSTOMER.subject),
  outcome: fc.constantFrom("surcharge", "none", "unknown"),
  reason: fc.constantFrom("eligible", "debit", "constructor"),
  funding: fc.constantFrom("charge", "debit", "prepaid", "unknown"),
  disclosure: fc.constantFrom(null, CLAIMS.disclosure),
  surchargeAmount: amounts,
  surchargeTaxAmount: amounts,
  totalAmount: amounts,
  rateBps: fc.nat(10_000),
};
const change = fc.oneof(...Object.entries(UNSOUND).map(([name, values]) => values.map((value) => ({ [name]: value }))));

export const anyClaims = fc
  .tuple(soundClaims, fc.oneof(fc.constant([]), fc.array(change, { maxLength: 2 })))
  .map(([sound, changes]): Members => Object.assign({}, sound, ...changes) as Members)
  .chain((made) => fc.oneof({ weight: 2, arbitrary: fc.constant(made) }, withOddMembers(made, Object.keys(made), 2)));
