/** Plans that the page's quote settles: the service is not asked. */
import { current, foreign, retired } from "../parts/keys.ts";
import { CARD, CUSTOMER, MERCHANT, NONE, NOW, OF_CUSTOMER_AND_ORDER, ORDER, SAVED_CARD, TAXED } from "../parts/sale.ts";
import { saleKey } from "../parts/sale-key.ts";
import { HEADER, sign } from "../parts/sign.ts";
import { by, type ChargeCase, CLAIMS, charge, refusal, SALE, settled, UNKNOWN, WITH_SURCHARGE } from "./parts.ts";

const OF_ORDER = saleKey("customer", MERCHANT, CUSTOMER, CARD, ORDER);
const EARLIER_KEY = "0b6f9f5e-8f0a-4d6c-9b1e-2f3a4b5c6d7e";
const ON_SAVED_CARD = { ...SAVED_CARD, orderRef: ORDER };

export const byQuote = (): ChargeCase[] => [...charges(), ...refusals(), ...notOurs()];

function charges(): ChargeCase[] {
  const surcharged = charge("quote", { ...WITH_SURCHARGE, ...by(CLAIMS) });
  const ofOrder = { sale: OF_ORDER, idempotencyKey: OF_ORDER };
  return [
    settled("a surcharge that was accepted", sign(CLAIMS), surcharged),
    settled("a debit card's quote", sign(NONE), charge("quote", by(NONE))),
    settled("a quote that knows nothing of the card", sign(UNKNOWN), charge("quote", by(UNKNOWN))),
    settled(
      "a surcharge with a tax on it",
      sign(TAXED),
      charge("quote", { ...WITH_SURCHARGE, surchargeTaxAmount: 33, totalAmount: 12_908, ...by(TAXED) }),
      { facts: { surchargeTaxRate: 8_875 } },
    ),
    settled(
      "a saved card and an order",
      sign(OF_CUSTOMER_AND_ORDER),
      charge("quote", { ...WITH_SURCHARGE, ...ofOrder, ...by(OF_CUSTOMER_AND_ORDER) }),
      { facts: ON_SAVED_CARD },
    ),
    settled(
      "after two declines",
      sign(CLAIMS),
      { ...surcharged, idempotencyKey: saleKey("retry", SALE, "2") },
      { declines: 2 },
    ),
    settled(
      "after a try of this order that got no answer",
      sign(CLAIMS),
      { ...surcharged, idempotencyKey: EARLIER_KEY },
      { declines: 2, unansweredKey: EARLIER_KEY },
    ),
    settled("facts in another case", sign(CLAIMS), surcharged, {
      facts: { currency: "usd", country: "us", state: "il" },
    }),
    settled("no keys to verify with", sign(CLAIMS), charge("service_down"), { facts: { jwks: {} } }),
    settled(
      "a currency whose letters only look like its own",
      sign(CLAIMS),
      charge("service_down", { currency: "UſD" }),
      {
        facts: { currency: "uſd", jwks: {} },
      },
    ),
  ];
}

/** A refusal of the quote for this and no other problem. */
const refuses = (problem: string, advice: string, notChecked?: readonly string[]) =>
  refusal(problem, advice, { problems: [problem], ...(notChecked === undefined ? {} : { notChecked }) });

function refusals(): ChargeCase[] {
  const good = sign(CLAIMS);
  const edited = `${good.slice(0, -20)}${good.at(-20) === "A" ? "B" : "A"}${good.slice(-19)}`;
  const old = { iat: NOW - 200, exp: NOW - 80 };
  return [
    settled("something that is no quote", "not.a.quote", refuses("malformed", "quote_again")),
    settled("a number for a quote", 12, refuses("malformed", "quote_again")),
    settled("an edited quote", edited, refuses("bad_signature", "quote_again")),
    settled("a token's quote that is too old", sign({ ...CLAIMS, ...old }), refuses("expired", "new_token")),
    settled(
      "a saved card's quote that is too old",
      sign({ ...OF_CUSTOMER_AND_ORDER, ...old }),
      refuses("expired", "quote_again"),
      { facts: ON_SAVED_CARD },
    ),
    settled("another token", good, refuses("wrong_subject", "quote_again"), {
      facts: { subject: { token: "tokZYXWVUTSRQPONMLKJIHGFEDCBA987" } },
    }),
    settled("another amount", good, refuses("wrong_amount", "quote_again"), { facts: { baseAmount: 12_501 } }),
    settled("another place", good, refuses("wrong_place", "quote_again"), { facts: { state: "CO" } }),
    settled("another currency", good, refuses("wrong_currency", "quote_again"), { facts: { currency: "CAD" } }),
    settled("a tax that the quote leaves out", good, refuses("wrong_tax", "quote_again"), {
      facts: { surchargeTaxRate: 8_875 },
    }),
    settled("a test quote in live", sign({ ...CLAIMS, env: "test" }), refuses("wrong_env", "fix_server")),
    settled("another merchant's quote", sign({ ...CLAIMS, aud: "mch_other" }), {
      ...refusal("wrong_merchant", "fix_server"),
      problems: ["wrong_merchant"],
    }),
    settled(
      "a quote of tomorrow",
      sign({ ...CLAIMS, iat: NOW + 60, exp: NOW + 180 }),
      refuses("not_yet_valid", "fix_server"),
    ),
    settled(
      "a BIN's quote",
      sign({ ...CLAIMS, subject: { kind: "bin", hash: "none" } }),
      refuses("informational_only", "fix_server"),
    ),
    settled(
      "amounts that contradict each other",
      sign({ ...CLAIMS, totalAmount: 12_876 }),
      refuses("inconsistent_amounts", "fix_server"),
    ),
    settled(
      "a quote with a shipping place, and no fact of one",
      sign({ ...CLAIMS, shipTo: { country: "CA", state: "ON" } }),
      refuses("not_checked", "fix_server", ["shipTo"]),
    ),
  ];
}

/** Quotes that no sound service of this merchant makes, or makes no more. */
function notOurs(): ChargeCase[] {
  const revoked = { keys: [{ ...current.jwk, revoked_at: NOW }] };
  return [
    settled("an ordinary JWT", sign(CLAIMS, { ...HEADER, typ: "JWT" }), refuses("wrong_type", "quote_again")),
    settled(
      "a foreign key",
      sign(CLAIMS, { ...HEADER, kid: foreign.kid }, foreign),
      refuses("unknown_key", "quote_again"),
    ),
    settled(
      "a retired key",
      sign(CLAIMS, { ...HEADER, kid: retired.kid }, retired),
      refuses("retired_key", "quote_again"),
    ),
    settled("a revoked key", sign(CLAIMS), refuses("revoked_key", "quote_again"), { facts: { jwks: revoked } }),
    settled("another service's quote", sign(CLAIMS), refuses("wrong_issuer", "fix_server"), {
      facts: { iss: "https://other.example" },
    }),
    settled(
      "a quote for too long",
      sign({ ...CLAIMS, exp: CLAIMS.iat + 1_201 }),
      refuses("life_too_long", "fix_server"),
    ),
    settled("another sale's key", sign({ ...CLAIMS, sale: EARLIER_KEY }), refuses("wrong_sale", "quote_again")),
    settled("another order", sign(CLAIMS), refuses("wrong_order", "quote_again"), { facts: { orderRef: ORDER } }),
    settled(
      "a surcharge on a debit card",
      sign({ ...CLAIMS, funding: "debit" }),
      refuses("inconsistent_claims", "fix_server"),
    ),
  ];
}
