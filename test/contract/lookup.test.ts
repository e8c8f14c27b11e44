/** What a lookup may be asked with: each field at its very bounds, how it is read, and in which words it is refused. */
import { describe, expect, test } from "vitest";
import type * as z from "zod";
import {
  CountryCode,
  LocaleTag,
  LookupQuery,
  LookupRequest,
  ServerLookupAnswer,
  ServerLookupRequest,
} from "../../contract/lookup.ts";

const TOKEN = "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1";
const PAGE = { merchant: "mch_demo", token: TOKEN, country: "US" };
const SERVER = { bin: "401200", country: "US" };

/** What `schema` reads of `value`, or what it objects to, each with its path. */
function read(schema: z.ZodType, value: unknown): unknown {
  const { data, error } = schema.safeParse(value);
  return error === undefined ? data : error.issues.map(({ path, message }) => `${path.join(".")} ${message}`.trim());
}
const page = (changes: object) => read(LookupRequest, { ...PAGE, ...changes });
const server = (changes: object) => read(ServerLookupRequest, { ...SERVER, ...changes });

const AMOUNT = 999_999_999_999;
const COUNTRY = "must be a two-letter ISO 3166-1 country code such as US";
const TOKEN_FORM = "must be a Tokenizer token: 16 to 64 letters, digits, _ or -";
const MERCHANT_FORM = "must be a merchant id such as mch_shop: mch_ and up to 48 letters, digits, _ or -";
const ORDER_FORM = "must be 1 to 64 printable ASCII characters without blanks";
const VAULT_FORM = "must be a vault id: 1 to 64 letters, digits, ., _, ^ or -";
const BIN_FORM = "must be the leading 6 to 11 digits of a card number";
const CURRENCY_FORM = "must be a three-letter ISO 4217 currency code such as USD";

