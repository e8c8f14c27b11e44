/**
 * The facts of a sale that a quote is held against, and a reader that takes them from anything without ever throwing:
 * what is missing, of the wrong type or cannot be read counts as not given. Null and a text without anything but blanks say
 * "left out"; anything else that cannot be read may not pass for left out.
 */
import type { JSONWebKeySet } from "jose";
import { get, isLeftOut, readIssuer, readOrigin, readText, readTime, readWhole } from "./fact-values.ts";
import { isAmount, isTaxRate } from "./money.ts";
import type { Place } from "./places.ts";

/** A place in any form that `verifyQuote` reads. */
export interface PlaceFact {
  country: string;
  state?: string | null | undefined;
}

/** What the merchant's server knows of the sale by itself: from its own cart and session, never from the page's total. */
export interface SaleFacts {
  /** The service's keys: the set itself, or the https address of its `/.well-known/jwks.json`. */
  jwks: JSONWebKeySet | string | URL;
  /**
   * The service's own address, such as `https://surcharge.example`; any path is left out. Default: the origin of `jwks` where that is an
   * address. With neither, the quote's issuer is not compared.
   */
  iss?: string | null | undefined;
  /** The merchant's id, such as `mch_demo`. */
  merchant: string;
  env: "test" | "live";
  /** The Tokenizer's token that is about to be charged; or the saved card, by both of its ids. */
  subject: { token: string } | { customerId: string; paymentMethodId: string };
  /** Minor units; null says that the lookup was asked without an amount. */
  baseAmount: number | bigint | null;
  /** ISO 4217, any case. */
  currency: string;
  /**
   * The tax on the surcharge in thousandths of a percent, as your own tax engine gives it: 8875 is 8.875 %. Left out or
   * null where you tax no surcharge; a quote with a tax is `not_checked` then.
   */
  surchargeTaxRate?: number | bigint | null | undefined;
  /** The billing country, ISO 3166-1 alpha-2, any case. */
  country: string;
  state?: string | null | undefined;
  shipTo?: PlaceFact | null | undefined;
  orderRef?: string | null | undefined;
  /** `refund` ignores the expiry, because refunds come months later. Default `charge`. */
  purpose?: "charge" | "refund" | undefined;
  /** The time to verify at: a Date or milliseconds since 1970. Default: the clock. */
  now?: Date | number | null | undefined;
}

/** The facts that can be not given, by the names that `notChecked` lists. */
export const FACT_NAMES = [
  "iss",
  "merchant",
  "env",
  "subject",
  "baseAmount",
  "currency",
  "surchargeTaxRate",
  "country",
  "state",
  "shipTo",
  "shipTo.state",
  "orderRef",
  "now",
] as const;
export type FactName = (typeof FACT_NAMES)[number];

/** {@link SaleFacts} after reading: `undefined` is "not given". */
export interface ReadFacts {
  readonly jwks: unknown;
  /** An origin, or `undefined`: not compared. */
  readonly issuer: string | undefined;
  readonly merchant: string | undefined;
  readonly env: string | undefined;
  readonly subject: readonly ["token", string] | readonly ["customer", string, string] | undefined;
  readonly baseAmount: number | null | undefined;
  readonly currency: string | undefined;
  readonly surchargeTaxRate: number | undefined;
  readonly country: string | undefined;
  readonly state: string | undefined;
  readonly shipTo: Place | undefined;
  readonly orderRef: string | undefined;
  readonly isRefund: boolean;
  /** Milliseconds since 1970. */
  readonly now: number | undefined;
  /** Facts that may be left out, but were given in a form that cannot be read: nobody may take them for left out. */
  readonly unreadable: readonly FactName[];
}

function readSubject(subject: unknown): ReadFacts["subject"] {
  const isGiven = (name: string) => !isLeftOut(get(subject, name));
  const token = readText(subject, "token");
  const customerId = readText(subject, "customerId");
  const paymentMethodId = readText(subject, "paymentMethodId");
  // A subject that is two things at once is none.
  if (isGiven("token") && (isGiven("customerId") || isGiven("paymentMethodId"))) return undefined;
  if (token !== undefined) return ["token", token];
  if (customerId === undefined || paymentMethodId === undefined) return undefined;
  return ["customer", customerId, paymentMethodId];
}

function readPlace(place: unknown): Place | undefined {
  const country = readText(place, "country");
  return country === undefined ? undefined : { country, state: readText(place, "state") ?? null };
}

/** Reads whatever was passed to `verifyQuote`. Never throws. */
export function readFacts(input: unknown): ReadFacts {
  const shipTo = get(input, "shipTo");
  const baseAmount = get(input, "baseAmount");
  const jwks = get(input, "jwks");
  const optional = {
    iss: readIssuer(get(input, "iss")),
    surchargeTaxRate: readWhole(get(input, "surchargeTaxRate"), isTaxRate),
    state: readText(input, "state"),
    shipTo: readPlace(shipTo),
    "shipTo.state": readText(shipTo, "state"),
    orderRef: readText(input, "orderRef"),
  };
  const given = {
    iss: get(input, "iss"),
    surchargeTaxRate: get(input, "surchargeTaxRate"),
    state: get(input, "state"),
    shipTo,
    "shipTo.state": get(isLeftOut(shipTo) ? {} : shipTo, "state"),
    orderRef: get(input, "orderRef"),
  };
  const names = Object.keys(optional) as (keyof typeof optional)[];
  return {
    jwks,
    issuer: isLeftOut(given.iss) ? readOrigin(jwks) : optional.iss,
    merchant: readText(input, "merchant"),
    env: readText(input, "env"),
    subject: readSubject(get(input, "subject")),
    baseAmount: baseAmount === null ? null : readWhole(baseAmount, isAmount),
    currency: readText(input, "currency"),
    surchargeTaxRate: optional.surchargeTaxRate,
    country: readText(input, "country"),
    state: optional.state,
    shipTo: optional.shipTo,
    orderRef: optional.orderRef,
    isRefund: get(input, "purpose") === "refund",
    now: readTime(get(input, "now")),
    unreadable: names.filter((name) => optional[name] === undefined && !isLeftOut(given[name])),
  };
}
