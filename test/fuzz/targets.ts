/** What is fuzzed: each a file of `targets/` that exports `fuzz(bytes)`, which throws where something does not hold. */

export interface Target {
  /** Of its file, and of its folder in `corpus/`. */
  readonly name: string;
  readonly reads: string;
  /** Of the time, beside those of the others: large where an input takes long and many branches are left. */
  readonly share: number;
  /** Words that bytes made by chance would hardly come upon. */
  readonly dictionary: readonly string[];
}

const words = (...lines: readonly string[]): string[] => lines.flatMap((line) => line.split(" "));

const JSON_WORDS = ['{"', '":', '","', "null", "true", "false", "[]", "{}", "\\u0061", "\\ud800", '"__proto__":{}'];
const CARD_NUMBERS = ["4242424242424242", "4242 4242 4242 4242", "378282246310005"];

export const TARGETS: readonly Target[] = [
  {
    name: "json",
    reads: "a request's body as strict JSON",
    share: 1,
    dictionary: [...JSON_WORDS, ...CARD_NUMBERS, '"token":', '"quote":', '"version":', "constructor", "prototype"],
  },
  {
    name: "gateway",
    reads: "what the gateway answers to a lookup and of its vault",
    share: 1,
    dictionary: [
      ...JSON_WORDS,
      ...words(
        "bin card_brand issuing_bank card_type card_level_generic country is_surchargeable",
        "payment_method_type status msg data success failed error customer flags",
        "surcharge_exempt payments cards defaults payment_method_id",
        "Visa MasterCard Discover Maestro credit charge debit prepaid Electron Business",
        "card ach apple_pay US USA 424242",
      ),
    ],
  },
  {
    name: "rules",
    reads: "a rule pack as an operator sends it",
    share: 2,
    dictionary: [
      ...JSON_WORDS,
      ...words(
        "format sequence version publishedAt minEngine rows renewals retired taxOnSurcharge",
        "id places networks cards status maxBps basis requires conditions disclosure",
        "effectiveFrom effectiveTo checkedOn by recheckOn source asOf confidence kind",
        "buyers channels maxAmount parity revisedOn prohibited conditional allowed fixed",
        "cost-of-acceptance both either all all_in_price consumer business web US-CO EU",
        "2026-11-22 lowest costlier visa consumer-credit sign_off",
      ),
    ],
  },
  {
    name: "gateways",
    reads: "the setting of the operator's own gateways",
    share: 1,
    dictionary: [
      ...JSON_WORDS,
      ...words(
        "brand origin mode tokenReuse test live unknown https:// http:// .example localhost .localhost 127.0.0.1 0x7f.1",
        "[::1] xn-- :443 user@ ?a #a fluidpay_live",
      ),
    ],
  },
  {
    name: "catalogue",
    reads: "a page of KeySecure's catalogue",
    share: 1,
    dictionary: [
      ...JSON_WORDS,
      ...words(
        "code data list card_bin_no card_bin organization support_physical support_virtual currencies balance_limit",
        "limit_balance limit_week_balance limit_atm_day_balance limit_atm_month_balance 424242 yes no VISA USD,EUR 1001",
      ),
    ],
  },
  {
    name: "answer",
    reads: "an answer or a policy in the element",
    share: 0.5,
    dictionary: [
      ...JSON_WORDS,
      ...words(
        "outcome reason card surcharge message disclosure expiresInSeconds brand brandName funding rateBps baseAmount",
        "surchargeAmount surchargeTaxRate surchargeTaxAmount totalAmount currency currencyDigits none unknown eligible",
        "credit charge debit notice locale dir labels messages rates disclosures status 12500 12875 375 300 USD",
      ),
    ],
  },
  {
    name: "quote",
    reads: "a quote on a merchant's server, its payload signed by the service's key",
    share: 1,
    dictionary: [
      ...JSON_WORDS,
      ...words(
        "iss aud env iat exp jti sale subject kind hash outcome reason brand funding country state shipTo currency",
        "baseAmount rateBps surchargeAmount surchargeTaxRate surchargeTaxAmount totalAmount rules version ids",
        "disclosure locale sha256 orderRef surcharge none eligible token customer bin credit charge debit 12500 300 375",
      ),
    ],
  },
  { name: "ticket", reads: "a ticket that a page kept, sealed and not", share: 0.5, dictionary: [] },
];