describe("a page's lookup", () => {
  test("needs a merchant, a token and a country", () => {
    expect(page({})).toEqual(PAGE);
    expect(read(LookupRequest, {})).toEqual([
      expect.stringMatching(/^merchant .*received undefined/),
      expect.stringMatching(/^token .*received undefined/),
      expect.stringMatching(/^country .*received undefined/),
    ]);
  });

  test("takes nothing else than it knows", () => {
    expect(page({ zip: "1" })).toEqual([expect.stringContaining('"zip"')]);
    expect(page({ shipTo: { country: "US", zip: "1" } })).toEqual([expect.stringMatching(/^shipTo .*"zip"/)]);
  });

  test.each<[string, unknown, unknown]>([
    ["country", "us", "US"],
    ["country", " Us\t", "US"],
    ["country", "xk", "XK"],
    ["state", " Illinois ", "Illinois"],
    ["state", "", ""],
    ["state", "x".repeat(64), "x".repeat(64)],
    ["state", ` ${"x".repeat(64)} `, "x".repeat(64)],
    ["state", "\u{1d400}", "\u{1d400}"],
    ["shipTo", { country: " ca ", state: " on " }, { country: "CA", state: "on" }],
    ["shipTo", { country: "fr" }, { country: "FR" }],
    ["shipTo", { country: "fr", state: null }, { country: "FR", state: undefined }],
    ["baseAmount", 0, 0],
    ["baseAmount", AMOUNT, AMOUNT],
    ["currency", " usd ", "USD"],
    ["currency", "Eur", "EUR"],
    ["surchargeTaxRate", 0, 0],
    ["surchargeTaxRate", 50_000, 50_000],
    ["orderRef", "!", "!"],
    ["orderRef", "~".repeat(64), "~".repeat(64)],
    ["locale", " anything at all ", "anything at all"],
    ["locale", "x".repeat(64), "x".repeat(64)],
    ["challenge", "x", "x"],
    ["challenge", "x".repeat(2_048), "x".repeat(2_048)],
    ["ticket", "", ""],
    ["ticket", "x".repeat(9_999), "x".repeat(9_999)],
    ["merchant", "mch_a", "mch_a"],
    ["merchant", `mch_${"Az0_-".repeat(9)}abc`, `mch_${"Az0_-".repeat(9)}abc`],
    ["token", "Az0_-Az0_-Az0_-A", "Az0_-Az0_-Az0_-A"],
    ["token", "x".repeat(64), "x".repeat(64)],
  ])("reads %s %j as %j", (field, value, as) => {
    expect(page({ [field]: value })).toEqual({ ...PAGE, [field]: as });
  });

  test.each(["state", "shipTo", "baseAmount", "currency", "surchargeTaxRate", "orderRef", "locale"])(
    "may say that there is no %s, or nothing of it",
    (field) => {
      for (const value of [null, undefined]) {
        expect(page({ [field]: value })).toEqual({ ...PAGE, [field]: undefined });
        expect(server({ [field]: value })).toEqual({ ...SERVER, [field]: undefined });
      }
    },
  );

  test.each(["challenge", "ticket"])("may say that there is no %s", (field) => {
    expect(page({ [field]: null })).toEqual({ ...PAGE, [field]: undefined });
  });

  test.each<[string, unknown, string]>([
    ["country", "USA", `country ${COUNTRY}`],
    ["country", "U", `country ${COUNTRY}`],
    ["country", "U1", `country ${COUNTRY}`],
    ["country", "ß", `country ${COUNTRY}`],
    ["shipTo", { country: "USA" }, `shipTo.country ${COUNTRY}`],
    ["state", "x".repeat(65), "state must be at most 64 characters"],
    ["state", "a\ud800", "state must be well-formed text"],
    ["state", "\udc00b", "state must be well-formed text"],
    ["baseAmount", -1, "baseAmount must not be negative"],
    ["baseAmount", 0.5, "baseAmount must be a whole number of minor units, such as 12500 for 125.00"],
    ["baseAmount", AMOUNT + 1, `baseAmount must be at most ${AMOUNT}`],
    ["currency", "US", `currency ${CURRENCY_FORM}`],
    ["currency", "USDT", `currency ${CURRENCY_FORM}`],
    ["currency", "U$D", `currency ${CURRENCY_FORM}`],
    ["surchargeTaxRate", -1, "surchargeTaxRate must not be negative"],
    ["surchargeTaxRate", 8.875, "surchargeTaxRate must be whole thousandths of a percent, such as 8875 for 8.875 %"],
    ["surchargeTaxRate", 50_001, "surchargeTaxRate must be at most 50000, which is 50 %"],
    ["orderRef", "", `orderRef ${ORDER_FORM}`],
    ["orderRef", "a b", `orderRef ${ORDER_FORM}`],
    ["orderRef", " a", `orderRef ${ORDER_FORM}`],
    ["orderRef", "a\u007f", `orderRef ${ORDER_FORM}`],
    ["orderRef", "ä", `orderRef ${ORDER_FORM}`],
    ["orderRef", "x".repeat(65), `orderRef ${ORDER_FORM}`],
    ["locale", "x".repeat(65), "locale must be at most 64 characters"],
    ["merchant", "mch_", `merchant ${MERCHANT_FORM}`],
    ["merchant", "xmch_a", `merchant ${MERCHANT_FORM}`],
    ["merchant", "mch_a.b", `merchant ${MERCHANT_FORM}`],
    ["merchant", `mch_${"a".repeat(49)}`, `merchant ${MERCHANT_FORM}`],
    ["token", "x".repeat(15), `token ${TOKEN_FORM}`],
    ["token", "x".repeat(65), `token ${TOKEN_FORM}`],
    ["token", `${TOKEN}.`, `token ${TOKEN_FORM}`],
    ["token", ` ${TOKEN}`, `token ${TOKEN_FORM}`],
  ])("refuses %s %j: %s", (field, value, problem) => {
    expect(page({ [field]: value })).toEqual([problem]);
  });

  test.each<[string, unknown]>([
    ["challenge", ""],
    ["challenge", "x".repeat(2_049)],
    ["ticket", 1],
    ["baseAmount", "12500"],
    ["country", null],
    ["merchant", null],
    ["token", null],
    ["shipTo", { state: "IL" }],
  ])("refuses %s %j", (field, value) => {
    expect(page({ [field]: value })).toEqual([expect.stringMatching(new RegExp(`^${field}`))]);
  });
});

