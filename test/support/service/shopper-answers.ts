/** Real policies and answers of the demo merchant in Illinois, in any language, for pages that show the element. */
import type { LookupAnswer } from "../../../contract/lookup.ts";
import type { Policy } from "../../../contract/policy.ts";
import { policyOf } from "../../../worker/answer/policy.ts";
import { decide } from "../../../worker/surcharge/decide.ts";
import type { CardFacts } from "../../../worker/surcharge/facts.ts";
import { BRAND_NAMES } from "../../../worker/texts/brands.ts";
import { wordAnswer } from "../../../worker/texts/index.ts";
import { cardFacts, demoProgramme } from "../merchant/demo-programme.ts";
import { rules } from "../rules/frozen-book.ts";
import { quoted } from "./quote-text.ts";

const AT = new Date("2026-11-22T12:00:00Z");
const ILLINOIS = { country: "US", state: "IL" };
const BASE_AMOUNT = 12_500;

export function policyIn(locale: string): Policy {
  const question = { programme: demoProgramme, billing: ILLINOIS, shipTo: null, locale, at: AT, rules };
  return { ...policyOf(question), requestId: "req_policy" };
}

function answerTo(facts: Partial<CardFacts>, locale: string, surchargeTaxRate: number): LookupAnswer {
  const card = cardFacts({ bin: null, issuer: null, ...facts });
  const decision = decide({
    finding: { kind: "facts", facts: card },
    houseCard: { match: "none" },
    programme: demoProgramme,
    billing: ILLINOIS,
    shipTo: null,
    baseAmount: BASE_AMOUNT,
    currency: "USD",
    surchargeTaxRate,
    at: AT,
    rules,
  });
  const { outcome, reason, brand, funding, rateBps, currency, currencyDigits } = decision;
  const { baseAmount, surchargeAmount, surchargeTaxAmount, totalAmount } = decision;
  const { message, disclosure } = wordAnswer(decision, demoProgramme, locale, AT);
  return quoted({
    outcome,
    reason,
    card: { brand, brandName: BRAND_NAMES[brand], funding, level: card.level, country: card.country },
    surcharge: {
      rateBps,
      baseAmount,
      surchargeAmount,
      surchargeTaxRate,
      surchargeTaxAmount,
      totalAmount,
      currency,
      currencyDigits,
    },
    message,
    disclosure,
    ticket: null,
    expiresInSeconds: 110,
    requestId: "req_lookup",
  });
}

/**
 * One answer of each outcome: a Visa credit card, a Visa debit card, a card nobody knows.
 *
 * @param taxRate on the surcharge, thousandths of a percent
 */
export function answersIn(
  locale: string,
  taxRate = 0,
): Readonly<Record<"surcharge" | "none" | "unknown", LookupAnswer>> {
  return {
    surcharge: answerTo({}, locale, taxRate),
    none: answerTo({ funding: "debit", surchargeable: false }, locale, taxRate),
    unknown: answerTo({ brands: [], funding: "unknown", surchargeable: null, country: null }, locale, taxRate),
  };
}
