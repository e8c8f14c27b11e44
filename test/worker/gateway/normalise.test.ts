import { describe, expect, test } from "vitest";
import { mergeFacts, normaliseCard } from "../../../worker/gateway/normalise.ts";
import { readCard, readCustomer } from "../../../worker/gateway/schema.ts";
import type { CardFacts } from "../../../worker/surcharge/facts.ts";
import { gatewayCard } from "../../support/upstream/gateway-card.ts";

const SAMPLE = gatewayCard();

const FACTS: CardFacts = {
  method: "card",
  brands: ["visa"],
  funding: "credit",
  level: "consumer",
  country: "US",
  surchargeable: true,
  conflicting: false,
  bin: "424242",
  issuer: "Example Bank",
  customerExempt: false,
};

function factsOf(answer: unknown): CardFacts {
  const card = readCard(answer);
  if (card === null) throw new Error("not read as a card");
  return normaliseCard(card);
}

describe("both envelopes", () => {
  test.each([
    ["bare", SAMPLE],
    ["wrapped", { status: "success", msg: "success", data: SAMPLE }],
    ["wrapped, shouting", { status: "SUCCESS", msg: "", data: SAMPLE }],
    ["with unknown fields", { ...SAMPLE, ibx: { deep: [1, 2] }, product_id: 7 }],
    ["wrapped without a status", { msg: "ok", data: SAMPLE }],
  ])("%s", (_, answer) => {
    expect(factsOf(answer)).toEqual(FACTS);
  });

  test.each([
    ["failed on a 2xx", { status: "failed", msg: "bad request error", data: SAMPLE }],
    ["error on a 2xx", { status: "error", msg: "no", data: null }],
    ["a status that is no text", { status: 200, data: SAMPLE }],
    ["data that is a list", { status: "success", msg: "", data: [SAMPLE] }],
    ["data that is a text", { status: "success", msg: "", data: "Visa" }],
    ["a list", [SAMPLE]],
    ["a text", "Visa"],
    ["a number", 7],
    ["null", null],
  ])("%s is no answer", (_, answer) => {
    expect(readCard(answer)).toBeNull();
  });

  test.each([
    ["an empty object", {}],
    ["a BIN alone", { bin: "424242" }],
    ["no data", { status: "success", msg: "success", data: null }],
    ["empty data", { status: "success", msg: "success", data: {} }],
  ])("%s is a card that nobody knows", (_, answer) => {
    expect(factsOf(answer)).toMatchObject({ brands: [], funding: "unknown", method: "unknown", surchargeable: null });
  });

  test("fields beside the envelope that differ from those inside are two cards", () => {
    const answer = { status: "success", msg: "", data: SAMPLE, card_type: "debit" };
    expect(factsOf(answer).conflicting).toBe(true);
  });
});

describe("a flag counts only as a boolean", () => {
  test.each(["true", "yes", 1, 0, "false", null, {}, [true]])("%j is missing", (flag) => {
    expect(factsOf({ ...SAMPLE, is_surchargeable: flag }).surchargeable).toBeNull();
  });

  test("true and false are taken", () => {
    expect(factsOf(SAMPLE).surchargeable).toBe(true);
    expect(factsOf({ ...SAMPLE, is_surchargeable: false }).surchargeable).toBe(false);
  });
});

describe("fields of the wrong type are missing", () => {
  test.each([
    [{ card_brand: 4 }, { brands: [] }],
    [{ card_type: ["credit"] }, { funding: "unknown" }],
    [{ card_level_generic: false }, { level: "unknown" }],
    [{ country: 840 }, { country: null }],
    [{ issuing_bank: {} }, { issuer: null }],
    [{ payment_method_type: 1 }, { method: "unknown" }],
    [{ bin: null }, { bin: null }],
    [{ bin: "42-42" }, { bin: null }],
    [{ bin: 424242 }, { bin: "424242" }],
    [{ bin: "4242424242424242" }, { bin: "42424242" }],
  ])("%j reads as %j", (change, facts) => {
    expect(factsOf({ ...SAMPLE, ...change })).toMatchObject(facts);
  });
});