describe("a server's lookup", () => {
  test.each<[string, object]>([
    ["a BIN of six digits", { bin: "401200" }],
    ["a BIN of eleven digits", { bin: "40120000777" }],
    ["a token", { token: TOKEN }],
    ["a customer", { customerId: "a.b_c^d-E0" }],
    ["a customer and a payment method", { customerId: "x".repeat(64), paymentMethodId: "..." }],
    ["a token, and nulls for what else it could be", { bin: null, token: TOKEN, customerId: null }],
    ["a sale that is waived", { bin: "401200", waive: true }],
    ["a merchant", { bin: "401200", merchant: "mch_demo" }],
    ["no merchant, as null", { bin: "401200", merchant: null, waive: null, paymentMethodId: null }],
  ])("may be about %s", (_, subject) => {
    const given = Object.entries(subject).map(([name, value]) => [name, value ?? undefined]);
    expect(read(ServerLookupRequest, { country: "US", ...subject })).toEqual({
      country: "US",
      ...Object.fromEntries(given),
    });
  });

  const ONE = "must have exactly one of bin, token or customerId";
  test.each<[string, object, unknown]>([
    ["nothing", {}, [ONE]],
    ["a BIN and a token", { bin: "401200", token: TOKEN }, [ONE]],
    ["a BIN and a customer", { bin: "401200", customerId: "c" }, [ONE]],
    ["a token and a customer", { token: TOKEN, customerId: "c" }, [ONE]],
    [
      "a payment method of nobody",
      { bin: "401200", paymentMethodId: "p" },
      ["paymentMethodId goes with customerId only"],
    ],
    ["five digits", { bin: "40120" }, [`bin ${BIN_FORM}`]],
    ["twelve digits", { bin: "401200007777" }, [`bin ${BIN_FORM}`]],
    ["digits and a letter", { bin: "401200x" }, [`bin ${BIN_FORM}`]],
    ["a letter and digits", { bin: "x401200" }, [`bin ${BIN_FORM}`]],
    ["no customer", { customerId: "" }, [`customerId ${VAULT_FORM}`]],
    ["this folder", { customerId: "." }, [`customerId ${VAULT_FORM}`]],
    ["the folder above", { customerId: ".." }, [`customerId ${VAULT_FORM}`]],
    ["a long customer", { customerId: "x".repeat(65) }, [`customerId ${VAULT_FORM}`]],
    ["a path", { customerId: "a/b" }, [`customerId ${VAULT_FORM}`]],
    ["a blank in front", { customerId: " a" }, [`customerId ${VAULT_FORM}`]],
    ["a payment method that is none", { customerId: "c", paymentMethodId: "p?" }, [`paymentMethodId ${VAULT_FORM}`]],
    ["what a page alone sends", { bin: "401200", ticket: "x" }, [expect.stringContaining('"ticket"')]],
    ["a waiver in words", { bin: "401200", waive: "yes" }, [expect.stringMatching(/^waive/)]],
  ])("may not be about %s", (_, subject, problems) => {
    expect(read(ServerLookupRequest, { country: "US", ...subject })).toEqual(problems);
  });

  test("reads place, amounts and words as a page's does", () => {
    const asked = { state: " il ", shipTo: { country: "ca" }, currency: "usd", orderRef: "A-1", locale: " fr " };
    expect(server(asked)).toEqual({
      ...SERVER,
      state: "il",
      shipTo: { country: "CA" },
      currency: "USD",
      orderRef: "A-1",
      locale: "fr",
    });
  });
});

describe("an operator's country", () => {
  test.each(["us", " DE "])("is one of ISO 3166-1: %s", (code) => {
    expect(read(CountryCode, code)).toBe(code.trim().toUpperCase());
  });
  test.each(["XK", "ZZ", "USA"])("is no other letters: %s", (code) => {
    expect(read(CountryCode, code)).toEqual([COUNTRY]);
  });
});

