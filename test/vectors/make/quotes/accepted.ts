/** Quotes that are good. */
import { accept, type Case } from "../parts/cases.ts";
import { next, PLAIN_KEYS, retired } from "../parts/keys.ts";
import {
  CLAIMS,
  NO_AMOUNTS,
  NONE,
  NOW,
  OF_CUSTOMER,
  OF_CUSTOMER_AND_ORDER,
  ORDER,
  SAVED_CARD,
  SHIPPED,
  SMALL,
  TAXED,
} from "../parts/sale.ts";
import { HEADER, sign } from "../parts/sign.ts";

const MAX_AMOUNT = 999_999_999_999;
const YEAR_SECONDS = 31_536_000;

export function accepted(): Case[] {
  const good = sign(CLAIMS);
  const retiredHeader = { ...HEADER, kid: retired.kid };
  return [
    accept("a surcharge for exactly this sale", good),
    accept("a refusal is a quote as well", sign(NONE)),
    accept("signed with the second published key", sign(CLAIMS, { ...HEADER, kid: next.kid }, next)),
    accept("a saved card", sign(OF_CUSTOMER), SAVED_CARD),
    accept("a saved card and an order", sign(OF_CUSTOMER_AND_ORDER), { ...SAVED_CARD, orderRef: ORDER }),
    accept("a shipping place", sign(SHIPPED), { shipTo: { country: "CA", state: "ON" } }),
    accept("a shipping place that is the billing place", good, { shipTo: { country: "US", state: "IL" } }),
    accept("an order reference", sign({ ...CLAIMS, orderRef: "A-1001" }), { orderRef: "A-1001" }),
    accept("places and currency in other spellings", good, { country: " us ", state: "us-il", currency: "usd" }),
    accept("a lookup without an amount", sign({ ...CLAIMS, ...NO_AMOUNTS }), { baseAmount: null }),
    ...taxed(good),
    accept("a brand and a reason that a later version added", sign({ ...NONE, brand: "novacard", reason: "new_rule" })),
    accept("a claim that a later version added", sign({ ...CLAIMS, loyalty: { points: 3 } })),
    accept("four seconds after the end, for clocks differ", good, { now: NOW + 114 }),
    accept("four seconds before it was issued, for clocks differ", good, { now: NOW - 14 }),
    ...lives(),
    ...issuers(good),
    ...PLAIN_KEYS.map(({ what, key }) =>
      accept(`the set's key ${what}`, sign(CLAIMS, { ...HEADER, kid: key.kid }, key)),
    ),
    accept("a refund a year later", good, { now: NOW + YEAR_SECONDS, purpose: "refund" }),
    accept(
      "a refund of a quote whose key is in the archive",
      sign({ ...CLAIMS, iat: NOW - 90_000, exp: NOW - 89_880 }, retiredHeader, retired),
      { purpose: "refund" },
    ),
    ...largest(),
  ];
}

function lives(): Case[] {
  const long = sign({ ...CLAIMS, exp: CLAIMS.iat + 1_201 });
  return [
    accept("a life of twenty minutes", sign({ ...CLAIMS, exp: CLAIMS.iat + 1_200 })),
    accept("a life of no second", sign({ ...CLAIMS, iat: NOW, exp: NOW })),
    accept("a refund, however long the quote lived", long, { purpose: "refund" }),
  ];
}

function issuers(good: string): Case[] {
  const SPELLINGS = {
    "as its origin": "https://surcharge.example",
    "with a path": "https://surcharge.example/.well-known/jwks.json",
    "in capitals": "HTTPS://Surcharge.Example/",
    "with the port that https has": "https://surcharge.example:443",
    "not at all, with null": null,
    "not at all, with a blank": " ",
  };
  const elsewhere = { ...CLAIMS, iss: "http://localhost:8787" };
  return [
    ...Object.entries(SPELLINGS).map(([how, iss]) => accept(`the service is named ${how}`, good, { iss })),
    accept("a service on a port of its own", sign(elsewhere), { iss: "http://localhost:8787/" }),
  ];
}

function taxed(good: string): Case[] {
  const small = { baseAmount: 34 };
  return [
    accept("a tax on the surcharge", sign(TAXED), { surchargeTaxRate: 8_875 }),
    accept("no tax, and the server says so", good, { surchargeTaxRate: 0 }),
    accept("no tax, and the server says null", good, { surchargeTaxRate: null }),
    accept("no tax, and the server says nothing with an empty text", good, { surchargeTaxRate: "" }),
    accept("a tax rate on a refusal, which comes to nothing", sign({ ...NONE, surchargeTaxRate: 8_875 }), {
      surchargeTaxRate: 8_875,
    }),
    accept("a tax rate without an amount", sign({ ...CLAIMS, ...NO_AMOUNTS, surchargeTaxRate: 8_875 }), {
      baseAmount: null,
      surchargeTaxRate: 8_875,
    }),
    accept(
      "a tax of exactly half a unit is one",
      sign({ ...SMALL, surchargeTaxRate: 50_000, surchargeTaxAmount: 1, totalAmount: 36 }),
      { ...small, surchargeTaxRate: 50_000 },
    ),
    accept(
      "a tax of less than half a unit is none",
      sign({ ...SMALL, surchargeTaxRate: 49_999, surchargeTaxAmount: 0, totalAmount: 35 }),
      { ...small, surchargeTaxRate: 49_999 },
    ),
  ];
}

function largest(): Case[] {
  const facts = { baseAmount: MAX_AMOUNT };
  const surcharge = { ...CLAIMS, baseAmount: MAX_AMOUNT, rateBps: 10_000, surchargeAmount: MAX_AMOUNT };
  return [
    accept("the largest amount", sign({ ...NONE, baseAmount: MAX_AMOUNT, totalAmount: MAX_AMOUNT }), facts),
    accept("a surcharge on the largest amount", sign({ ...surcharge, totalAmount: 1_999_999_999_998 }), facts),
    accept(
      "the highest tax on the largest surcharge",
      sign({
        ...surcharge,
        surchargeTaxRate: 50_000,
        surchargeTaxAmount: 500_000_000_000,
        totalAmount: 2_499_999_999_998,
      }),
      { ...facts, surchargeTaxRate: 50_000 },
    ),
  ];
}
