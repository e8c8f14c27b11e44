/** Each choice as a text: how it is read, what is wrong with one that cannot be, and how it is written again. */
import { holdsCardNumber } from "../../../contract/card-number.ts";
import { isCountry } from "../../../contract/countries.ts";
import { currencyDigits } from "../../../contract/currencies.ts";
import { isAmount, isTaxRate, MAX_AMOUNT, MAX_TAX_RATE } from "../../../contract/money.ts";
import { originOf } from "../../../contract/origin.ts";
import { MERCHANT_ID } from "../../../contract/plain-checks.ts";
import { CARD_SOURCES, type Choices, THEMES } from "./choices.ts";

type Value = string | number | null;
/** The choices that are one value each. */
export type Field = { [Name in keyof Choices]: Choices[Name] extends Value ? Name : never }[keyof Choices];

export interface FieldForm {
  /** The parameter's name: the element's attribute where there is one. */
  readonly name: string;
  /** Undefined: the text is not as `form` says. */
  readonly read: (text: string) => Value | undefined;
  /** The end of a sentence that begins with the name. */
  readonly form: string;
}

const NOTICE_CHARACTERS = 300;
export const LABEL_CHARACTERS = 80;

const matching =
  (pattern: RegExp) =>
  (text: string): string | undefined =>
    pattern.test(text) ? text : undefined;

const oneOf =
  (words: readonly string[]) =>
  (text: string): string | undefined =>
    words.find((word) => word === text);

function readOrigin(text: string): string | undefined {
  const isLocal = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(text);
  return originOf(text) === text && (isLocal || text.startsWith("https://")) ? text : undefined;
}

const readWhole =
  (isGood: (value: unknown) => boolean) =>
  (text: string): number | undefined =>
    /^(0|[1-9]\d{0,11})$/.test(text) && isGood(Number(text)) ? Number(text) : undefined;

/** A person's words: one line of well-formed text, and nothing that must not be in a page. */
export function readWords(text: string, most: number): string | undefined {
  const isLine = text.trim() === text && text.length <= most && !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text);
  return isLine && !looksSecret(text) ? text : undefined;
}

/** True for what belongs on a server, or nowhere: a secret key, or a card number. */
export const looksSecret = (text: string): boolean => /(^|[^a-z0-9])(api|sk|ak)_/i.test(text) || holdsCardNumber(text);

const STATE = matching(/^[A-Z0-9]{0,3}$/);
const readCountry = (text: string): string | undefined =>
  /^[A-Z]{2}$/.test(text) && isCountry(text) ? text : undefined;

const HASH: Pick<FieldForm, "read" | "form"> = {
  read: matching(/^(sha384-[A-Za-z0-9+/]{64})?$/),
  form: "must be the file's integrity, sha384- and 64 characters, or empty",
};
const ORIGIN: Pick<FieldForm, "read" | "form"> = {
  read: readOrigin,
  form: "must be an https origin without a path, such as https://pay.example.com, or one of localhost",
};

export const FIELDS: Readonly<Record<Field, FieldForm>> = {
  merchant: {
    name: "merchant",
    read: matching(MERCHANT_ID),
    form: "must be a merchant's id such as mch_shop",
  },
  mode: { name: "mode", read: oneOf(["test", "live"]), form: "must be test or live" },
  service: { name: "service", ...ORIGIN },
  gateway: { name: "gateway", ...ORIGIN },
  publicKey: {
    name: "public-key",
    read: matching(/^pub_[0-9A-Za-z_]{1,64}$/),
    form: "must be the gateway's public key, which begins with pub_; a secret key never goes into a page",
  },
  version: {
    name: "version",
    read: matching(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/),
    form: "must be an exact version such as 1.0.0",
  },
  moduleHash: { name: "module-integrity", ...HASH },
  classicHash: { name: "classic-integrity", ...HASH },
  country: {
    name: "country",
    read: readCountry,
    form: "must be a two-letter ISO 3166-1 country code such as US",
  },
  state: {
    name: "state",
    read: STATE,
    form: "must be a state's or province's code such as IL, or empty",
  },
  shipToCountry: {
    name: "ship-to-country",
    read: (text) => (text === "" ? "" : readCountry(text)),
    form: "must be a two-letter ISO 3166-1 country code such as US, or empty where the goods go to the payer",
  },
  shipToState: {
    name: "ship-to-state",
    read: STATE,
    form: "must be a state's or province's code such as IL, or empty",
  },
  baseAmount: {
    name: "base-amount",
    read: readWhole(isAmount),
    form: `must be whole minor units from 0 to ${MAX_AMOUNT}, such as 12500 for 125.00`,
  },
  currency: {
    name: "currency",
    read: (text) => (/^[A-Z]{3}$/.test(text) && currencyDigits(text) !== null ? text : undefined),
    form: "must be an ISO 4217 currency in use, such as USD",
  },
  taxRate: {
    name: "surcharge-tax-rate",
    read: (text) => (text === "" ? null : readWhole(isTaxRate)(text)),
    form: `must be whole thousandths of a percent from 0 to ${MAX_TAX_RATE}, such as 8875 for 8.875 %, or empty`,
  },
  locale: {
    name: "locale",
    read: matching(/^([A-Za-z]{2,3}(-[0-9A-Za-z]{2,8}){0,3})?$/),
    form: "must be a language tag such as fr-CA, or empty for the page's own language",
  },
  card: { name: "card", read: oneOf(CARD_SOURCES), form: `must be one of ${CARD_SOURCES.join(", ")}` },
  action: {
    name: "action",
    read: matching(/^(https:\/\/[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?(:\d{1,5})?)?\/(?!\/)[0-9A-Za-z_./-]{0,100}$/),
    form: "must be a path of your server such as /pay, or an https address",
  },
  theme: { name: "theme", read: oneOf(THEMES), form: `must be one of ${THEMES.join(", ")}` },
  notice: {
    name: "notice",
    read: (text) => readWords(text, NOTICE_CHARACTERS),
    form: `must be a line of at most ${NOTICE_CHARACTERS} characters, without a key or a card number`,
  },
};
