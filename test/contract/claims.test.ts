import { describe, expect, expectTypeOf, test } from "vitest";
import type { QuoteClaims as PublishedClaims } from "../../contract/claims.ts";
import { readClaims } from "../../contract/claims.ts";
import { FUNDINGS, OUTCOMES } from "../../contract/lists.ts";
import { MAX_AMOUNT } from "../../contract/money.ts";
import { QuoteClaims } from "../../contract/quote.ts";
import { sampleClaims } from "../support/service/quotes.ts";

test("the published type of a quote's claims is the schema's", () => {
  expectTypeOf<PublishedClaims>().toEqualTypeOf<QuoteClaims>();
});

const claims = await sampleClaims({ shipTo: { country: "CA", state: null }, orderRef: "A-1" });

test("the published reader and the schema know the same claims", () => {
  expect(readClaims(claims)).toEqual(claims);
  expect(QuoteClaims.parse(claims)).toEqual(claims);
  expect(Object.keys(QuoteClaims.shape).toSorted()).toEqual(Object.keys(claims).toSorted());
});

const { subject, rules, disclosure } = claims;
const TEXTS = ["", 5, null, undefined, ["a"], {}];
const COUNTS = [-1, 0.5, "0", null, undefined, Number.NaN, 2 ** 53];
const AMOUNTS = [-1, 0.5, "0", undefined, Number.NaN, MAX_AMOUNT + 1];

/** What no claim of that name may be. */
const WRONG: Readonly<Record<keyof PublishedClaims, readonly unknown[]>> = {
  iss: TEXTS,
  aud: TEXTS,
  env: [...TEXTS, "prod", "Live"],
  iat: COUNTS,
  exp: COUNTS,
  jti: TEXTS,
  sale: [...TEXTS, claims.sale.toUpperCase(), `${claims.sale}0`, `0${claims.sale}`],
  subject: [
    ...TEXTS,
    [],
    ...TEXTS.map((kind) => ({ ...subject, kind })),
    { ...subject, kind: "card" },
    ...TEXTS.map((hash) => ({ ...subject, hash })),
  ],
  outcome: [...TEXTS, "maybe"],
  reason: TEXTS,
  brand: TEXTS,
  funding: [...TEXTS, "deferred"],
  country: TEXTS,
  state: ["", 5, undefined, ["IL"]],
  shipTo: ["", "US", null, [], {}, { country: "US" }, { country: "", state: null }, { country: "US", state: "" }],
  currency: TEXTS,
  baseAmount: AMOUNTS,
  rateBps: [-1, 0.5, "300", null, undefined, 10_001],
  surchargeAmount: AMOUNTS,
  surchargeTaxRate: [-1, 0.5, "0", null, undefined, 50_001],
  surchargeTaxAmount: AMOUNTS,
  totalAmount: [-1, 0.5, "0", undefined, 2 ** 53],
  rules: [
    ...TEXTS,
    ...TEXTS.map((version) => ({ ...rules, version })),
    ...["us-il-credit", null, undefined, {}, { length: 0 }, [""], [5], ["us-il-credit", null]].map((ids) => ({
      ...rules,
      ids,
    })),
  ],
  disclosure: [
    "",
    5,
    undefined,
    [],
    {},
    ...TEXTS.flatMap((text) => [
      { ...disclosure, locale: text },
      { ...disclosure, version: text },
      { ...disclosure, sha256: text },
    ]),
  ],
  orderRef: ["", 5, null, ["A-1"]],
};
const NAMES = Object.keys(WRONG) as (keyof PublishedClaims)[];

/** What else a claim of that name may be. */
const RIGHT: readonly (readonly [keyof PublishedClaims, readonly unknown[]])[] = [
  ["env", ["test", "live"]],
  ["iat", [0]],
  ["subject", ["token", "customer", "bin"].map((kind) => ({ ...subject, kind }))],
  ["outcome", OUTCOMES],
  ["funding", FUNDINGS],
  // A word that the service has learnt since.
  ["reason", ["a_new_reason"]],
  ["brand", ["newcard"]],
  ["state", ["IL", null]],
  ["shipTo", [undefined, { country: "US", state: "IL" }]],
  ["baseAmount", [null, 0, MAX_AMOUNT]],
  ["rateBps", [0, 10_000]],
  ["surchargeAmount", [null, 0, MAX_AMOUNT]],
  ["surchargeTaxRate", [0, 50_000]],
  ["surchargeTaxAmount", [null, 0, MAX_AMOUNT]],
  ["totalAmount", [null, 0, 2 * MAX_AMOUNT]],
  [
    "rules",
    [
      { version: "1", ids: [] },
      { version: "1", ids: ["a", "b"] },
    ],
  ],
  ["disclosure", [null]],
  ["orderRef", [undefined]],
];

describe("a payload", () => {
  test.each(NAMES)("with a wrong %s is no quote's", (name) => {
    for (const value of WRONG[name]) expect(readClaims({ ...claims, [name]: value }), JSON.stringify(value)).toBeNull();
  });

  test.each(RIGHT)("may have another %s", (name, values) => {
    for (const value of values) {
      const other = { ...claims, [name]: value };
      expect(readClaims(other), JSON.stringify(value)).toEqual(other);
    }
  });

  test.each([null, undefined, "", "claims", 5, [], [claims]])("that is %j is none", (payload) => {
    expect(readClaims(payload)).toBeNull();
  });

  test("loses what this version does not know", () => {
    expect(readClaims({ ...claims, tip: 5 })).toEqual(claims);
  });
});
