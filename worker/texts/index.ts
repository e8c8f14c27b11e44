/**
 * The words of an answer, in one language at a time. Pure: no clock, no store, no request.
 * Nothing here decides anything; it says what was decided, and no more than may be said.
 */
import { formatMoney, formatRate } from "../../contract/format.ts";
import type { Brand, Direction, Funding, Outcome, Reason } from "../../contract/lists.ts";
import type { HouseCard } from "../surcharge/facts.ts";
import type { SurchargeProgramme } from "../surcharge/programme.ts";
import { BRAND_NAMES } from "./brands.ts";
import { discloseSurcharge } from "./disclosure.ts";
import { cleanName, fill } from "./fill.ts";
import { chooseLocale, versionOf } from "./locales.ts";
import { messageTemplate } from "./messages.ts";

/** The part of a decision that words depend on. */
interface DecidedFacts {
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly brand: Brand;
  readonly funding: Funding;
  /** Basis points. */
  readonly rateBps: number;
  /** Minor units; null when no base amount was asked. */
  readonly surchargeAmount: number | null;
  /** Thousandths of a percent. */
  readonly surchargeTaxRate: number;
  readonly surchargeTaxAmount: number | null;
  readonly totalAmount: number | null;
  readonly currency: string;
  /** By ISO 4217. */
  readonly currencyDigits: number;
  readonly rules: { readonly ids: readonly string[] };
  readonly houseCard: HouseCard;
}

export interface WordedAnswer {
  /** BCP 47 tag of the one language that message and disclosure are in. */
  readonly locale: string;
  readonly dir: Direction;
  /** Content hash of that language's texts. */
  readonly version: string;
  readonly message: string;
  /** Null unless the outcome is `surcharge`. */
  readonly disclosure: string | null;
}

/**
 * Words one decision for the shopper.
 *
 * @param locale the BCP 47 tag asked for; the nearest language there is, else the merchant's, else English
 * @param at when it was decided: what the merchant recorded counts from its date on
 */
export function wordAnswer(
  decision: DecidedFacts,
  programme: SurchargeProgramme,
  locale: string | undefined,
  at: Date,
): WordedAnswer {
  const texts = chooseLocale(programme, locale);
  const { surchargeAmount, surchargeTaxAmount, totalAmount, houseCard } = decision;
  const withAmount = surchargeAmount !== null && totalAmount !== null;
  // A tax that rounds to nothing is not spoken of.
  const withTax = (surchargeTaxAmount ?? decision.surchargeTaxRate) > 0;
  const money = (amount: number) => formatMoney(amount, decision.currency, decision.currencyDigits, texts.locale);
  const values = {
    brand: BRAND_NAMES[decision.brand],
    store: cleanName(programme.name),
    programme: houseCard.match === "certain" ? cleanName(houseCard.programmeName) : undefined,
    rate: formatRate(decision.rateBps, texts.locale),
    surcharge: withAmount ? money(surchargeAmount) : undefined,
    tax: surchargeTaxAmount === null ? undefined : money(surchargeTaxAmount),
    total: withAmount ? money(totalAmount) : undefined,
  };
  const template = messageTemplate(texts, decision.reason, {
    brand: decision.brand,
    funding: decision.funding,
    ofProgramme: houseCard.match === "certain",
    withAmount,
    withTax,
  });
  const facts = {
    brand: decision.brand,
    rateBps: decision.rateBps,
    withAmount,
    withTax,
    ruleIds: decision.rules.ids,
    at,
  };
  return {
    locale: texts.locale,
    dir: texts.dir,
    version: versionOf(texts),
    message: fill(template, values),
    disclosure: decision.outcome === "surcharge" ? discloseSurcharge(texts, programme, facts, values) : null,
  };
}
