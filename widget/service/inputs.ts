/**
 * Reads the element's attributes into what is asked of the service. Pure.
 *
 * Three results: a complete sale; none, because something is not chosen yet; or faults, each naming the attribute,
 * its value and the form it must have. What no answer depends on is never a fault: it is left out, and remarked on.
 */

import { MAX_TAX_RATE } from "../../contract/money.ts";
import { MERCHANT_ID, needsState, normaliseCode } from "../../contract/plain-checks.ts";
import { readAddress } from "./address.ts";
import { readState } from "./states.ts";

export interface GivenPlace {
  readonly country: string;
  readonly state?: string | undefined;
}

/** The body of `POST /v1/lookup` without the token. */
export interface Sale extends GivenPlace {
  readonly merchant: string;
  readonly shipTo?: GivenPlace | undefined;
  readonly baseAmount?: number | undefined;
  readonly currency?: string | undefined;
  /** Thousandths of a percent. */
  readonly surchargeTaxRate?: number | undefined;
  readonly orderRef?: string | undefined;
}

/** What is known; undefined where nothing is chosen yet. */
export interface Inputs {
  /** Undefined while something that is needed is not chosen yet, or while there are faults. */
  readonly sale: Sale | undefined;
  readonly merchant: string | undefined;
  /** An origin, with a path if the service lives under one; no slash at its end. */
  readonly endpoint: string | undefined;
  readonly locale: string | undefined;
  readonly billing: GivenPlace | undefined;
  readonly shipTo: GivenPlace | undefined;
  readonly baseAmount: number | undefined;
  readonly currency: string | undefined;
  readonly surchargeTaxRate: number | undefined;
  readonly orderRef: string | undefined;
  /** One text for each malformed attribute, naming it, its value and the form it must have. */
  readonly faults: readonly string[];
  /** The same for what cannot be used, and keeps nothing from being asked. */
  readonly remarks: readonly string[];
  /** The same for what nothing can be asked without, and the page says nothing of: not even that it comes later. */
  readonly missing: readonly string[];
}

/** BCP 47, as far as the service takes it. */
export const LANGUAGE_TAG = /^[a-z]{2,3}([-_][0-9a-z]{2,8}){0,3}$/i;

const MAX_SUBTAGS = 3;

/**
 * The language tag in a text, as the service takes it: what follows the last part that can be read is left away, as in
 * `sr_RS@latin`, `de_DE.UTF-8` or `ar-EG-u-nu-latn`.
 *
 * @returns undefined where there is none
 */
export function readLanguage(text: string): string | undefined {
  const [language = "", ...subtags] = text
    .trim()
    .replace(/[@.].*$/, "")
    .split(/[-_]/);
  if (!/^[a-z]{2,3}$/i.test(language)) return undefined;
  const end = subtags.findIndex((subtag) => !/^[0-9a-z]{2,8}$/i.test(subtag));
  return [language, ...subtags.slice(0, end === -1 ? MAX_SUBTAGS : Math.min(end, MAX_SUBTAGS))].join("-");
}

/** The endpoint without a slash at its end, or undefined when it is not a plain http(s) address. */
const readEndpoint = (text: string) => /^(https?:\/\/[^?#]+?)\/*$/.exec(readAddress(text)?.href ?? "")?.[1];

const MERCHANT_FORM = "like mch_demo";
const ENDPOINT_FORM = "an address like https://surcharge.example";

const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined);
const upper = (pattern: RegExp) => (text: string) => matching(pattern)(normaliseCode(text));

/**
 * @param attribute an attribute as it is in the page, or null when it is not there
 * @param defaultEndpoint where the script file came from
 */
export function readInputs(attribute: (name: string) => string | null, defaultEndpoint: string | undefined): Inputs {
  const faults: string[] = [];
  const remarks: string[] = [];

  /** Undefined: not there or empty, or wrong (then a fault or a remark says so). */
  function read<T>(
    name: string,
    form: string,
    parse: (text: string) => T | undefined,
    problems = faults,
  ): T | undefined {
    const value = attribute(name)?.trim();
    if (!value) return undefined;
    const parsed = parse(value);
    if (parsed === undefined) problems.push(`${name}="${value}" must be ${form}`);
    return parsed;
  }
  const isAbsent = (name: string) => attribute(name) === null;

  /** @param home the country of a state that comes without one */
  function readPlace(prefix: string, home?: GivenPlace): readonly [place: GivenPlace | undefined, isChosen: boolean] {
    const hasHome = isAbsent(`${prefix}country`) && attribute(`${prefix}state`)?.trim();
    const country = hasHome ? home?.country : read(`${prefix}country`, "two letters like US", upper(/^[A-Z]{2}$/));
    const state = read(`${prefix}state`, "a code or a name like IL, US-IL or Illinois", (text) =>
      readState(text, country),
    );
    const noState = isAbsent(`${prefix}state`);
    return country
      ? [{ country, state }, Boolean(state) || noState || !needsState(country)]
      : [undefined, noState && isAbsent(`${prefix}country`)];
  }

  const merchant = read("merchant", MERCHANT_FORM, matching(MERCHANT_ID));
  const endpoint = attribute("endpoint")?.trim() ? read("endpoint", ENDPOINT_FORM, readEndpoint) : defaultEndpoint;
  const missing: string[] = [];
  if (isAbsent("merchant")) missing.push(`merchant is missing: it must be ${MERCHANT_FORM}`);
  if (isAbsent("endpoint") && !endpoint) missing.push(`endpoint is missing: it must be ${ENDPOINT_FORM}`);
  const amount = read("base-amount", "whole minor units like 12500 for 125.00", matching(/^\d{1,12}$/));
  const baseAmount = amount ? Number(amount) : undefined;
  const currency = read("currency", "three letters like USD", upper(/^[A-Z]{3}$/));
  const surchargeTaxRate = read(
    "surcharge-tax-rate",
    `thousandths of a percent like 8875, at most ${MAX_TAX_RATE}`,
    (text) => (/^\d{1,5}$/.test(text) && Number(text) <= MAX_TAX_RATE ? Number(text) : undefined),
  );
  const locale = read("locale", "a language tag like fr-CA", readLanguage, remarks);
  read("theme", "plain, outlined or filled", matching(/^(plain|outlined|filled)$/i), remarks);
  const orderRef = read("order-ref", "1 to 64 ASCII characters without blanks", matching(/^[!-~]{1,64}$/));
  const [billing, isBillingChosen] = readPlace("");
  const [shipTo, isShipToChosen] = readPlace("ship-to-", billing);

  const isChosen = isBillingChosen && isShipToChosen && (amount || isAbsent("base-amount"));
  const known = { shipTo, baseAmount, currency, surchargeTaxRate, orderRef };
  const isComplete = faults.length === 0 && isChosen && endpoint && merchant && billing;
  const sale = isComplete ? { merchant, ...billing, ...known } : undefined;
  return { sale, merchant, endpoint, locale, billing, ...known, faults, remarks, missing };
}
