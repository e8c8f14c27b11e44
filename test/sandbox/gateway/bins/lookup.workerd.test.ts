/** The gateway's BIN Lookup page, rule by rule and with its own examples. */
import { beforeEach, describe, expect, test } from "vitest";
import {
  call,
  ILLINOIS,
  LOOKUP,
  lookUp,
  mint,
  PUBLIC_KEY,
  resetSandbox,
  SECRET_KEY,
} from "../../../support/sandbox/call.ts";

beforeEach(resetSandbox);

/** The page's table of response fields. */
const DOCUMENTED_FIELDS = {
  bin: "string",
  card_brand: "string",
  issuing_bank: "string",
  card_type: "string",
  card_level_generic: "string",
  country: "string",
  is_surchargeable: "boolean",
  payment_method_type: "string",
};

const typesOf = (body: unknown) =>
  Object.fromEntries(Object.entries(body as object).map(([name, value]) => [name, typeof value]));

const failed = (msg: RegExp) => ({ status: "failed", msg: expect.stringMatching(msg) as string });

describe("the page's example requests", () => {
  test("by BIN, answered with the page's example response", async () => {
    const { status, json } = await lookUp({ bin: "424242", country: "US", state: "IL" });
    expect(status).toBe(200);
    expect(json).toEqual({
      bin: "424242",
      card_brand: "Visa",
      issuing_bank: "Example Bank",
      card_type: "credit",
      card_level_generic: "standard",
      country: "US",
      is_surchargeable: true,
      payment_method_type: "card",
    });
  });

  test("by Tokenizer token", async () => {
    const { token } = await mint({ number: "4012000077777777" });
    const { status, json } = await lookUp({ temp_token: token, country: "US", state: "IL" });
    expect(status).toBe(200);
    expect(typesOf(json)).toEqual(DOCUMENTED_FIELDS);
  });

  test("by customer vault", async () => {
    const { status, json } = await lookUp({
      customer_id: "btfgqeia1g3tt4mhd5f0",
      payment_method_id: "btfgqeia1g3tt4mhd5eg",
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({ bin: "401200", payment_method_type: "card" });
  });
});

describe("required fields", () => {
  test("at least one of bin, temp_token and customer_id is needed", async () => {
    const { status, json } = await lookUp(ILLINOIS);
    expect({ status, json }).toEqual({ status: 400, json: failed(/bin, temp_token or customer_id/) });
  });

  test("payment_method_id does not stand in for customer_id", async () => {
    expect((await lookUp({ payment_method_id: "btfgqeia1g3tt4mhd5eg" })).status).toBe(400);
  });

  test.each([
    ["a BIN of five digits", { bin: "42424" }],
    ["a BIN with letters", { bin: "4242ab" }],
    ["a BIN that is a number", { bin: 424242 }],
    ["a token of another shape", { temp_token: "tok_123" }],
    ["a customer id of another shape", { customer_id: "no such id/../" }],
    ["a country's name", { bin: "424242", country: "United States" }],
    ["a list", []],
  ])("%s is a 400", async (_, body) => {
    const { status, json } = await lookUp(body);
    expect({ status, json }).toEqual({ status: 400, json: failed(/^bad request error: /) });
  });

  test("a body that is no JSON is a 400", async () => {
    expect((await call("POST", LOOKUP, undefined, { Authorization: SECRET_KEY })).status).toBe(400);
  });

  test("a BIN may be longer than six digits", async () => {
    expect((await lookUp({ bin: "42424242" })).json).toMatchObject({ card_brand: "Visa" });
  });

  test("a customer without payment_method_id means the default payment method", async () => {
    const byDefault = await lookUp({ customer_id: "btfgqeia1g3tt4mhd5f0" });
    const other = await lookUp({ customer_id: "btfgqeia1g3tt4mhd5f0", payment_method_id: "btfgqeia1g3tt4mhd5fg" });
    expect(byDefault.json).toMatchObject({ bin: "401200", card_type: "Credit" });
    expect(other.json).toMatchObject({ bin: "421765", card_type: "Debit" });
  });
});

describe("authentication", () => {
  test.each([
    ["no key", ""],
    ["an unknown key", "api_sandbox_nobody"],
    ["the public key", PUBLIC_KEY],
    ["the key behind a scheme", `Bearer ${SECRET_KEY}`],
    ["a key bound to another address", "api_sandbox_ip_bound"],
    ["a key bound to another site", "api_sandbox_url_bound"],
    ["a partner's key", "api_sandbox_partner"],
  ])("%s is a 401", async (_, key) => {
    const { status, json } = await lookUp({ bin: "424242" }, key);
    expect({ status, json }).toEqual({ status: 401, json: failed(/unauthorized/) });
  });

  test.each([
    ["an address", { Authorization: "api_sandbox_ip_bound", "CF-Connecting-IP": "203.0.113.7" }],
    ["a site", { Authorization: "api_sandbox_url_bound", Origin: "https://shop.example" }],
  ])("a key bound to %s works from there", async (_, headers) => {
    expect((await call("POST", LOOKUP, { bin: "424242" }, headers)).status).toBe(200);
  });

  test("the key is asked for before the body is looked at", async () => {
    expect((await lookUp({}, "")).status).toBe(401);
  });
});

test.each([
  ["GET", LOOKUP],
  ["POST", "/api/lookup/everything"],
])("%s %s is a 404 in the gateway's form", async (method, path) => {
  const { status, json, headers } = await call(method, path, undefined, { Authorization: SECRET_KEY });
  expect({ status, json }).toEqual({ status: 404, json: failed(/not found/) });
  expect(headers.get("x-correlation-id")).not.toBeNull();
});

describe("server errors", () => {
  test.each([
    ["a lookup that fails", { bin: "499999" }, /lookup error/],
    ["a vault record that cannot be read", { customer_id: "customer.broken_record" }, /vault error/],
  ])("%s is a 500", async (_, body, msg) => {
    const { status, json } = await lookUp(body);
    expect({ status, json }).toEqual({ status: 500, json: failed(msg) });
  });
});

describe("the surchargeable flag", () => {
  test.each([
    ["country and state", { country: "US", state: "IL" }, true],
    ["a state that bars surcharges", { country: "US", state: "CT" }, false],
    ["the same in small letters", { country: "us", state: "ma" }, false],
    ["a country alone", { country: "US" }, undefined],
    ["a state alone", { state: "IL" }, undefined],
    ["no place", {}, undefined],
  ])("with %s", async (_, place, flag) => {
    const { json } = await lookUp({ bin: "424242", ...place });
    expect((json as { is_surchargeable?: boolean }).is_surchargeable).toBe(flag);
  });
});

test.each([
  ["999998", {}],
  ["999999", { bin: "999999" }],
])("a BIN nobody knows is a 200 with an empty or minimal answer: %s", async (bin, answer) => {
  const { status, json } = await lookUp({ bin, ...ILLINOIS });
  expect({ status, json }).toEqual({ status: 200, json: answer });
});

test.each([
  ["a success", { bin: "424242" }, SECRET_KEY],
  ["a refusal", {}, SECRET_KEY],
  ["a wrong key", {}, "api_wrong"],
])("%s carries a correlation id of its own", async (_, body, key) => {
  const ids = [await lookUp(body, key), await lookUp(body, key)].map(({ headers }) => headers.get("x-correlation-id"));
  expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(ids[1]).not.toBe(ids[0]);
});
