/**
 * Tokens whose answers are fixed, for merchants in mode `test`: with them each reason can be seen on any deployment, without
 * a gateway account. Places, amounts and rules work as with a real card. A merchant in mode `live` has none: there they are
 * tokens like any other, which no gateway knows. Pure.
 */
import { BRANDS, type Brand, FUNDINGS, type Funding } from "../../contract/lists.ts";
import type { CardFacts, Trouble } from "../surcharge/facts.ts";

/** What a test token stands for. */
export type TestCard =
  | { readonly kind: "facts"; readonly facts: CardFacts }
  | { readonly kind: "trouble"; readonly reason: Trouble }
  | { readonly kind: "token_rejected" }
  /** It begins like a test token and is none. */
  | { readonly kind: "no_test_token" };

const NAMED: Readonly<Record<string, TestCard>> = {
  test_trouble_unavailable: { kind: "trouble", reason: "gateway_unavailable" },
  test_trouble_timeout: { kind: "trouble", reason: "gateway_timeout" },
  test_trouble_limited: { kind: "trouble", reason: "service_limited" },
  test_token_rejected: { kind: "token_rejected" },
};

/**
 * Leading digits of the networks' own published test numbers; null where there is none. A merchant with a card programme
 * then sees what it would see of a card without a BIN.
 */
const TEST_BINS: Readonly<Partial<Record<Brand, string>>> = {
  visa: "41111111",
  mastercard: "55555555",
  amex: "37828224",
  discover: "60111111",
  diners: "30569309",
  jcb: "35301113",
  unionpay: "62000000",
};

/** What may follow brand and funding, and what each changes. */
const VARIANTS = {
  commercial: () => ({ level: "commercial" }),
  foreign: (home: string) => ({ country: home === "FR" ? "DE" : "FR" }),
  ineligible: () => ({ surchargeable: false }),
  unflagged: () => ({ surchargeable: null }),
  exempt: () => ({ customerExempt: true }),
} as const satisfies Record<string, (home: string) => Partial<CardFacts>>;

/** For error messages. */
export const TEST_TOKEN_FORM = `test_card_ + brand + _ + funding, with ${Object.keys(VARIANTS)
  .map((variant) => `_${variant}`)
  .join(
    ", ",
  )} behind it where wanted; test_card_unknown, test_card_contradictory, test_card_not_a_card, ${Object.keys(NAMED).join(", ")}`;

/**
 * What a token stands for, or null when it does not begin like a test token.
 *
 * @param home the merchant's country, ISO 3166-1 alpha-2: where the cards are issued, but for `_foreign`
 */
export function testCard(token: string, home: string): TestCard | null {
  const known = Object.hasOwn(NAMED, token) ? NAMED[token] : undefined;
  if (known !== undefined) return known;
  if (!/^test_(card|trouble|token)_/.test(token)) return null;
  const facts = cardNamed(token.replace("test_card_", ""), home);
  return facts === null ? { kind: "no_test_token" } : { kind: "facts", facts };
}

function cardNamed(name: string, home: string): CardFacts | null {
  const credit = factsOf("visa", "credit", home);
  switch (name) {
    case "unknown":
      return {
        ...credit,
        method: "unknown",
        brands: [],
        funding: "unknown",
        level: "unknown",
        country: null,
        bin: null,
      };
    case "contradictory":
      return { ...credit, funding: "debit", conflicting: true };
    case "not_a_card":
      return { ...credit, method: "other", brands: [], funding: "unknown", surchargeable: null, bin: null };
    default: {
      const [brand, funding, ...variants] = name.split("_");
      if (!isOneOf(BRANDS, brand) || !isOneOf(FUNDINGS, funding) || !variants.every(isVariant)) return null;
      const changes = variants.map((variant) => VARIANTS[variant](home));
      return Object.assign(factsOf(brand, funding, home), ...changes) as CardFacts;
    }
  }
}

const factsOf = (brand: Brand, funding: Funding, home: string): CardFacts => ({
  method: "card",
  brands: [brand],
  funding,
  level: "consumer",
  country: home,
  surchargeable: funding === "credit" || funding === "charge",
  conflicting: false,
  bin: TEST_BINS[brand] ?? null,
  issuer: "Test issuer",
  customerExempt: false,
});

const isOneOf = <Value extends string>(values: readonly Value[], value: string | undefined): value is Value =>
  (values as readonly unknown[]).includes(value);

const isVariant = (name: string): name is keyof typeof VARIANTS => Object.hasOwn(VARIANTS, name);
