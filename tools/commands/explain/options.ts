/** The options of the command: checked, and turned into the request that the operator's API takes. */
import { currencyDigits } from "../../../contract/currencies.ts";
import { BRANDS, type Brand, FUNDINGS, type Funding, LEVELS, type Level } from "../../../contract/lists.ts";
import { isAmount, isRateBps, isTaxRate, MAX_AMOUNT, MAX_TAX_RATE } from "../../../contract/money.ts";
import { normaliseCode } from "../../../contract/plain-checks.ts";
import { type ExplainRequest, ExplainRequest as ExplainSchema } from "../../../worker/answer/explain-schema.ts";
import { normalisePlace, type Place } from "../../../worker/surcharge/places.ts";
import { wrongUsage } from "../../cli/tool-error.mjs";

/** As commander gives them. */
export interface Options {
  readonly card: string;
  readonly place: string;
  readonly base?: string;
  readonly shipTo?: string;
  readonly buyer?: string;
  readonly waive?: boolean;
  readonly tax?: string;
  readonly currency?: string;
  readonly issuer?: string;
  readonly gateway?: string;
  readonly house?: boolean;
  readonly locale?: string;
  readonly on?: string;
  readonly merchant?: string;
  readonly env?: string;
  readonly seller?: string;
  readonly rate?: string;
  readonly cost?: string;
  readonly accepts?: string;
  readonly attest?: string;
  readonly minimum?: string;
  readonly maximum?: string;
}

/** Of the demo merchant alone: a stored one has settings of its own. */
const MERCHANT_OPTIONS = ["seller", "rate", "cost", "accepts", "attest", "minimum", "maximum"] as const;

/** @throws ToolError where a stored merchant is asked about as if it were set otherwise */
export function refuseMerchantOptions(options: Options): void {
  const given = MERCHANT_OPTIONS.filter((name) => options[name] !== undefined);
  if (given.length > 0)
    throw wrongUsage(
      `${given.map((name) => `--${name}`).join(", ")}: --merchant takes the stored merchant's own settings`,
    );
}

/**
 * The sale as a request.
 *
 * @throws ToolError where an option is not as allowed
 */
export function readSale(options: Options): ExplainRequest {
  const card = readCard(options.card);
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
    shipTo: options.shipTo === undefined ? undefined : readPlace("--ship-to", options.shipTo),
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

function readCard(text: string): { brand: Brand; funding: Funding; level: Level } {
  const [brand, funding, level = "consumer", ...rest] = text.toLowerCase().split("/");
  const known = { brand: BRANDS.find((one) => one === brand), funding: FUNDINGS.find((one) => one === funding) };
  const knownLevel = LEVELS.find((one) => one === level);
  if (known.brand === undefined || known.funding === undefined || knownLevel === undefined || rest.length > 0)
    throw wrongUsage(
      `--card must be BRAND/FUNDING or BRAND/FUNDING/LEVEL: brands ${BRANDS.join(" ")}; fundings ${FUNDINGS.join(" ")}; levels ${LEVELS.join(" ")}`,
    );
  return { brand: known.brand, funding: known.funding, level: knownLevel };
}

export function readPlace(name: string, text: string): Place {
  if (!/^[A-Za-z]{2}(-[^\p{C}]{1,64})?$/u.test(text))
    throw wrongUsage(
      `${name} must be a country and, where it matters, a state: such as US-CO, CA-ON, US-Illinois or GB`,
    );
  return normalisePlace({ country: text.slice(0, 2), state: text.slice(3) });
}

function readWord<Word extends string>(name: string, text: string | undefined, words: readonly Word[]) {
  if (text === undefined) return undefined;
  const word = words.find((one) => one === text);
  if (word !== undefined) return word;
  throw wrongUsage(`${name} must be ${words.slice(0, -1).join(", ")} or ${words.at(-1)}`);
}

const wholeNumber = (text: string): number => (/^\d{1,12}$/.test(text) ? Number(text) : Number.NaN);

export function readAmount(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const amount = wholeNumber(text);
  if (!isAmount(amount) || amount < least)
    throw wrongUsage(
      `${name} must be a whole number of minor units from ${least} to ${MAX_AMOUNT}, such as 12500 for 125.00`,
    );
  return amount;
}

export function readRate(name: string, text: string): number {
  const rate = wholeNumber(text);
  if (!isRateBps(rate)) throw wrongUsage(`${name} must be whole basis points from 0 to 10000, such as 300 for 3.00 %`);
  return rate;
}

function readTax(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const rate = wholeNumber(text);
  if (!isTaxRate(rate))
    throw wrongUsage(
      `--tax must be whole thousandths of a percent from 0 to ${MAX_TAX_RATE}, such as 8875 for 8.875 %`,
    );
  return rate;
}

function readCode(name: string, text: string, length: 2 | 3, like: string): string {
  const code = normaliseCode(text);
  if (code.length !== length || !/^[A-Z]+$/.test(code) || (length === 3 && currencyDigits(code) === null))
    throw wrongUsage(`${name} must be ${like}`);
  return code;
}

export function readAccepts(text: string | undefined): readonly Brand[] | undefined {
  if (text === undefined) return undefined;
  const brands = text
    .toLowerCase()
    .split(",")
    .map((name) => BRANDS.find((brand) => brand === name));
  if (brands.includes(undefined) || brands.includes("other") || brands.includes("unknown"))
    throw wrongUsage("--accepts must be brands with commas between them, such as visa,mastercard,amex");
  return brands.filter((brand) => brand !== undefined);
}

function readLocale(text: string): string {
  if (!/^[A-Za-z]{2,3}([-_][0-9A-Za-z]{2,8}){0,3}$/.test(text))
    throw wrongUsage("--locale must be a language tag such as en or fr-CA");
  return text;
}

function readDay(text: string): string {
  const at = new Date(`${text}T12:00:00Z`);
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(text) || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text)
    throw wrongUsage("--on must be a day such as 2026-11-22");
  return text;
}
