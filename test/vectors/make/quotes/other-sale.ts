/** True quotes of another sale, or for another time. */
import { type Case, refuse } from "../parts/cases.ts";
import {
  CARD,
  CLAIMS,
  CUSTOMER,
  MERCHANT,
  NO_AMOUNTS,
  NONE,
  NOW,
  OF_CUSTOMER,
  OF_CUSTOMER_AND_ORDER,
  ORDER,
  OTHER_TOKEN,
  SAVED_CARD,
  SHIPPED,
  TAXED,
} from "../parts/sale.ts";
import { saleKey } from "../parts/sale-key.ts";
import { sign } from "../parts/sign.ts";

export function otherSale(): Case[] {
  return [...audience(), ...subjects(), ...sales(), ...amounts(), ...places()];
}

function audience(): Case[] {
  const good = sign(CLAIMS);
  const ofOther = sign({ ...CLAIMS, aud: "mch_other" });
  const longLived = sign({ ...CLAIMS, exp: CLAIMS.iat + 1_201 });
  const endless = sign({ ...CLAIMS, iat: NOW + 3, exp: NOW + 2 });
  return [
    ...issuers(good),
    refuse("another merchant's quote", ofOther, {}, ["wrong_merchant"]),
    refuse("our merchant is another", good, { merchant: "mch_other" }, ["wrong_merchant", "wrong_subject"]),
    refuse("a test quote in live", sign({ ...CLAIMS, env: "test" }), {}, ["wrong_env"]),
    refuse("a live quote in test", good, { env: "test" }, ["wrong_env"]),
    refuse("expired", good, { now: NOW + 115 }, ["expired"]),
    refuse("a life of more than twenty minutes", longLived, {}, ["life_too_long"]),
    refuse("an end before the beginning", endless, {}, ["life_too_long"]),
    refuse("not yet valid", good, { now: NOW - 16 }, ["not_yet_valid"]),
    refuse("not yet valid, for a refund", good, { now: NOW - 16, purpose: "refund" }, ["not_yet_valid"]),
  ];
}

function issuers(good: string): Case[] {
  const OTHERS = {
    "another service": "https://other.example",
    "another scheme": "http://surcharge.example",
    "another port": "https://surcharge.example:8443",
    "a host that only begins so": "https://surcharge.example.evil.example",
  };
  const iss = "https://surcharge.example";
  return [
    ...Object.entries(OTHERS).map(([what, other]) => refuse(what, good, { iss: other }, ["wrong_issuer"])),
    refuse("another service, for a refund", good, { iss: OTHERS["another service"], purpose: "refund" }, [
      "wrong_issuer",
    ]),
    refuse("an issuer that is no origin", sign({ ...CLAIMS, iss: `${iss}/` }), { iss }, ["wrong_issuer"]),
  ];
}

function subjects(): Case[] {
  const ofBin = sign({ ...CLAIMS, subject: { kind: "bin", hash: CLAIMS.subject.hash } });
  const ofCustomer = sign(OF_CUSTOMER);
  const otherCard = { subject: { customerId: CUSTOMER, paymentMethodId: "b9kq2v4ccr1k0uo6g3v0" } };
  const dividedOtherwise = { subject: { customerId: `${CUSTOMER}${CARD[0]}`, paymentMethodId: CARD.slice(1) } };
  return [
    refuse("a quote for a BIN", ofBin, {}, ["informational_only"]),
    refuse("another token", sign(CLAIMS), { subject: { token: OTHER_TOKEN } }, ["wrong_subject"]),
    refuse("a saved card with a token's quote", sign(CLAIMS), SAVED_CARD, ["wrong_subject"]),
    refuse("a token with a saved card's quote", ofCustomer, {}, ["wrong_subject"]),
    refuse("another card of the same customer", ofCustomer, otherCard, ["wrong_subject"]),
    refuse("the same letters, divided otherwise", ofCustomer, dividedOtherwise, ["wrong_subject"]),
  ];
}

/** The right token or saved card, under a wrong key of the charge. */
function sales(): Case[] {
  const facts = { ...SAVED_CARD, orderRef: ORDER };
  const ofOtherToken = sign({ ...CLAIMS, sale: saleKey("token", MERCHANT, OTHER_TOKEN) });
  const ofOtherOrder = sign({
    ...OF_CUSTOMER_AND_ORDER,
    sale: saleKey("customer", MERCHANT, CUSTOMER, CARD, "A-1002"),
  });
  const random = sign({ ...OF_CUSTOMER_AND_ORDER, sale: OF_CUSTOMER.sale });
  return [
    refuse("a random sale for a token", sign({ ...CLAIMS, sale: OF_CUSTOMER.sale }), {}, ["wrong_sale"]),
    refuse("another token's sale", ofOtherToken, {}, ["wrong_sale"]),
    refuse("another order's sale", ofOtherOrder, facts, ["wrong_sale"]),
    refuse("a random sale for a saved card and an order", random, facts, ["wrong_sale"]),
    refuse("a wrong sale, for a refund", random, { ...facts, purpose: "refund" }, ["wrong_sale"]),
    refuse(
      "a wrong sale of an order that is not given",
      random,
      SAVED_CARD,
      ["wrong_sale", "not_checked"],
      ["orderRef"],
    ),
    refuse("a wrong sale of a wrong token", ofOtherToken, { subject: { token: OTHER_TOKEN } }, ["wrong_subject"]),
  ];
}

function amounts(): Case[] {
  const good = sign(CLAIMS);
  const taxed = sign(TAXED);
  const withTax = { surchargeTaxRate: 8_875 };
  return [
    refuse("another amount", good, { baseAmount: 12_501 }, ["wrong_amount"]),
    refuse("an amount where the quote has none", sign({ ...CLAIMS, ...NO_AMOUNTS }), {}, ["wrong_amount"]),
    refuse("no amount where the quote has one", good, { baseAmount: null }, ["wrong_amount"]),
    refuse("another currency", good, { currency: "CAD" }, ["wrong_currency"]),
    refuse("another tax rate", taxed, { surchargeTaxRate: 8_000 }, ["wrong_tax"]),
    refuse("a tax that the server does not take", taxed, { surchargeTaxRate: 0 }, ["wrong_tax"]),
    refuse("no tax where the server takes one", good, withTax, ["wrong_tax"]),
    refuse("no tax rate on a refusal where the server takes a tax", sign(NONE), withTax, ["wrong_tax"]),
  ];
}

function places(): Case[] {
  const good = sign(CLAIMS);
  const shipped = sign(SHIPPED);
  const unknownPlace = { shipTo: { country: "US", state: "CT" } };
  return [
    refuse("another country", good, { country: "CA" }, ["wrong_place"]),
    refuse("another state", good, { state: "CO" }, ["wrong_place"]),
    refuse("another shipping country", shipped, { shipTo: { country: "US", state: "ON" } }, ["wrong_place"]),
    refuse("another shipping state", shipped, { shipTo: { country: "CA", state: "QC" } }, ["wrong_place"]),
    refuse("a shipping place the quote does not know", good, unknownPlace, ["wrong_place"]),
    refuse("another order", sign({ ...CLAIMS, orderRef: "A-1001" }), { orderRef: "A-1002" }, ["wrong_order"]),
    refuse("an order the quote does not know", good, { orderRef: "A-1001" }, ["wrong_order"]),
  ];
}