describe("the kinds of cards that are easily taken for credit", () => {
  test.each([
    [
      "prepaid, filed as a level under type Debit",
      { card_type: "Debit", card_level_generic: "Prepaid", is_surchargeable: false },
      { funding: "prepaid", conflicting: false },
    ],
    ["prepaid, filed as a level under type Credit", { card_level_generic: "Prepaid" }, { funding: "prepaid" }],
    [
      "deferred debit",
      { card_type: "Deferred Debit", is_surchargeable: false },
      { funding: "debit", conflicting: false },
    ],
    [
      "a charge card",
      { card_type: "charge", card_brand: "Amex" },
      { funding: "charge", brands: ["amex"], conflicting: false },
    ],
    [
      "private label",
      { card_type: "private label", card_brand: "Private Label" },
      { funding: "unknown", brands: ["other"] },
    ],
    [
      "private label credit with a known brand",
      { card_type: "private label credit" },
      { funding: "credit", brands: ["visa", "other"] },
    ],
    [
      "a regional debit network without a type",
      { card_brand: "Interac", card_type: "", is_surchargeable: false },
      { funding: "debit", brands: ["interac"] },
    ],
    ["a regional debit network called credit", { card_brand: "NYCE" }, { conflicting: true }],
    ["Maestro called credit", { card_brand: "Maestro" }, { conflicting: true, brands: ["maestro"] }],
    ["a debit brand called credit", { card_brand: "Visa Debit" }, { conflicting: true }],
    ["a debit level called credit", { card_level_generic: "Standard Debit" }, { conflicting: true }],
    ["a debit level called charge", { card_type: "charge", card_level_generic: "debit" }, { conflicting: true }],
    ["co-badged", { card_brand: "Visa / Cartes Bancaires" }, { brands: ["visa", "other"], conflicting: false }],
  ])("%s", (_, change, facts) => {
    expect(factsOf({ ...SAMPLE, ...change })).toMatchObject(facts);
  });
});

describe("a surchargeable flag contradicts", () => {
  test.each([
    ["debit", { card_type: "debit" }],
    ["prepaid", { card_type: "prepaid" }],
    ["debit, filed as prepaid", { card_type: "debit", card_level_generic: "prepaid" }],
    ["a bank account", { payment_method_type: "ach" }],
    ["a debit network", { card_brand: "Interac", card_type: null }],
  ])("%s", (_, change) => {
    expect(factsOf({ ...SAMPLE, ...change }).conflicting).toBe(true);
  });
});

describe("answers for two places", () => {
  test.each([
    [true, true, true],
    [true, false, false],
    [false, null, false],
    [true, null, null],
    [null, null, null],
  ])("%s and %s is %s, in either order", (one, two, both) => {
    const first = { ...FACTS, surchargeable: one };
    const second = { ...FACTS, surchargeable: two };
    expect(mergeFacts(first, second)).toEqual({ ...FACTS, surchargeable: both });
    expect(mergeFacts(second, first)).toEqual({ ...FACTS, surchargeable: both });
  });

  test.each([
    { funding: "debit" },
    { brands: ["mastercard"] },
    { brands: ["visa", "eftpos"] },
    { country: "CA" },
    { level: "commercial" },
    { bin: "400552" },
    { method: "other" },
    { conflicting: true },
  ] as const)("%j in one of them is a contradiction", (change) => {
    expect(mergeFacts(FACTS, { ...FACTS, ...change }).conflicting).toBe(true);
    expect(mergeFacts({ ...FACTS, ...change }, FACTS).conflicting).toBe(true);
  });

  test("the order of two networks is no contradiction, and the first shown stays first", () => {
    const merged = mergeFacts({ ...FACTS, brands: ["visa", "eftpos"] }, { ...FACTS, brands: ["eftpos", "visa"] });
    expect(merged).toMatchObject({ conflicting: false, brands: ["visa", "eftpos"] });
  });
});

const record = (customer: object) => ({ status: "success", msg: "success", data: { id: "c1", data: { customer } } });

describe("a customer's vault record", () => {
  const METHODS = { defaults: { payment_method_id: "pm1", payment_method_type: "card" } };

  test("tells the default payment method", () => {
    expect(readCustomer(record(METHODS))).toEqual({
      defaultPaymentMethodId: "pm1",
      exempt: false,
      exemptPaymentMethodIds: [],
    });
  });

  test("is read without the outer envelope too", () => {
    const bare = { id: "c1", data: { customer: METHODS } };
    expect(readCustomer(bare)?.defaultPaymentMethodId).toBe("pm1");
  });

  test.each([
    { flags: ["surcharge_exempt"] },
    { flags: ["shared", "surcharge_exempt"] },
    { flags: "surcharge_exempt" },
    { flags: { surcharge_exempt: true } },
    { surcharge_exempt: true },
    { surcharge_exempt: "yes" },
  ])("%j is exempt", (change) => {
    expect(readCustomer(record({ ...METHODS, ...change }))?.exempt).toBe(true);
  });

  test.each([{ flags: [] }, { flags: null }, { flags: ["shared"] }, { surcharge_exempt: false }])(
    "%j is not exempt",
    (change) => {
      expect(readCustomer(record({ ...METHODS, ...change }))?.exempt).toBe(false);
    },
  );

  test("names the stored cards that are exempt on their own", () => {
    const cards = [{ id: "pm1", flags: [] }, { id: "pm2", flags: ["surcharge_exempt"] }, "nonsense"];
    const read = readCustomer(record({ ...METHODS, payments: { cards } }));
    expect(read).toMatchObject({ exempt: false, exemptPaymentMethodIds: ["pm2"] });
  });

  test.each([{}, { data: {} }, { status: "failed", msg: "no" }, [], null, "customer"])(
    "%j is no customer",
    (answer) => {
      expect(readCustomer(answer)).toBeNull();
    },
  );
});
