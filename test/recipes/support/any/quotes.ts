/** Quotes, sound and unsound, with the facts that belong to them. */
import fc from "fast-check";
import { surchargeOn, surchargeTaxOn } from "../../../../contract/money.ts";
import { anyPlace } from "../../../support/service/places.ts";
import {
  current,
  foreign,
  next,
  ODD_KEYS,
  PLAIN_KEYS,
  REVOKED_KEYS,
  retired,
} from "../../../vectors/make/parts/keys.ts";
import {
  CLAIMS,
  NONE,
  NOW,
  OF_CUSTOMER,
  OF_CUSTOMER_AND_ORDER,
  ORDER,
  SAVED_CARD,
} from "../../../vectors/make/parts/sale.ts";
import { encode, HEADER, sign, twinOf } from "../../../vectors/make/parts/sign.ts";
import { odd, withOddMembers } from "./odd.ts";

export type Members = Readonly<Record<string, unknown>>;
export interface AnyQuote {
  readonly quote: unknown;
  /** What a server would know of this very sale. */
  readonly facts: Members;
  readonly jwks: unknown;
}

const MOST = 999_999_999_999;
const DAY = 86_400;
const LISTED = [...PLAIN_KEYS, ...ODD_KEYS, ...REVOKED_KEYS];
export const JWKS = {
  keys: [current.jwk, next.jwk, { ...retired.jwk, retired_at: NOW - DAY }, ...LISTED.flatMap(({ entries }) => entries)],
};
const keys = fc.oneof(
  { weight: 8, arbitrary: fc.constant(current) },
  fc.constantFrom(next, retired, foreign, ...LISTED.map(({ key }) => key)),
);

const amounts = fc.oneof(
  { weight: 3, arbitrary: fc.constant(12_500) },
  fc.nat(100_000),
  fc.integer({ min: 0, max: MOST }),
);
const taxRates = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 50_000 }));

/** Claims that do not contradict themselves. */
const soundClaims = fc
  .record({
    start: fc.constantFrom(CLAIMS, CLAIMS, NONE, OF_CUSTOMER, OF_CUSTOMER_AND_ORDER),
    base: amounts,
    rate: fc.integer({ min: 1, max: 1_000 }),
    taxRate: taxRates,
    ship: fc.option(
      fc.constantFrom({ country: "CA", state: "ON" }, { country: "US", state: "IL" }, { country: "GB", state: null }),
      { freq: 3 },
    ),
    age: fc.constantFrom(0, 10, 10, 10, 60, 125, 5_000),
    reason: fc.constantFrom(
      undefined,
      undefined,
      undefined,
      "gateway_unavailable",
      "gateway_timeout",
      "waived",
      "a_new_one",
    ),
  })
  .map(({ start, base, rate, taxRate, ship, age, reason }): Members => {
    const surchargeAmount = start.outcome === "surcharge" ? surchargeOn(base, rate) : 0;
    const isSurcharge = surchargeAmount > 0 && reason === undefined;
    const shown = isSurcharge ? surchargeAmount : 0;
    const tax = surchargeTaxOn(shown, taxRate);
    const life = start.exp - start.iat;
    return {
      ...start,
      ...(isSurcharge ? {} : { outcome: "none", reason: "debit", funding: "debit", disclosure: null }),
      ...(reason === undefined ? {} : { outcome: reason.startsWith("gateway") ? "unknown" : "none", reason }),
      ...(ship === null ? {} : { shipTo: ship }),
      iat: NOW - age,
      exp: NOW - age + life,
      baseAmount: base,
      rateBps: isSurcharge ? rate : 0,
      surchargeAmount: shown,
      surchargeTaxRate: taxRate,
      surchargeTaxAmount: tax,
      totalAmount: base + shown + tax,
    };
  });

const claims = soundClaims.chain((sound) => withOddMembers(sound, Object.keys(sound), 2));

/** The same payload as other writers of JSON would spell it, or as no reader may take it. */
const SPELLINGS: readonly ((json: string) => string)[] = [
  (json) => json.replace(/"(\w+Amount)":(\d+)/g, '"$1":$2.0'),
  (json) => json.replace(/"(\w+Rate)":(\d+)/, '"$1":$2e0'),
  (json) => json.replace("US", "\\u0055S"),
  (json) => `  ${json}\n`,
  (json) => json.replace("{", '{"more":{"a":[1,null,"x"]},'),
  (json) => json.replace("}", ""),
  (json) => `\ufeff${json}`,
  (json) => `[${json}]`,
  () => "null",
];
const spelling = fc.oneof({ weight: 9, arbitrary: fc.constant((json: string) => json) }, fc.constantFrom(...SPELLINGS));
const header = fc.oneof(
  { weight: 12, arbitrary: fc.constant({}) },
  fc.dictionary(fc.constantFrom("alg", "typ", "kid", "crit", "jwk"), odd, { maxKeys: 2 }),
);

