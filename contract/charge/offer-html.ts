/**
 * An offer as a merchant's own server shows it, where the page could not: message, amounts, disclosure and the choice, as
 * plain HTML that needs no script. Everything in it is escaped.
 */
import type { LookupAnswer } from "../answers.ts";
import { escapeHtml } from "../escape-html.ts";
import { formatMoney, formatRate } from "../format.ts";
import type { Direction } from "../lists.ts";

/** The texts of an offer that are not the answer's own; the names are those of a policy's `labels`. */
export interface OfferLabels {
  readonly base: string;
  /** `{rate}` is the surcharge's rate. */
  readonly surcharge: string;
  readonly surchargeTax: string;
  readonly total: string;
  /** `{total}` is what will be paid. */
  readonly accept: string;
  readonly decline: string;
}

const ENGLISH_TAG = "en";
const ENGLISH: OfferLabels = {
  base: "Before surcharge",
  surcharge: "Surcharge ({rate})",
  surchargeTax: "Tax on the surcharge",
  total: "New total",
  accept: "Accept surcharge and pay {total}",
  decline: "Use another card",
};

export interface OfferOptions {
  /** Where the form goes: the address that takes payments. */
  readonly action: string;
  /** What that address has to get again, by name: the token, the order. The accepted quote joins them as `quote`. */
  readonly fields: Readonly<Record<string, string>>;
  /** Where the shopper enters another card. */
  readonly anotherCard: string;
  /** In the language of the answer, as a policy has them. Default: English. */
  readonly labels?: OfferLabels | undefined;
  /** The language of the answer, as its quote's `disclosure.locale` tells. Default `en`. */
  readonly locale?: string | undefined;
  readonly dir?: Direction | undefined;
}

const QUOTE_FIELD = "quote";

/**
 * The form that shows `answer` and sends it back accepted: `fields` and the answer's quote as `quote`. It is a form of its
 * own, so it cannot stand inside another one.
 *
 * @param answer of an offer of `chargePlan`
 */
export function offerHtml(answer: LookupAnswer, options: OfferOptions): string {
  const { action, fields, anotherCard, labels, locale = ENGLISH_TAG, dir } = options;
  const { rateBps, baseAmount, surchargeAmount, surchargeTaxAmount, totalAmount, currency, currencyDigits } =
    answer.surcharge;
  const ownLocale = labels === undefined ? ENGLISH_TAG : locale;
  const money = (amount: number | null) => formatMoney(amount ?? 0, currency, currencyDigits, ownLocale);
  const label = (name: keyof OfferLabels) =>
    (labels ?? ENGLISH)[name]
      .replaceAll("{rate}", () => formatRate(rateBps, ownLocale))
      .replaceAll("{total}", () => money(totalAmount));
  const row = (name: keyof OfferLabels, amount: number | null) =>
    `<div><dt>${escapeHtml(label(name))}</dt><dd>${escapeHtml(money(amount))}</dd></div>`;
  const language = `lang="${escapeHtml(locale)}"${dir === undefined ? "" : ` dir="${dir}"`}`;
  const ownLanguage = labels === undefined ? `lang="${ENGLISH_TAG}"` : language;
  // The accepted quote is the button's: an earlier one beside it would make two.
  const sent = Object.entries(fields).filter(([name]) => name !== QUOTE_FIELD);
  return [
    `<form class="card-surcharge-offer" method="post" action="${escapeHtml(action)}" ${ownLanguage}>`,
    `<p ${language}>${escapeHtml(answer.message)}</p>`,
    "<dl>",
    row("base", baseAmount),
    row("surcharge", surchargeAmount),
    ...((surchargeTaxAmount ?? 0) > 0 ? [row("surchargeTax", surchargeTaxAmount)] : []),
    row("total", totalAmount),
    "</dl>",
    ...(answer.disclosure === null ? [] : [`<p ${language}><small>${escapeHtml(answer.disclosure)}</small></p>`]),
    ...sent.map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`),
    `<button name="${QUOTE_FIELD}" value="${escapeHtml(answer.quote)}">${escapeHtml(label("accept"))}</button>`,
    `<a href="${escapeHtml(anotherCard)}">${escapeHtml(label("decline"))}</a>`,
    "</form>",
  ].join("\n");
}
