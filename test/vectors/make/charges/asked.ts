/** Plans for which the service is asked, and what it may do then. */
import {
  CARD,
  CUSTOMER,
  MERCHANT,
  NONE,
  OF_CUSTOMER_AND_ORDER,
  ORDER,
  SAVED_CARD,
  SHIPPED,
  TAXED,
} from "../parts/sale.ts";
import { saleKey } from "../parts/sale-key.ts";
import { sign } from "../parts/sign.ts";
import {
  ASKED,
  answerOf,
  answers,
  asks,
  by,
  type ChargeCase,
  CLAIMS,
  charge,
  offer,
  refusal,
  UNANSWERED,
  UNKNOWN,
} from "./parts.ts";

const DOWN = charge("service_down");
const NOTHING = charge("nothing_to_add", by(NONE));

export const asked = (): ChargeCase[] => [...answered(), ...refused(), ...notAnswered(), ...unproven(), ...questions()];

function answered(): ChargeCase[] {
  const unanswered = { quote: sign(UNANSWERED) };
  return [
    asks("no quote, and a debit card", answers(answerOf(NONE)), NOTHING),
    asks("no quote, and a credit card", answers(answerOf(CLAIMS)), offer(CLAIMS)),
    asks("no quote, and nothing known", answers(answerOf(UNKNOWN)), charge("nothing_to_add", by(UNKNOWN))),
    asks("null for a quote", answers(answerOf(NONE)), NOTHING, { quote: null }),
    asks("a quote for want of an answer, and a credit card", answers(answerOf(CLAIMS)), offer(CLAIMS), unanswered),
    asks("a quote for want of an answer, and a debit card", answers(answerOf(NONE)), NOTHING, unanswered),
    asks(
      "a quote for want of an answer, and again none",
      answers(answerOf({ ...UNANSWERED, reason: "gateway_unavailable" })),
      charge("nothing_to_add", by({ ...UNANSWERED, reason: "gateway_unavailable" })),
      unanswered,
    ),
    asks("a quote for want of an answer, and then silence", { fails: true }, charge("service_down", by(UNANSWERED)), {
      ...unanswered,
    }),
    asks(
      "no quote after a decline",
      answers(answerOf(NONE)),
      {
        ...NOTHING,
        idempotencyKey: saleKey("retry", saleKey("token", MERCHANT, ASKED.token), "1"),
      },
      { declines: 1 },
    ),
  ];
}

function refused(): ChargeCase[] {
  const problem = (status: number) => ({ status, body: { status, title: "No", code: "any" } });
  return [
    asks("a token that has expired", problem(422), refusal("token_rejected", "new_token")),
    asks("asked too often", problem(429), refusal("rate_limited", "press_again")),
    asks("asked in a form that cannot be read", problem(400), refusal("invalid_request", "fix_server")),
    asks("asked too often after a quote for want of an answer", problem(429), refusal("rate_limited", "press_again"), {
      quote: sign(UNANSWERED),
    }),
    ...[302, 401, 403, 404, 408, 500, 503].map((status) =>
      asks(`status ${status}, with an offer in its body`, { status, body: { answer: answerOf(CLAIMS) } }, DOWN),
    ),
  ];
}

function notAnswered(): ChargeCase[] {
  const { quote: _, ...withoutQuote } = answerOf(CLAIMS);
  const { message: __, ...withoutMessage } = answerOf(CLAIMS);
  const bodies = {
    "an empty body": "",
    "half a body": '{"answer": {"outcome": "sur',
    "a page": "<html></html>",
    "a list": "[]",
    null: "null",
    "an answer that is null": '{"answer": null}',
    "an answer without a quote": JSON.stringify({ answer: withoutQuote }),
    "an answer without a message": JSON.stringify({ answer: withoutMessage }),
    "an answer without amounts": JSON.stringify({ answer: { ...answerOf(CLAIMS), surcharge: null } }),
  };
  return [
    asks("no connection", { fails: true }, DOWN),
    ...Object.entries(bodies).map(([name, text]) => asks(`${name}, with status 200`, { status: 200, text }, DOWN)),
  ];
}

/** An offer that its quote does not prove is no offer. */
function unproven(): ChargeCase[] {
  const good = answerOf(CLAIMS);
  const answersWith = {
    "a quote that is no quote": { ...good, quote: "a.b.c" },
    "another amount's quote": answerOf({ ...CLAIMS, baseAmount: 12_600, surchargeAmount: 378, totalAmount: 12_978 }),
    "an older quote": answerOf({ ...CLAIMS, iat: CLAIMS.iat - 600, exp: CLAIMS.exp - 600 }),
    "a lower surcharge than its quote's": answerOf(CLAIMS, {}, { surchargeAmount: 1, totalAmount: 12_501 }),
    "a lower rate than its quote's": answerOf(CLAIMS, {}, { rateBps: 100 }),
    "another currency than its quote's": answerOf(CLAIMS, {}, { currency: "CAD" }),
    "no digits of its currency": answerOf(CLAIMS, {}, { currencyDigits: null }),
    "another disclosure than its quote's": answerOf(CLAIMS, { disclosure: "Credit: 1 %." }),
    "no disclosure": answerOf(CLAIMS, { disclosure: null }),
    "another outcome than its quote's": answerOf(CLAIMS, { outcome: "none" }),
    "a surcharge beside the quote of a debit card": { ...good, quote: sign(NONE) },
  };
  return Object.entries(answersWith).map(([name, answer]) => asks(`an answer with ${name}`, answers(answer), DOWN));
}

/** What the service is asked. */
function questions(): ChargeCase[] {
  const sale = saleKey("customer", MERCHANT, CUSTOMER, CARD, ORDER);
  const { token: _, ...withoutToken } = ASKED;
  const ofOrder = { ...OF_CUSTOMER_AND_ORDER };
  return [
    asks("a saved card without a quote", answers(answerOf(ofOrder)), offer(ofOrder), {
      facts: { ...SAVED_CARD, orderRef: ORDER },
      asked: { ...withoutToken, customerId: CUSTOMER, paymentMethodId: CARD, orderRef: ORDER },
    }),
    asks(
      "a saved card while the service is down",
      { fails: true },
      { ...DOWN, sale, idempotencyKey: sale },
      {
        facts: { ...SAVED_CARD, orderRef: ORDER },
        asked: { ...withoutToken, customerId: CUSTOMER, paymentMethodId: CARD, orderRef: ORDER },
      },
    ),
    asks("a shipping place", answers(answerOf(SHIPPED)), offer(SHIPPED), {
      facts: { shipTo: { country: "CA", state: "ON" } },
      asked: { ...ASKED, shipTo: { country: "CA", state: "ON" } },
    }),
    asks("a tax on the surcharge", answers(answerOf(TAXED)), offer(TAXED), {
      facts: { surchargeTaxRate: 8_875 },
      asked: { ...ASKED, surchargeTaxRate: 8_875 },
    }),
    asks("a language", answers(answerOf(CLAIMS)), offer(CLAIMS), {
      locale: "fr-CA",
      asked: { ...ASKED, locale: "fr-CA" },
    }),
    asks("what was left out, as null", answers(answerOf(CLAIMS)), offer(CLAIMS), {
      facts: { shipTo: null, surchargeTaxRate: null, orderRef: null },
    }),
  ];
}
