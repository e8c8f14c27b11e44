/**
 * Checks what arrives from outside by hand: a malformed answer is no answer. Keys that are not known are left alone,
 * because the contract only ever adds.
 */
import type { LookupAnswer, Policy, SurchargeView } from "../../contract/answers.ts";
import { FULL_RATE_BPS, isAmount, isRateBps, isTaxRate } from "../../contract/money.ts";
import { digitsOf } from "../../contract/uncommon-digits.ts";
import { isRecord } from "../is-record.ts";
import { LANGUAGE_TAG } from "./inputs.ts";
import { isQuoted } from "./read-quote.ts";

/** What an answer must be about; undefined where anything will do. */
export interface AskedSale {
  readonly merchant?: string | undefined;
  readonly baseAmount?: number | null | undefined;
  readonly currency?: string | undefined;
  /** Thousandths of a percent; none when it is left out. */
  readonly surchargeTaxRate?: number | undefined;
  /** The highest rate that the policy names for a brand, or null where it does not tell. */
  readonly mostRateBps?: (brand: string) => number | null;
}

const isText = (value: unknown): value is string => typeof value === "string";
const areTexts = (record: unknown, ...names: string[]) =>
  isRecord(record) && names.every((name) => isText(record[name]));
const isCurrency = (code: string, digits: number) => /^[A-Z]{3}$/.test(code) && digits === digitsOf(code);

/** One hundred percent in thousandths of a percent. */
const FULL_TAX_RATE = 100_000;

/** True for money that adds up: base, surcharge and the tax on it make the total. */
function isSum(surcharge: SurchargeView): boolean {
  const { baseAmount: base, surchargeAmount: extra, totalAmount: total } = surcharge;
  const { surchargeTaxRate: taxRate, surchargeTaxAmount: tax } = surcharge;
  if (!isTaxRate(taxRate)) return false;
  if (base === null) return extra === null && tax === null && total === null;
  const isTaxed = isAmount(extra) && isAmount(tax) && Math.abs(tax - (extra * taxRate) / FULL_TAX_RATE) < 1;
  return isAmount(base) && isTaxed && total === base + extra + tax;
}

/**
 * True when there is a surcharge with all that belongs to one, or none at all. The promises never to surcharge a debit or
 * prepaid card, never above the rate, and never without a quote and the words for it, are kept here once more.
 */
function isSound({ outcome, reason, card, surcharge, message, disclosure }: LookupAnswer, asked: AskedSale): boolean {
  const { rateBps, baseAmount, surchargeAmount } = surcharge;
  if (outcome === "none" || outcome === "unknown") return rateBps === 0 && !surchargeAmount;
  return (
    outcome === "surcharge" &&
    reason === "eligible" &&
    Boolean(message && disclosure) &&
    isRateBps(rateBps) &&
    rateBps > 0 &&
    rateBps <= (asked.mostRateBps?.(card?.brand ?? "") ?? rateBps) &&
    surchargeAmount !== 0 &&
    (surchargeAmount ?? 0) * FULL_RATE_BPS <= (baseAmount ?? 0) * rateBps &&
    (card?.funding === "credit" || card?.funding === "charge")
  );
}

/**
 * @returns the answer of a lookup, or null when it is malformed, does not add up, is about something else, or is not what its
 * quote says
 */
export function readAnswer(value: unknown, asked: AskedSale): LookupAnswer | null {
  if (!isRecord(value)) return null;
  // What it is in truth is seen member by member.
  const answer = value as unknown as LookupAnswer;
  const { card, surcharge, disclosure } = answer;
  const { merchant, baseAmount, currency, surchargeTaxRate = 0 } = asked;
  const isWhole =
    areTexts(answer, "outcome", "reason", "message", "quote") &&
    (card === null || areTexts(card, "brand", "brandName", "funding")) &&
    areTexts(surcharge, "currency") &&
    isCurrency(surcharge.currency, surcharge.currencyDigits) &&
    (answer.outcome === "surcharge" ? isText(disclosure) : disclosure === null) &&
    Number.isSafeInteger(answer.expiresInSeconds) &&
    answer.expiresInSeconds >= 0 &&
    isSum(surcharge) &&
    isSound(answer, asked) &&
    (baseAmount === undefined || surcharge.baseAmount === baseAmount) &&
    (!currency || surcharge.currency === currency) &&
    surcharge.surchargeTaxRate === surchargeTaxRate &&
    isQuoted(answer, merchant);
  return isWhole ? answer : null;
}

/** @returns the policy, or null when it is malformed */
export function readPolicy(value: unknown): Policy | null {
  if (!isRecord(value)) return null;
  const policy = value as unknown as Policy;
  const { locale, labels, messages, rates, disclosures } = policy;
  const isWhole =
    areTexts(policy, "notice", "locale", "currency", "dir") &&
    LANGUAGE_TAG.test(locale) &&
    isCurrency(policy.currency, policy.currencyDigits) &&
    [labels, messages, disclosures].every((texts) => isRecord(texts) && Object.values(texts).every(isText)) &&
    [rates, disclosures].every(Array.isArray) &&
    rates.every((row) => areTexts(row, "brand", "brandName", "status"));
  return isWhole ? policy : null;
}
