/** Which sentences each reason is told with. Templates come out; values are filled in by the caller. */
import type { Brand, ElementReason, Funding, Reason } from "../../contract/lists.ts";
import { BRAND_NAMES } from "./brands.ts";
import { isolatePlaceholders } from "./fill.ts";
import type { LocaleTexts, SentenceKey } from "./schema.ts";

/** `identified`: the answer first says which card it is about. */
const WORDING: Readonly<
  Record<Reason | ElementReason, { readonly sentence: SentenceKey; readonly identified?: true }>
> = {
  merchant_off: { sentence: "off" },
  region_missing: { sentence: "address" },
  gateway_unavailable: { sentence: "unchecked" },
  gateway_timeout: { sentence: "slow" },
  service_limited: { sentence: "unchecked" },
  not_a_card: { sentence: "method" },
  card_unrecognised: { sentence: "uncertain" },
  contradictory: { sentence: "uncertain" },
  prepaid: { sentence: "prepaid", identified: true },
  debit: { sentence: "debit", identified: true },
  house_card: { sentence: "card", identified: true },
  customer_exempt: { sentence: "customer", identified: true },
  // It may be a network's rule and not a law, so no reason is given beyond the address.
  region_prohibited: { sentence: "place" },
  region_not_covered: { sentence: "place" },
  currency_not_enabled: { sentence: "currency", identified: true },
  network_not_enabled: { sentence: "card", identified: true },
  rules_expired: { sentence: "card", identified: true },
  needs_sign_off: { sentence: "card", identified: true },
  cost_not_recorded: { sentence: "card", identified: true },
  eligibility_missing: { sentence: "unconfirmed", identified: true },
  gateway_not_eligible: { sentence: "card", identified: true },
  waived: { sentence: "sale", identified: true },
  below_minimum: { sentence: "small", identified: true },
  rounds_to_zero: { sentence: "small", identified: true },
  eligible: { sentence: "eligible", identified: true },
  offline: { sentence: "offline" },
  timeout: { sentence: "slow" },
  refused: { sentence: "unchecked" },
  rate_limited: { sentence: "unchecked" },
  token_rejected: { sentence: "reenter" },
  bad_answer: { sentence: "unchecked" },
  other_method: { sentence: "method" },
  challenge_needed: { sentence: "challenge" },
};

/** What a message tells of beside its reason. */
export interface MessageSubject {
  readonly brand: Brand;
  readonly funding: Funding;
  /** The card belongs to a programme of the merchant's own that may be named. */
  readonly ofProgramme: boolean;
  /** False when no base amount was asked: only the rate is told. */
  readonly withAmount: boolean;
  /** The surcharge is taxed, and so the total is more than the two amounts. */
  readonly withTax: boolean;
}

/** "Visa credit", "a debit card", or null when neither brand nor funding is known. */
function cardTemplate(texts: LocaleTexts, brand: Brand, funding: Funding): string | null {
  if (BRAND_NAMES[brand] !== "") return texts.cards[funding];
  return funding === "unknown" ? null : texts.bareCards[funding];
}

function eligibleSentence({ withAmount, withTax }: MessageSubject): SentenceKey {
  if (!withAmount) return "eligibleRate";
  return withTax ? "eligibleTax" : "eligible";
}

/** The whole message for one reason, as a template ready to be filled. */
export function messageTemplate(texts: LocaleTexts, reason: Reason | ElementReason, subject: MessageSubject): string {
  const { sentence, identified } = WORDING[reason];
  const rest = texts.sentences[sentence === "eligible" ? eligibleSentence(subject) : sentence];
  const card = identified ? cardTemplate(texts, subject.brand, subject.funding) : null;
  const opening = subject.ofProgramme ? texts.identifiedHouse : texts.identified;
  const template = card === null ? rest : opening.replace("{card}", () => card) + texts.gap + rest;
  return readyTemplate(texts, template);
}

/** A template as it may leave this folder: isolated where the language runs from right to left. */
export function readyTemplate(texts: LocaleTexts, template: string): string {
  return texts.dir === "rtl" ? isolatePlaceholders(template) : template;
}