describe("a language's tag", () => {
  test.each(["en", "fil", "fr-CA", "fr_ca", "zh-Hant-TW", "de-1996", "sl-rozaj-biske-1994", " en "])("is %s", (tag) => {
    expect(read(LocaleTag, tag)).toBe(tag.trim());
  });
  test.each(["", "e", "engl", "1n", "en-", "en-a", "en-abcdefghi", "en-aa-aa-aa-aa", "en.US"])("is not %s", (tag) => {
    expect(read(LocaleTag, tag)).toEqual(["must be a BCP 47 language tag such as en or fr-CA"]);
  });
});

describe("the version that an element says it has", () => {
  test.each(["1.4.0", "0.0.0", "9999.9999.999999", "1.4.0-beta.1", `1.4.0-${"a".repeat(20)}`])(
    "is read: %s",
    (element) => {
      expect(read(LookupQuery, { element })).toEqual({ element });
    },
  );
  test.each([
    "1.4",
    "v1.4.0",
    "1.4.0 ",
    "1.4.0-",
    "1.4.0-B",
    `1.4.0-${"a".repeat(21)}`,
    "12345.1.1",
    "1.12345.1",
    "1.1.1234567",
    "x",
    "",
    ["1.4.0"],
    1,
  ])("is as good as none in any other form: %j", (element) => {
    expect(read(LookupQuery, { element })).toEqual({ element: undefined });
  });
  test("may be left out, and stand beside anything", () => {
    expect(read(LookupQuery, {})).toEqual({});
    expect(read(LookupQuery, { other: "1" })).toEqual({});
  });
});

describe("an answer to a server", () => {
  const card = { brand: "visa", brandName: "Visa", funding: "credit", level: "consumer", country: "US" };
  const surcharge = {
    rateBps: 300,
    baseAmount: 12_500,
    surchargeAmount: 375,
    surchargeTaxRate: 8_875,
    surchargeTaxAmount: 33,
    totalAmount: 12_908,
    currency: "USD",
    currencyDigits: 2,
  };
  const answer = {
    outcome: "surcharge",
    reason: "eligible",
    card,
    surcharge,
    message: "A surcharge of 3.00 % is added.",
    disclosure: null,
    quote: "a.b.c",
    ticket: null,
    expiresInSeconds: 900,
    requestId: "01",
  };
  const whole = { answer, bin: "401200", issuer: null, paymentMethodId: null };
  const withAnswer = (changes: object) => ({ ...whole, answer: { ...answer, ...changes } });
  const withSurcharge = (changes: object) => withAnswer({ surcharge: { ...surcharge, ...changes } });

  test.each<[string, object]>([
    ["a card and its surcharge", whole],
    ["no card", withAnswer({ card: null })],
    ["no amounts", withSurcharge({ baseAmount: null, surchargeAmount: null, totalAmount: null })],
    ["the least", withSurcharge({ rateBps: 0, surchargeTaxRate: 0, currencyDigits: 0 })],
    ["the most", withSurcharge({ rateBps: 10_000, surchargeTaxRate: 50_000, currencyDigits: 4 })],
    ["an end at once", withAnswer({ expiresInSeconds: 0 })],
  ])("may tell of %s", (_, value) => {
    expect(read(ServerLookupAnswer, value)).toEqual(value);
  });

  test.each<[string, object]>([
    ["what is unknown", { ...whole, more: 1 }],
    ["what a page may not read", withAnswer({ bin: "401200" })],
    ["another brand", withAnswer({ card: { ...card, brand: "visacard" } })],
    ["a rate below 0", withSurcharge({ rateBps: -1 })],
    ["a rate above 100 %", withSurcharge({ rateBps: 10_001 })],
    ["a tax rate below 0", withSurcharge({ surchargeTaxRate: -1 })],
    ["a tax rate above 50 %", withSurcharge({ surchargeTaxRate: 50_001 })],
    ["less than no decimals", withSurcharge({ currencyDigits: -1 })],
    ["five decimals", withSurcharge({ currencyDigits: 5 })],
    ["an end before now", withAnswer({ expiresInSeconds: -1 })],
  ])("never tells of %s", (_, value) => {
    expect(ServerLookupAnswer.safeParse(value).success).toBe(false);
  });
});
