/** Good quotes of which a server checks only a part: `not_checked`, with the facts that it did not give. */
import { type Case, refuse } from "../parts/cases.ts";
import { CLAIMS, CUSTOMER, NOW, OF_CUSTOMER, OTHER_TOKEN, SHIPPED, TAXED } from "../parts/sale.ts";
import { sign } from "../parts/sign.ts";

const NEEDED = ["merchant", "env", "subject", "baseAmount", "currency", "country", "state"];
const NO_ADDRESSES = ["surcharge.example", "ftp://surcharge.example", 12, false, {}];
const EVERYTHING_WRONG = {
  iss: "https://other.example",
  merchant: undefined,
  env: "test",
  now: NOW + 2_000,
  subject: { token: OTHER_TOKEN },
  baseAmount: 1,
  currency: "EUR",
  surchargeTaxRate: 1,
  country: "FR",
  orderRef: "B",
};
const ALL_PROBLEMS = [
  "wrong_issuer",
  "wrong_env",
  "expired",
  "life_too_long",
  "wrong_amount",
  "wrong_currency",
  "wrong_tax",
  "wrong_place",
  "wrong_order",
  "not_checked",
];

export function notChecked(): Case[] {
  const good = sign(CLAIMS);
  const shipped = sign(SHIPPED);
  const ordered = sign({ ...CLAIMS, orderRef: "A-1001" });
  const longLived = sign({ ...CLAIMS, orderRef: "A-1001", exp: CLAIMS.iat + 1_201 });
  const taxed = sign(TAXED);
  const without = (name: string, quote: string, facts: object, fact: string) =>
    refuse(name, quote, { ...facts }, ["not_checked"], [fact]);
  return [
    ...NEEDED.map((fact) => without(`not given: ${fact}`, good, { [fact]: undefined }, fact)),
    without("not given: shipTo", shipped, {}, "shipTo"),
    without("not given: the shipping state", shipped, { shipTo: { country: "CA" } }, "shipTo.state"),
    without("not given: orderRef", ordered, {}, "orderRef"),
    without("not given: the saved card's id", sign(OF_CUSTOMER), { subject: { customerId: CUSTOMER } }, "subject"),
    without("not given: the tax of a taxed quote", taxed, {}, "surchargeTaxRate"),
    without("null for the tax of a taxed quote", taxed, { surchargeTaxRate: null }, "surchargeTaxRate"),
    ...Object.entries({ "a taxed quote": taxed, "a quote without a tax": good }).map(([what, quote]) =>
      without(`not in its form: surchargeTaxRate, of ${what}`, quote, { surchargeTaxRate: "8875" }, "surchargeTaxRate"),
    ),
    without("not in its form: baseAmount", good, { baseAmount: "12500" }, "baseAmount"),
    ...NO_ADDRESSES.map((iss) => without(`not in its form: iss, ${JSON.stringify(iss)}`, good, { iss }, "iss")),
    refuse("everything at once, in order", longLived, EVERYTHING_WRONG, ALL_PROBLEMS, ["merchant"]),
  ];
}
