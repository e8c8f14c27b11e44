/**
 * The words of an answer and of a policy, in one language at a time. Pure: no clock, no store, no request.
 * Nothing here decides anything; it says what was decided, and no more than may be said.
 */
import type { Brand, Direction, ElementReason, Funding, LabelKey, Outcome, Reason } from "../../../contract/lists.ts";
import { ELEMENT_REASONS, LABEL_KEYS, REASONS } from "../../../contract/lists.ts";
import type { HouseCard } from "../facts.ts";
import type { SurchargeProgramme } from "../programme.ts";
import { BRAND_NAMES } from "./brands.ts";
import { discloseSurcharge } from "./disclosure.ts";
import { cleanName, fill, guardBraces } from "./fill.ts";
import { formatMoney, formatRate } from "./format.ts";
import { chooseLocale, versionOf } from "./locales.ts";
import { messageTemplate, readyTemplate } from "./messages.ts";
import type { LocaleTexts } from "./schema.ts";

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
 */
export function wordAnswer(
  decision: DecidedFacts,
  programme: SurchargeProgramme,
  locale: string | undefined,
): WordedAnswer {
  const texts = chooseLocale(programme, locale);
  const { surchargeAmount, totalAmount, houseCard } = decision;
  const withAmount = surchargeAmount !== null && totalAmount !== null;
  const money = (amount: number) => formatMoney(amount, decision.currency, decision.currencyDigits, texts.locale);
  const values = {
    brand: BRAND_NAMES[decision.brand],
    store: cleanName(programme.name),
    programme: houseCard.match === "certain" ? cleanName(houseCard.programmeName) : undefined,
    rate: formatRate(decision.rateBps, texts.locale),
    surcharge: withAmount ? money(surchargeAmount) : undefined,
    total: withAmount ? money(totalAmount) : undefined,
  };
  const template = messageTemplate(texts, decision.reason, {
    brand: decision.brand,
    funding: decision.funding,
    ofProgramme: houseCard.match === "certain",
    withAmount,
  });
  const facts = { brand: decision.brand, rateBps: decision.rateBps, withAmount, ruleIds: decision.rules.ids };
  return {
    locale: texts.locale,
    dir: texts.dir,
    version: versionOf(texts),
    message: fill(template, values),
    disclosure: decision.outcome === "surcharge" ? discloseSurcharge(texts, programme, facts, values) : null,
  };
}

/** The element's labels, as templates. */
export function labelTemplates(texts: LocaleTexts): Record<LabelKey, string> {
  const labels = LABEL_KEYS.map((key) => [key, readyTemplate(texts, texts.labels[key])]);
  return Object.fromEntries(labels) as Record<LabelKey, string>;
}

/**
 * Every message that a lookup can return and every message of the element itself, as templates with `{brand}`, `{rate}`,
 * `{surcharge}` and `{total}` left. Where a message has variants, the longest that needs no further fact.
 */
export function messageTemplates(texts: LocaleTexts, storeName: string): Record<Reason | ElementReason, string> {
  const store = guardBraces(cleanName(storeName));
  const messages = [...REASONS, ...ELEMENT_REASONS].map((reason) => {
    const funding: Funding = reason === "debit" || reason === "prepaid" ? reason : "credit";
    const subject = { brand: "visa", funding, ofProgramme: false, withAmount: true } as const;
    return [reason, fill(messageTemplate(texts, reason, subject), { store })];
  });
  return Object.fromEntries(messages) as Record<Reason | ElementReason, string>;
}
