/**
 * Reads the element's attributes into what is asked of the service. Pure.
 *
 * Three results: a complete sale; null, because something is not chosen yet; or faults, each naming the attribute and
 * the form it must have.
 */
import { isState, needsState } from "./regions.ts";

export interface Place {
  readonly country: string;
  readonly state?: string;
}

/** The body of `POST /v1/lookup` without the token. */
export interface Sale {
  readonly merchant: string;
  readonly country: string;
  readonly state?: string;
  readonly shipTo?: Place;
  readonly baseAmount?: number;
  readonly currency?: string;
  readonly orderRef?: string;
}

export interface Fault {
  readonly attribute: string;
  readonly value: string;
  readonly form: string;
}

export interface Inputs {
  /** Null while something that is needed is not chosen yet, or while there are faults. */
  readonly sale: Sale | null;
  readonly merchant: string | null;
  /** An origin, with a path if the service lives under one; no slash at its end. */
  readonly endpoint: string | null;
  readonly locale: string | null;
  /** As far as they are known; null when not chosen. */
  readonly billing: Place | null;
  readonly shipTo: Place | null;
  readonly baseAmount: number | null;
  readonly currency: string | null;
  readonly faults: readonly Fault[];
}

/** BCP 47, as far as the service takes it. */
export const LANGUAGE_TAG = /^[a-z]{2,3}([-_][0-9a-z]{2,8}){0,3}$/i;

/** The endpoint without a slash at its end, or null when it is not a plain http(s) address. */
function readEndpoint(text: string): string | null {
  try {
    const { protocol, origin, pathname, search, hash } = new URL(text);
    return /^https?:$/.test(protocol) && search + hash === "" ? (origin + pathname).replace(/\/+$/, "") : null;
  } catch {
    return null;
  }
}

const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : null);
const upper = (pattern: RegExp) => (text: string) => matching(pattern)(text.toUpperCase());

/**
 * @param attribute an attribute as it is in the page, or null when it is not there
 * @param defaultEndpoint where the script file came from
 */
export function readInputs(attribute: (name: string) => string | null, defaultEndpoint: string | null): Inputs {
  const faults: Fault[] = [];

  /** Null: not there or empty, or wrong (then a fault says so). */
  function read<T>(name: string, form: string, parse: (text: string) => T | null): T | null {
    const value = attribute(name)?.trim();
    if (!value) return null;
    const parsed = parse(value);
    if (parsed === null) faults.push({ attribute: name, value, form });
    return parsed;
  }
  function readPlace(prefix: string): readonly [place: Place | null, isChosen: boolean] {
    const country = read(`${prefix}country`, "two letters such as US", upper(/^[A-Z]{2}$/));
    const state = read(`${prefix}state`, "a code such as IL or US-IL, or a full name such as Illinois", (text) =>
      isState(text, country) ? text.toUpperCase() : null,
    );
    if (country === null) return [null, attribute(`${prefix}country`) === null && attribute(`${prefix}state`) === null];
    const isChosen = state !== null || attribute(`${prefix}state`) === null || !needsState(country);
    return [state === null ? { country } : { country, state }, isChosen];
  }

  const merchant = read("merchant", "mch_ and 1 to 48 letters, digits, _ or -", matching(/^mch_[\w-]{1,48}$/));
  const endpoint =
    read("endpoint", "an http(s) address", readEndpoint) ?? (attribute("endpoint")?.trim() ? null : defaultEndpoint);
  const amount = read("base-amount", "whole minor units such as 12500 for 125.00", matching(/^\d{1,12}$/));
  const baseAmount = amount === null ? null : Number(amount);
  const currency = read("currency", "three letters such as USD", upper(/^[A-Z]{3}$/));
  const locale = read("locale", "a language tag such as fr-CA", matching(LANGUAGE_TAG));
  const orderRef = read("order-ref", "1 to 64 ASCII characters without blanks", matching(/^[!-~]{1,64}$/));
  const [billing, isBillingChosen] = readPlace("");
  const [shipTo, isShipToChosen] = readPlace("ship-to-");

  const isChosen = isBillingChosen && isShipToChosen && (amount !== null || attribute("base-amount") === null);
  const sale: Sale | null =
    faults.length === 0 && isChosen && merchant !== null && endpoint !== null && billing !== null
      ? {
          merchant,
          ...billing,
          ...(shipTo && { shipTo }),
          ...(baseAmount !== null && { baseAmount }),
          ...(currency && { currency }),
          ...(orderRef && { orderRef }),
        }
      : null;
  return { sale, merchant, endpoint, locale, billing, shipTo, baseAmount, currency, faults };
}