const flip = (quote: string, at: number): string => {
  const place = at % quote.length;
  return `${quote.slice(0, place)}${quote[place] === "A" ? "B" : "A"}${quote.slice(place + 1)}`;
};
const DAMAGES: readonly ((quote: string, at: number) => unknown)[] = [
  flip,
  twinOf,
  (quote, at) => quote.slice(0, at % quote.length),
  (quote) => `${quote}=`,
  (quote) => ` ${quote}`,
  (quote) => `${quote}.x`,
  (quote) => `${quote}\n`,
  (quote, at) => [null, "", 7, {}, [quote], "é", "a.b.c"][at % 7],
];
const damage = fc.oneof(
  { weight: 9, arbitrary: fc.constant((quote: string): unknown => quote) },
  fc.constantFrom(...DAMAGES),
);

/** The facts that belong to claims of this shape, as far as those can be read. */
function factsOf(sound: Members): Members {
  const { aud, env, baseAmount, currency, country, state, shipTo, orderRef, surchargeTaxRate, subject } = sound;
  const isCustomer = (subject as { kind?: unknown } | null)?.kind === "customer";
  return {
    merchant: aud,
    env,
    subject: isCustomer ? SAVED_CARD.subject : { token: "tok0123456789abcdefghijklmnopqrs" },
    baseAmount,
    currency,
    country,
    state,
    ...(shipTo === undefined ? {} : { shipTo }),
    ...(orderRef === undefined ? {} : { orderRef }),
    ...(surchargeTaxRate === 0 ? {} : { surchargeTaxRate }),
  };
}

/** A signed quote, most often a good one. */
export const goodQuote = fc.record({ claims: soundClaims, key: keys }).map(({ claims, key }): AnyQuote => {
  return { quote: sign(claims, { ...HEADER, kid: key.kid }, key), facts: factsOf(claims), jwks: JWKS };
});

export const anyQuote: fc.Arbitrary<AnyQuote> = fc
  .record({
    claims,
    key: keys,
    spell: spelling,
    header,
    damage,
    at: fc.nat(2_000),
    jwks: fc.oneof({ weight: 30, arbitrary: fc.constant<unknown>(JWKS) }, odd),
  })
  .map(({ claims, key, spell, header, damage, at, jwks }): AnyQuote => {
    const quote = sign(spell(JSON.stringify(claims)), { ...HEADER, kid: key.kid, ...header }, key);
    return { quote: damage(quote, at), facts: factsOf(claims), jwks };
  });

/** An unsigned text in the form of a quote. */
export const unsigned = claims.map((made): AnyQuote => {
  return { quote: `${encode({ ...HEADER, alg: "none" }, made)}.`, facts: factsOf(made), jwks: JWKS };
});

const place = anyPlace.map(({ country, state }) => ({ country, state }));
const FACTS = [
  "merchant",
  "env",
  "subject",
  "baseAmount",
  "currency",
  "surchargeTaxRate",
  "country",
  "state",
  "shipTo",
  "orderRef",
  "iss",
  "purpose",
];
const ISSUERS = [
  "https://surcharge.example",
  "https://SURCHARGE.example:443/a?b#c",
  "http://surcharge.example",
  "https://other.example",
  "surcharge.example",
  "mailto:a@b.example",
];

/** The facts of this sale, with some changed: other places, spellings and orders, and odd values. */
export const anyFacts = (facts: Members): fc.Arbitrary<Members> => {
  const changes = fc.record(
    {
      billing: place,
      shipTo: place,
      orderRef: fc.constantFrom(ORDER, "B-1"),
      iss: fc.constantFrom(...ISSUERS),
      purpose: fc.constantFrom("refund", "charge", "Refund"),
      currency: fc.constantFrom("usd", " USD ", "EUR", "uſd"),
      surchargeTaxRate: fc.constantFrom(0, 8_875, 50_000, 50_001),
    },
    { requiredKeys: [] },
  );
  const sometimes = fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, changes);
  return sometimes.chain(({ billing, ...others }: { billing?: Members }) =>
    withOddMembers({ ...facts, ...billing, ...others }, FACTS, 2),
  );
};
