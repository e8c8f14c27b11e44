/**
 * What may be said before a card is known: which brands carry a surcharge in a place and how much at most, the notice,
 * and every text that a lookup can answer with. It decides nothing itself: rates come from asking `decide` about every
 * kind of card there could be. Pure.
 */

import { currencyDigits } from "../../contract/currencies.ts";
import { BRANDS, type Brand, type Funding, type Level } from "../../contract/lists.ts";
import type { BrandPolicy, Policy, PolicyQuery } from "../../contract/policy.ts";
import type { RuleBook } from "../rules/book.ts";
import { type DecideInput, decide, type SurchargeDecision } from "../surcharge/decide.ts";
import { isEea, normalisePlace, type Place } from "../surcharge/places.ts";
import type { SurchargeProgramme } from "../surcharge/programme.ts";
import { BRAND_NAMES } from "../texts/brands.ts";
import { disclosureTemplates, mayStateCost } from "../texts/disclosure.ts";
import { chooseLocale, versionOf } from "../texts/locales.ts";
import { type Notice, wordNotice } from "../texts/notice.ts";
import { labelTemplates, messageTemplates } from "../texts/templates.ts";

export interface PolicyQuestion {
  readonly programme: SurchargeProgramme;
  /** Null while the page does not know it. */
  readonly billing: Place | null;
  readonly shipTo: Place | null;
  /** BCP 47 tag asked for. */
  readonly locale: string | undefined;
  readonly at: Date;
  readonly rules: RuleBook;
}

/** What the rules leave of one brand. */
interface BrandOutlook {
  readonly brand: Brand;
  readonly status: BrandPolicy["status"];
  /** Basis points, the highest of any card of the brand; 0 where there is none. */
  readonly rateBps: number;
  /** The surcharges there could be; where the places are not complete, those at the merchant's own place. */
  readonly surcharges: readonly SurchargeDecision[];
  /** Nothing is added because of the address, and not because of the merchant. */
  readonly barredByPlace: boolean;
}

const DEFAULT_DIGITS = 2;
const FUNDINGS = ["credit", "charge"] as const satisfies readonly Funding[];
const CARD_LEVELS = ["consumer", "commercial"] as const satisfies readonly Level[];
/** An issuer outside the EEA and one inside: the rules know no other difference, and only in the EEA itself. */
const ISSUER_COUNTRIES = ["US", "DE"] as const;

/** Every kind of card of a brand that rules tell apart in `places` and that could carry a surcharge. */
function kindsOf(brand: Brand, places: readonly Place[]): DecideInput["finding"][] {
  const issuers = places.some(({ country }) => isEea(country)) ? ISSUER_COUNTRIES : ISSUER_COUNTRIES.slice(0, 1);
  const known = { method: "card", brands: [brand], surchargeable: true, conflicting: false } as const;
  const unknown = { bin: null, issuer: null, customerExempt: false } as const;
  return FUNDINGS.flatMap((funding) =>
    CARD_LEVELS.flatMap((level) =>
      issuers.map((country) => ({ kind: "facts" as const, facts: { ...known, ...unknown, funding, level, country } })),
    ),
  );
}

function decideAll(question: PolicyQuestion, brand: Brand, billing: Place, shipTo: Place | null): SurchargeDecision[] {
  const { programme, at, rules } = question;
  const given = { houseCard: { match: "none" }, baseAmount: null, currency: programme.currency } as const;
  const places = [normalisePlace(programme.place), billing, ...(shipTo === null ? [] : [shipTo])];
  return kindsOf(brand, places).map((finding) => decide({ ...given, finding, programme, billing, shipTo, at, rules }));
}

const isSurcharge = ({ outcome }: SurchargeDecision): boolean => outcome === "surcharge";

function outlookOf(question: PolicyQuestion, brand: Brand): BrandOutlook {
  const home = normalisePlace(question.programme.place);
  const { billing, shipTo } = question;
  const decisions = billing === null ? null : decideAll(question, brand, billing, shipTo);
  const isComplete = decisions !== null && decisions.every(({ reason }) => reason !== "region_missing");
  // Another place never adds a permission, so what is not permitted at the merchant's own is not permitted anywhere.
  const surcharges = (isComplete ? decisions : decideAll(question, brand, home, null)).filter(isSurcharge);
  const status = surcharges.length === 0 ? "none" : isComplete ? "surcharge" : "may_apply";
  return {
    brand,
    status,
    rateBps: Math.max(0, ...surcharges.map(({ rateBps }) => rateBps)),
    surcharges,
    barredByPlace: isComplete && status === "none" && decideAll(question, brand, home, null).some(isSurcharge),
  };
}

function noticeOf(outlooks: readonly BrandOutlook[], programme: SurchargeProgramme, at: Date): Notice {
  const withStatus = (status: BrandPolicy["status"]) => outlooks.filter((outlook) => outlook.status === status);
  const charged = withStatus("surcharge");
  if (charged.length > 0)
    return {
      kind: "upTo",
      brands: charged.map(({ brand }) => brand),
      rateBps: Math.max(...charged.map(({ rateBps }) => rateBps)),
      mayStateCost: charged.every(({ brand, rateBps }) => mayStateCost(programme, brand, rateBps, at)),
    };
  const possible = withStatus("may_apply");
  if (possible.length > 0) return { kind: "mayApply", brands: possible.map(({ brand }) => brand) };
  return { kind: outlooks.some(({ barredByPlace }) => barredByPlace) ? "place" : "off" };
}

/** The policy of a merchant in a place, in one language. Without complete places it names no rate. */
export function policyOf(question: PolicyQuestion): Omit<Policy, "requestId"> {
  const { programme } = question;
  const texts = chooseLocale(programme, question.locale);
  const outlooks = BRANDS.filter((brand) => (programme.rates[brand] ?? 0) > 0)
    .map((brand) => outlookOf(question, brand))
    .toSorted((a, b) => b.rateBps - a.rateBps);
  const surcharges = outlooks.flatMap((outlook) => outlook.surcharges);
  const alike = new Map(surcharges.map((one) => [`${one.brand} ${one.rateBps} ${one.rules.ids.join(" ")}`, one]));
  return {
    merchant: programme.id,
    merchantName: programme.name,
    mode: programme.mode,
    enabled: programme.enabled,
    rates: outlooks.map(({ brand, status, rateBps }) => ({
      brand,
      brandName: BRAND_NAMES[brand],
      status,
      rateBps: status === "surcharge" ? rateBps : null,
    })),
    notice: wordNotice(texts, programme.name, noticeOf(outlooks, programme, question.at)),
    currency: programme.currency,
    currencyDigits: currencyDigits(programme.currency) ?? DEFAULT_DIGITS,
    locale: texts.locale,
    dir: texts.dir,
    labels: labelTemplates(texts),
    messages: messageTemplates(texts, programme.name),
    disclosures: disclosureTemplates(texts, programme, [...alike.values()], question.at),
    textsVersion: versionOf(texts),
  };
}

/** The policy that a query asks for. A state alone is no place yet. */
export function policyFor(
  programme: SurchargeProgramme,
  query: PolicyQuery,
  at: Date,
  rules: RuleBook,
): Omit<Policy, "requestId"> {
  const placeOf = (country: string | undefined, state: string | undefined): Place | null =>
    country === undefined ? null : normalisePlace({ country, state });
  return policyOf({
    programme,
    billing: placeOf(query.country, query.state),
    shipTo: placeOf(query.shipCountry, query.shipState),
    locale: query.locale,
    at,
    rules,
  });
}
