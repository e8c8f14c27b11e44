/**
 * Explains one imagined sale of a merchant: what would be decided, in which words, why, and what would change it. No
 * gateway is asked and nothing is signed, so that nobody can charge by it. Pure.
 */
import type { RuleBook } from "../rules/book.ts";
import type { TaxFinding } from "../rules/tax-on-surcharge.ts";
import { worldDays } from "../surcharge/day.ts";
import { type Explanation, explainDecision, type RowSaid } from "../surcharge/explain-decision.ts";
import type { CardFacts, CardFinding, HouseCard } from "../surcharge/facts.ts";
import { normalisePlace, placeCode } from "../surcharge/places.ts";
import type { SurchargeProgramme } from "../surcharge/programme.ts";
import { sayRemedy } from "../surcharge/remedies.ts";
import { BRAND_NAMES } from "../texts/brands.ts";
import { wordAnswer } from "../texts/index.ts";
import type { Explained, ExplainedRow, ExplainRequest } from "./explain-schema.ts";
import { explainTax } from "./explain-tax.ts";
import { placesOf } from "./sale.ts";

export interface ExplainQuestion {
  readonly programme: SurchargeProgramme;
  /** The names of the merchant's own card programmes. */
  readonly cardPrograms: readonly { readonly displayName: string }[];
  readonly request: ExplainRequest;
  /** When it is asked; the request's own day comes first. */
  readonly now: Date;
  readonly rules: RuleBook;
  readonly findings: readonly TaxFinding[];
}

/** Noon UTC, when a date is that date on most of the earth. */
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`);

/** The explanation; the request's id is the route's to add. */
export function explainSale(question: ExplainQuestion): Explained {
  const { request, rules } = question;
  const programme = request.buyer === undefined ? question.programme : { ...question.programme, buyer: request.buyer };
  const at = request.day === undefined ? question.now : noonOf(request.day);
  const places = placesOf(request);
  const facts = factsOf(request);
  const finding: CardFinding =
    facts === null ? { kind: "trouble", reason: request.trouble ?? "gateway_unavailable" } : { kind: "facts", facts };
  const explanation = explainDecision({
    finding,
    houseCard: houseCardOf(question),
    programme,
    ...places,
    baseAmount: request.baseAmount ?? null,
    currency: request.currency ?? programme.currency,
    surchargeTaxRate: request.surchargeTaxRate,
    isWaived: request.waive === true,
    at,
    rules,
  });
  const { decision } = explanation;
  const seller = normalisePlace(programme.place);
  const { locale, dir, message, disclosure } = wordAnswer(decision, programme, request.locale, at);
  return {
    merchant: programme.id,
    merchantName: programme.name,
    places: {
      merchant: placeCode(seller),
      billing: placeCode(places.billing),
      shipTo: places.shipTo === null ? null : placeCode(places.shipTo),
    },
    days: worldDays(at),
    outcome: decision.outcome,
    reason: decision.reason,
    explanation: decision.explanation,
    card: facts === null ? null : cardOf(facts, explanation),
    surcharge: amountsIn(explanation),
    cappedBy: decision.cappedBy,
    texts: { locale, dir, message, disclosure },
    steps: explanation.steps.map(({ said, ...step }) => ({ ...step, said: [...said] })),
    limits: explanation.caps.map(({ by, bps }) => ({ by, rateBps: bps })),
    rules: { version: decision.rules.version, rows: explanation.rows.map(tellRow) },
    toChange: explanation.remedies.map((remedy) => ({ ...remedy, say: sayRemedy(remedy) })),
    tax: explainTax({
      findings: question.findings,
      seller,
      delivered: places.shipTo ?? places.billing,
      adds: decision.outcome === "surcharge",
      surchargeTaxRate: request.surchargeTaxRate,
    }),
  };
}

/** What a gateway would say of the imagined card; null: it said nothing. */
function factsOf({ card, country }: ExplainRequest): CardFacts | null {
  if (card === undefined) return null;
  const brands = [card.brand, ...(card.secondBrand === undefined ? [] : [card.secondBrand])];
  const usual = card.funding === "credit" || card.funding === "charge" ? "yes" : "no";
  const word = card.surchargeable ?? usual;
  return {
    method: card.method,
    brands: brands.includes("unknown") ? [] : brands,
    funding: card.funding,
    level: card.level,
    country: card.country ?? country,
    surchargeable: word === "unknown" ? null : word === "yes",
    conflicting: false,
    bin: null,
    issuer: null,
    customerExempt: card.customerExempt,
  };
}

function houseCardOf({ request, cardPrograms }: ExplainQuestion): HouseCard {
  if (request.card?.houseCard !== true) return { match: "none" };
  const [programme] = cardPrograms;
  return programme === undefined ? { match: "possible" } : { match: "certain", programmeName: programme.displayName };
}

const cardOf = ({ level, country }: CardFacts, { decision: { brand, funding } }: Explanation) => ({
  brand,
  brandName: BRAND_NAMES[brand],
  funding,
  level,
  country,
});

function amountsIn({ decision }: Explanation): Explained["surcharge"] {
  const { rateBps, baseAmount, surchargeAmount, totalAmount, currency, currencyDigits } = decision;
  const { surchargeTaxRate, surchargeTaxAmount } = decision;
  const tax = { surchargeTaxRate, surchargeTaxAmount };
  return { rateBps, baseAmount, surchargeAmount, ...tax, totalAmount, currency, currencyDigits };
}

function tellRow({ row, spoke, limit, lapsesOn, requires, said }: RowSaid): ExplainedRow {
  const { id, places, status, conditions, source, asOf, checkedOn, by, confidence } = row;
  return {
    id,
    spoke,
    places: [...places],
    status,
    limit,
    said: [...said],
    requires: [...requires],
    conditions,
    source,
    asOf,
    checkedOn,
    checkedBy: by ?? null,
    lapsesOn,
    confidence,
  };
}
