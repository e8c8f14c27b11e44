/**
 * The shape of one language's texts. Data only: no language has code of its own.
 *
 * Placeholders, and who fills them:
 *
 * | placeholder   | filled with                                                  | by                                   |
 * | ------------- | ------------------------------------------------------------ | ------------------------------------ |
 * | `{store}`     | the merchant's name, as the merchant wrote it                | the Worker, always                   |
 * | `{programme}` | the card programme's name                                    | the Worker, always                   |
 * | `{card}`      | one of `cards` or `bareCards`, such as "Visa credit"         | the Worker, always                   |
 * | `{brands}`    | brand names, as a list of the language                       | the Worker, always                   |
 * | `{methods}`   | other ways to pay, as a list of the language                 | the Worker, always                   |
 * | `{brand}`     | the brand's name, such as "Visa"                             | the Worker; in a policy, the element |
 * | `{rate}`      | a percentage, formatted for the language                     | the Worker; in a policy, the element |
 * | `{surcharge}` | money, formatted for the language                            | the Worker; in a policy, the element |
 * | `{tax}`       | money, formatted for the language                            | the Worker; in a policy, the element |
 * | `{total}`     | money, formatted for the language                            | the Worker; in a policy, the element |
 *
 * In a right-to-left language every placeholder is isolated (U+2068, U+2069) by the Worker before a template leaves it.
 */
import type { Direction, Funding, LabelKey } from "../../contract/lists.ts";

/** The sentences that answers are made of; `messages.ts` tells which reason says which. */
export type SentenceKey =
  | "off"
  | "address"
  | "unchecked"
  | "slow"
  | "offline"
  | "method"
  | "uncertain"
  | "prepaid"
  | "debit"
  | "card"
  | "customer"
  | "place"
  | "currency"
  | "unconfirmed"
  | "sale"
  | "small"
  | "eligible"
  | "eligibleTax"
  | "eligibleRate"
  | "reenter"
  | "challenge";

/** Other ways to pay that have a word in each language. */
export type MethodWord = "bank" | "cash" | "check" | "invoice";

/** Labels that say what a card is called; a language has them among its `cards`. */
export type CardLabel = Extract<LabelKey, Funding>;

export interface LocaleTexts {
  /** BCP 47 tag; also the tag that money and percentages are formatted with. */
  readonly locale: string;
  readonly dir: Direction;
  /** What stands between two sentences: a blank, or nothing in Chinese and Japanese. */
  readonly gap: " " | "";
  /** But for the two that `cards` has. */
  readonly labels: Readonly<Record<Exclude<LabelKey, CardLabel>, string>>;
  /** How a card with a brand is called, by funding. */
  readonly cards: Readonly<Record<Funding, string>>;
  /** How a card without a known brand is called, as it stands in `identified`. */
  readonly bareCards: Readonly<Record<Exclude<Funding, "unknown">, string>>;
  /** Opens an answer about a known card. A lookup is never certain, so it says "identified as". */
  readonly identified: string;
  /** The same for a card of a programme that the merchant itself issues on. */
  readonly identifiedHouse: string;
  readonly sentences: Readonly<Record<SentenceKey, string>>;
  /** Before any card is known. */
  readonly notice: {
    /** The places are known: the highest rate of the brands that carry a surcharge there. */
    readonly upTo: string;
    /** The places are not complete: no rate is said. */
    readonly mayApply: string;
    /** Every brand's cost is recorded: the store's own statement. */
    readonly cost: string;
  };
  /** What the networks ask to be told before paying: amount and percent, that the store adds it, credit only. */
  readonly disclosure: {
    readonly amount: string;
    /** Where no amount was asked. */
    readonly rate: string;
    /** Only where the surcharge is taxed. */
    readonly taxAmount: string;
    /** The same where no amount was asked. */
    readonly tax: string;
    /** The store's own statement; only where it recorded this brand's cost. */
    readonly cost: string;
    readonly debitFree: string;
    /** Only for methods that the merchant says it offers. */
    readonly methods: string;
  };
  readonly methods: Readonly<Record<MethodWord, string>>;
}
