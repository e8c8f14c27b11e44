/** The words of the command: read, checked, and turned into the request that the operator's API takes. */
import { parseArgs } from "node:util";
import { currencyDigits } from "../../contract/currencies.ts";
import { BRANDS, type Brand, FUNDINGS, type Funding, LEVELS, type Level } from "../../contract/lists.ts";
import { isAmount, isRateBps, isTaxRate, MAX_AMOUNT, MAX_TAX_RATE } from "../../contract/money.ts";
import { normaliseCode } from "../../contract/plain-checks.ts";
import { type ExplainRequest, ExplainRequest as ExplainSchema } from "../../worker/answer/explain-schema.ts";
import { normalisePlace, type Place } from "../../worker/surcharge/places.ts";

/** Bad input: one line that says what is allowed, and never repeats what was given. */
export class InputError extends Error {}

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;

/** Of the sale: they go with a stored merchant as well. */
const SALE_OPTIONS = {
  card: text,
  place: text,
  base: text,
  "ship-to": text,
  buyer: text,
  waive: flag,
  tax: text,
  currency: text,
  issuer: text,
  gateway: text,
  house: flag,
  locale: text,
  on: text,
} as const;

/** Of the demo merchant alone: a stored one has settings of its own. */
const MERCHANT_OPTIONS = {
  seller: text,
  rate: text,
  cost: text,
  accepts: text,
  attest: text,
  minimum: text,
  maximum: text,
} as const;

const OPTIONS = { ...SALE_OPTIONS, ...MERCHANT_OPTIONS, merchant: text, env: text, help: flag } as const;

export type Options = ReturnType<typeof readOptions>;

/** @throws InputError that names every option there is */
export function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS }).values;
  } catch {
    const names = Object.keys(OPTIONS).map((name) => `--${name}`);
    throw new InputError(`allowed are ${names.join(", ")}, each once and followed by its value, if it takes one`);
  }
}

/** @throws InputError where a stored merchant is asked about as if it were set otherwise */
export function refuseMerchantOptions(options: Options): void {
  const given = Object.keys(MERCHANT_OPTIONS).filter((name) => options[name as keyof Options] !== undefined);
  if (given.length > 0)
    throw new InputError(
      `${given.map((name) => `--${name}`).join(", ")}: --merchant takes the stored merchant's own settings`,
    );
}

/**
 * The sale as a request.
 *
 * @throws InputError where an option is not as allowed
 */
export function readSale(options: Options): ExplainRequest {
  const card = readCard(options.card);
  if (options.place === undefined)
    throw new InputError("--place is missing: the billing place, such as US-CO, CA-ON or GB");
  const { currency, issuer, gateway, buyer, waive, locale, on } = options;
  return ExplainSchema.parse({
    card: {
      ...card,
      country:
        issuer === undefined ? undefined : readCode("--issuer", issuer, 2, "a two-letter country code such as US"),
      surchargeable: readWord("--gateway", gateway, ["yes", "no", "unknown"]),
      houseCard: options.house === true,
    },
    ...readPlace("--place", options.place),
    shipTo: options["ship-to"] === undefined ? undefined : readPlace("--ship-to", options["ship-to"]),
    baseAmount: readAmount("--base", options.base, 0),
    currency:
      currency === undefined
        ? undefined
        : readCode("--currency", currency, 3, "an ISO 4217 currency in use, such as USD"),
    surchargeTaxRate: readTax(options.tax),
    buyer: readWord("--buyer", buyer, ["consumer", "business"]),
    waive,
    locale: locale === undefined ? undefined : readLocale(locale),
    day: on === undefined ? undefined : readDay(on),
  });
}

function readCard(text: string | undefined): { brand: Brand; funding: Funding; level: Level } {
  const [brand, funding, level = "consumer", ...rest] = (text ?? "").toLowerCase().split("/");
  const known = { brand: BRANDS.find((one) => one === brand), funding: FUNDINGS.find((one) => one === funding) };
  const knownLevel = LEVELS.find((one) => one === level);
  if (known.brand === undefined || known.funding === undefined || knownLevel === undefined || rest.length > 0)
    throw new InputError(
      `--card must be BRAND/FUNDING or BRAND/FUNDING/LEVEL: brands ${BRANDS.join(" ")}; fundings ${FUNDINGS.join(" ")}; levels ${LEVELS.join(" ")}`,
    );
  return { brand: known.brand, funding: known.funding, level: knownLevel };
}

export function readPlace(name: string, text: string): Place {
  if (!/^[A-Za-z]{2}(-[^\p{C}]{1,64})?$/u.test(text))
    throw new InputError(
      `${name} must be a country and, where it matters, a state: such as US-CO, CA-ON, US-Illinois or GB`,
    );
  return normalisePlace({ country: text.slice(0, 2), state: text.slice(3) });
}

function readWord<Word extends string>(name: string, text: string | undefined, words: readonly Word[]) {
  if (text === undefined) return undefined;
  const word = words.find((one) => one === text);
  if (word !== undefined) return word;
  throw new InputError(`${name} must be ${words.slice(0, -1).join(", ")} or ${words.at(-1)}`);
}

const wholeNumber = (text: string): number => (/^\d{1,12}$/.test(text) ? Number(text) : Number.NaN);

export function readAmount(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const amount = wholeNumber(text);
  if (!isAmount(amount) || amount < least)
    throw new InputError(
      `${name} must be a whole number of minor units from ${least} to ${MAX_AMOUNT}, such as 12500 for 125.00`,
    );
  return amount;
}

export function readRate(name: string, text: string): number {
  const rate = wholeNumber(text);
  if (!isRateBps(rate))
    throw new InputError(`${name} must be whole basis points from 0 to 10000, such as 300 for 3.00 %`);
  return rate;
}

function readTax(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const rate = wholeNumber(text);
  if (!isTaxRate(rate))
    throw new InputError(
      `--tax must be whole thousandths of a percent from 0 to ${MAX_TAX_RATE}, such as 8875 for 8.875 %`,
    );
  return rate;
}

function readCode(name: string, text: string, length: 2 | 3, like: string): string {
  const code = normaliseCode(text);
  if (code.length !== length || !/^[A-Z]+$/.test(code) || (length === 3 && currencyDigits(code) === null))
    throw new InputError(`${name} must be ${like}`);
  return code;
}

export function readAccepts(text: string | undefined): readonly Brand[] | undefined {
  if (text === undefined) return undefined;
  const brands = text
    .toLowerCase()
    .split(",")
    .map((name) => BRANDS.find((brand) => brand === name));
  if (brands.includes(undefined) || brands.includes("other") || brands.includes("unknown"))
    throw new InputError("--accepts must be brands with commas between them, such as visa,mastercard,amex");
  return brands.filter((brand) => brand !== undefined);
}

function readLocale(text: string): string {
  if (!/^[A-Za-z]{2,3}([-_][0-9A-Za-z]{2,8}){0,3}$/.test(text))
    throw new InputError("--locale must be a language tag such as en or fr-CA");
  return text;
}

function readDay(text: string): string {
  const at = new Date(`${text}T12:00:00Z`);
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(text) || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text)
    throw new InputError("--on must be a day such as 2026-11-22");
  return text;
}
