/**
 * Checks what arrives from outside by hand: a malformed answer is no answer. Keys that are not known are left alone,
 * because the contract only ever adds.
 */
import type { LookupAnswer } from "../contract/lookup.ts";
import type { Policy } from "../contract/policy.ts";
import type { Preview } from "./state.ts";

/** Other spellings of brands, in letters alone. */
const ALIASES: Readonly<Record<string, string>> = { americanexpress: "amex", dinersclub: "diners" };

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isCountOrNull = (value: unknown) => value === null || isCount(value);
const isDigits = (value: unknown) => isCount(value) && value <= 4;

/**
 * True for money that adds up: with a surcharge, base and surcharge make the total and the rate covers it; without one,
 * nothing is added. The promise never to surcharge a debit or prepaid card is kept here once more.
 */
function isSound(outcome: unknown, money: Json, funding: unknown): boolean {
  const { rateBps, baseAmount: base, surchargeAmount: extra, totalAmount: total } = money;
  if (!isCount(rateBps) || rateBps > 10_000 || ![base, extra, total].every(isCountOrNull)) return false;
  if (base === null ? extra !== null || total !== null : total !== (base as number) + (extra as number)) return false;
  if (outcome !== "surcharge") return rateBps === 0 && (extra === null || extra === 0);
  const isCapped = base === null || BigInt(extra as number) <= (BigInt(base as number) * BigInt(rateBps)) / 10_000n;
  return rateBps > 0 && extra !== 0 && isCapped && (funding === "credit" || funding === "charge");
}

/** @returns the answer of a lookup, or null when it is malformed or does not add up */
export function readAnswer(value: unknown): LookupAnswer | null {
  if (!isRecord(value) || !isRecord(value.surcharge)) return null;
  const { outcome, card, surcharge } = value;
  const isKnown = outcome === "surcharge" || outcome === "none" || outcome === "unknown";
  const isCard = card === null || (isRecord(card) && [card.brand, card.brandName, card.funding].every(isText));
  const isComplete =
    isKnown &&
    isCard &&
    [value.reason, value.message, value.quote, surcharge.currency].every(isText) &&
    (outcome === "surcharge" ? isText(value.disclosure) : value.disclosure === null) &&
    isCount(value.expiresInSeconds) &&
    isDigits(surcharge.currencyDigits) &&
    isSound(outcome, surcharge, isRecord(card) ? card.funding : null);
  return isComplete ? (value as unknown as LookupAnswer) : null;
}

/** @returns the policy, or null when it is malformed */
export function readPolicy(value: unknown): Policy | null {
  if (!isRecord(value)) return null;
  const areTexts = (record: unknown) => isRecord(record) && Object.values(record).every(isText);
  const isComplete =
    [value.notice, value.locale, value.currency].every(isText) &&
    (value.dir === "ltr" || value.dir === "rtl") &&
    isDigits(value.currencyDigits) &&
    areTexts(value.labels) &&
    areTexts(value.messages) &&
    Array.isArray(value.disclosures) &&
    value.disclosures.every(isText) &&
    Array.isArray(value.rates) &&
    value.rates.every((row) => isRecord(row) && [row.brand, row.brandName, row.status].every(isText));
  return isComplete ? (value as unknown as Policy) : null;
}

/** What the Tokenizer's `validCard` tells: undocumented keys, so anything may be missing. */
export function readPreview(card: unknown): Preview | null {
  if (!isRecord(card) || card.isValid !== true) return null;
  const bin = isRecord(card.bin) ? card.bin : {};
  const brandName = isText(bin.card_brand) ? bin.card_brand.trim().slice(0, 24) : "";
  const brand = brandName.toLowerCase().replace(/[^a-z]/g, "");
  const type = isText(bin.card_type) ? bin.card_type.toLowerCase() : "";
  return { brand: ALIASES[brand] ?? brand, brandName, isFree: type === "debit" || type === "prepaid" };
}

/** The parts of a problem (RFC 9457) that the element acts on. */
export function readProblem(value: unknown): { code: string; detail: string; challengeUrl: string | null } {
  const { code, detail, challengeUrl } = isRecord(value) ? value : ({} as Json);
  return {
    code: isText(code) ? code : "",
    detail: isText(detail) ? detail : "",
    challengeUrl: isText(challengeUrl) ? challengeUrl : null,
  };
}
