/**
 * Reads the element's attributes and properties into what is asked of the service. Pure.
 *
 * Three results: a complete sale; null, because something is not chosen yet; or faults, each naming the attribute and
 * the form it must have.
 */
import { needsState, readState } from "./regions.ts";

/** Attributes as given: text, or for the amount a number. Null means the attribute is not there. */
export interface RawInputs {
  readonly merchant: string | null;
  readonly endpoint: string | null;
  readonly baseAmount: number | string | null;
  readonly currency: string | null;
  readonly country: string | null;
  readonly state: string | null;
  readonly shipToCountry: string | null;
  readonly shipToState: string | null;
  readonly locale: string | null;
  readonly orderRef: string | null;
}

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

const PLACE_FORM = "two letters such as US (ISO 3166-1)";
const STATE_FORM = "a code such as IL or US-IL, or a full name such as Illinois";

/** @returns the endpoint without a slash at its end, or null when it is not an http(s) address */
export function readEndpoint(text: string): string | null {
  try {
    const { protocol, origin, pathname, search, hash } = new URL(text);
    const isPlain = (protocol === "https:" || protocol === "http:") && search + hash === "";
    return isPlain ? (origin + pathname).replace(/\/+$/, "") : null;
  } catch {
    return null;
  }
}

const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : null);
const upper = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text.toUpperCase() : null);

export function readInputs(raw: RawInputs): Inputs {
  const faults: Fault[] = [];

  /** Null: not there or empty, or wrong (then a fault says so). */
  function read<T>(
    attribute: string,
    value: string | number | null,
    form: string,
    parse: (text: string) => T | null,
  ): T | null {
    const text = value == null ? "" : String(value).trim();
    if (text === "") return null;
    const parsed = parse(text);
    if (parsed === null) faults.push({ attribute, value: text, form });
    return parsed;
  }

  const merchant = read(
    "merchant",
    raw.merchant,
    "mch_ and up to 48 letters, digits, _ or -",
    matching(/^mch_[\w-]{1,48}$/),
  );
  const endpoint = read("endpoint", raw.endpoint, "an http(s) address such as https://surcharge.example", readEndpoint);
  const baseAmount = read("base-amount", raw.baseAmount, "whole minor units such as 12500 for 125.00", (text) =>
    /^\d{1,12}$/.test(text) ? Number(text) : null,
  );
  const currency = read("currency", raw.currency, "three letters such as USD (ISO 4217)", upper(/^[a-z]{3}$/i));
  const locale = read(
    "locale",
    raw.locale,
    "a BCP 47 language tag such as fr-CA",
    matching(/^[a-z]{2,3}([-_][0-9a-z]{2,8}){0,3}$/i),
  );
  const orderRef = read(
    "order-ref",
    raw.orderRef,
    "1 to 64 printable ASCII characters without blanks",
    matching(/^[\x21-\x7e]{1,64}$/),
  );

  function readPlace(prefix: string, rawCountry: string | null, rawState: string | null) {
    const country = read(`${prefix}country`, rawCountry, PLACE_FORM, upper(/^[a-z]{2}$/i));
    const state = read(`${prefix}state`, rawState, STATE_FORM, (text) => readState(text, country));
    const isChosen = country !== null && !(rawState !== null && state === null && needsState(country));
    const place: Place | null = country === null ? null : { country, ...(state !== null && { state }) };
    return { place, isChosen };
  }
  const billing = readPlace("", raw.country, raw.state);
  const shipTo = readPlace("ship-to-", raw.shipToCountry, raw.shipToState);
  const hasShipTo = raw.shipToCountry !== null || raw.shipToState !== null;

  const isComplete =
    faults.length === 0 &&
    endpoint !== null &&
    billing.isChosen &&
    (shipTo.isChosen || !hasShipTo) &&
    (raw.baseAmount === null || baseAmount !== null);

  const sale: Sale | null =
    isComplete && merchant !== null && billing.place !== null
      ? {
          merchant,
          ...billing.place,
          ...(shipTo.place && { shipTo: shipTo.place }),
          ...(baseAmount !== null && { baseAmount }),
          ...(currency !== null && { currency }),
          ...(orderRef !== null && { orderRef }),
        }
      : null;
  return {
    sale,
    merchant,
    endpoint,
    locale,
    billing: billing.place,
    shipTo: shipTo.place,
    baseAmount,
    currency,
    faults,
  };
}
