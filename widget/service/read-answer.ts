/**
 * Checks what arrives from outside by hand: a malformed answer is no answer. Keys that are not known are left alone,
 * because the contract only ever adds.
 */
import type { LookupAnswer, Policy } from "../../contract/answers.ts";
import type { Funding, Outcome } from "../../contract/lists.ts";
import { isRecord } from "../is-record.ts";
import { LANGUAGE_TAG } from "./inputs.ts";

/** What an answer must be about. */
interface AskedAmounts {
  readonly baseAmount?: number | null | undefined;
  readonly currency?: string | null | undefined;
}

const isText = (value: unknown): value is string => typeof value === "string";
const areTexts = (record: unknown, ...names: string[]) =>
  isRecord(record) && names.every((name) => isText(record[name]));
const isCount = (value: unknown, most = Number.MAX_SAFE_INTEGER) =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;
const isCurrency = (code: string, digits: number) => /^[A-Z]{3}$/.test(code) && isCount(digits, 4);

const SURCHARGEABLE: ReadonlySet<string | undefined> = new Set<Funding>(["credit", "charge"]);
const FREE: ReadonlySet<string> = new Set<Outcome>(["none", "unknown"]);

/**
 * True for money that adds up: with a surcharge, base and surcharge make the total; without one, nothing is added. The
 * promises never to surcharge a debit or prepaid card, and never without a quote and the words for it, are kept here once
 * more.
 */
function isSound({ outcome, reason, card, surcharge, message, disclosure, quote }: LookupAnswer): boolean {
  const { rateBps, baseAmount: base, surchargeAmount: extra, totalAmount: total } = surcharge;
  const isAdded =
    base === null ? extra === null && total === null : isCount(base) && isCount(extra) && total === base + (extra ?? 0);
  return (
    isAdded &&
    isCount(rateBps, 10_000) &&
    (outcome === "surcharge"
      ? reason === "eligible" &&
        Boolean(message && disclosure && quote) &&
        rateBps > 0 &&
        extra !== 0 &&
        (extra as number) * 10_000 <= (base as number) * rateBps &&
        SURCHARGEABLE.has(card?.funding)
      : FREE.has(outcome) && rateBps === 0 && !extra)
  );
}

/** @returns the answer of a lookup, or null when it is malformed, does not add up or is about something else */
export function readAnswer(value: unknown, { baseAmount, currency }: AskedAmounts): LookupAnswer | null {
  if (!isRecord(value)) return null;
  // What it is in truth is seen member by member.
  const answer = value as unknown as LookupAnswer;
  const { card, surcharge, disclosure } = answer;
  const isWhole =
    areTexts(answer, "outcome", "reason", "message", "quote") &&
    (card === null || areTexts(card, "brand", "brandName", "funding")) &&
    areTexts(surcharge, "currency") &&
    isCurrency(surcharge.currency, surcharge.currencyDigits) &&
    (answer.outcome === "surcharge" ? isText(disclosure) : disclosure === null) &&
    isCount(answer.expiresInSeconds) &&
    isSound(answer) &&
    (baseAmount === undefined || surcharge.baseAmount === baseAmount) &&
    (!currency || surcharge.currency === currency);
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
