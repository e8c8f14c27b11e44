/** Quotes, sound and unsound, with the facts that belong to them. */
import fc from "fast-check";
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
import { NOW, ORDER, SAVED_CARD } from "../../../vectors/make/parts/sale.ts";
import { encode, HEADER, sign } from "../../../vectors/make/parts/sign.ts";
import { anyClaims, type Members, soundClaims } from "./claims.ts";
import { anyDamage, anyHeader, anySpelling } from "./damage.ts";
import { odd, withOddMembers } from "./odd.ts";

export interface AnyQuote {
  readonly quote: unknown;
  /** What a server would know of this very sale. */
  readonly facts: Members;
  readonly jwks: unknown;
}

const DAY = 86_400;
const LISTED = [...PLAIN_KEYS, ...ODD_KEYS, ...REVOKED_KEYS];
export const JWKS = {
  keys: [current.jwk, next.jwk, { ...retired.jwk, retired_at: NOW - DAY }, ...LISTED.flatMap(({ entries }) => entries)],
};
const keys = fc.oneof(
  { weight: 8, arbitrary: fc.constant(current) },
  fc.constantFrom(next, retired, foreign, ...LISTED.map(({ key }) => key)),
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
    claims: anyClaims,
    key: keys,
    spell: anySpelling,
    header: anyHeader,
    damage: anyDamage,
    at: fc.nat(2_000),
    jwks: fc.oneof({ weight: 30, arbitrary: fc.constant<unknown>(JWKS) }, odd),
  })
  .map(({ claims, key, spell, header, damage, at, jwks }): AnyQuote => {
    const quote = sign(spell(JSON.stringify(claims)), { ...HEADER, kid: key.kid, ...header }, key);
    return { quote: damage(quote, at), facts: factsOf(claims), jwks };
  });

/** An unsigned text in the form of a quote. */
export const unsigned = anyClaims.map((made): AnyQuote => {
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
