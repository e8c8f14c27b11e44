import { beforeEach, describe, expect, test } from "vitest";
import { call, dataOf, ILLINOIS, mint, post, resetSandbox, SECRET_KEY, settings } from "../../support/sandbox/call.ts";

const VISA_CREDIT = "4012000077777777";
const VISA_DEBIT = "4217651111111119";
const OWN_SURCHARGE = "api_sandbox_surcharge";

beforeEach(resetSandbox);

const tokenFor = async (number: string, key = "pub_sandbox_demo") => (await mint({ number, key })).token;

const calculate = (body: Record<string, unknown>, key?: string) =>
  post(
    "/api/calculate/amounts",
    { subtotal: 12_500, currency: "USD", payment_method: "token", transaction_type: "sale", ...ILLINOIS, ...body },
    key,
  );

const charge = (body: Record<string, unknown>, key?: string) =>
  post("/api/transaction", { type: "sale", ...body }, key);

const sell = async (number: string, body: Record<string, unknown> = {}) =>
  dataOf(await charge({ amount: 12_500, payment_method: { token: await tokenFor(number) }, ...body }));

describe("amounts", () => {
  test("add a flat surcharge that is to be included", async () => {
    const token = await tokenFor(VISA_CREDIT);
    const reply = await calculate({ token, surcharge: { type: "flat", value: 375, include: true } });
    expect(dataOf(reply)).toMatchObject({ subtotal: 12_500, surcharge: 375, total: 12_875, amount: 12_875 });
  });

  test("report a figure that is not to be included, and leave the total", async () => {
    const reply = await calculate({ tax_amount: { type: "percentage", value: 8250 } });
    expect(dataOf(reply)).toMatchObject({ tax_amount: 1031, total: 12_500 });
  });

  test("take discounts off and add the rest", async () => {
    const reply = await calculate({
      discount_amount: [{ type: "percentage", value: 10_000 }],
      shipping_amount: { type: "flat", value: 500, include: true },
      addon_amount: [{ type: "flat", value: 100, include: true }],
    });
    expect(dataOf(reply)).toMatchObject({ discount_amount: 1250, total: 11_850 });
  });

  test.each([
    ["a credit card", VISA_CREDIT, {}, 438],
    ["a debit card", VISA_DEBIT, {}, 0],
    ["a state that bars it", VISA_CREDIT, { state: "MA" }, 0],
    ["a place that is not complete", VISA_CREDIT, { state: undefined }, 0],
    ["a caller who skips it", VISA_CREDIT, { flags: { skip_surcharge: true } }, 0],
  ])("hold the account's own surcharge for %s", async (_, number, body, surcharge) => {
    const token = await tokenFor(number, "pub_sandbox_surcharge");
    const reply = await calculate({ token, ...body }, OWN_SURCHARGE);
    expect(dataOf(reply)).toMatchObject({ surcharge, total: 12_500 + surcharge });
  });

  test("hold the own surcharge that settings give the demo account, beside the one asked for", async () => {
    await settings({ ownSurcharge: true });
    const token = await tokenFor(VISA_CREDIT);
    const reply = await calculate({ token, surcharge: { type: "flat", value: 375, include: true } });
    expect(dataOf(reply)["total"]).toBe(12_500 + 375 + 438);
  });

  test.each([
    ["no subtotal", { subtotal: undefined }],
    ["a subtotal in dollars", { subtotal: 125.5 }],
    ["an unknown method", { payment_method: "cheque" }],
    ["an expired token", { token: "0".repeat(32) }],
    ["a discount beyond the rest", { discount_amount: [{ type: "flat", value: 12_501 }] }],
  ])("are refused for %s", async (_, body) => {
    expect((await calculate(body)).status).toBe(400);
  });

  test("are not for public keys", async () => {
    expect((await calculate({}, "pub_sandbox_demo")).status).toBe(401);
  });
});

describe("a sale", () => {
  test("charges the amount as it is, and reports the surcharge of its amounts apart", async () => {
    const token = await tokenFor(VISA_CREDIT);
    const amounts = dataOf(await calculate({ token, surcharge: { type: "flat", value: 375, include: true } }));
    const sold = dataOf(await charge({ amount: 12_875, amounts, payment_method: { token } }));
    expect(sold).toMatchObject({
      type: "sale",
      response: "approved",
      response_code: 100,
      amount: 12_875,
      base_amount: 12_500,
      surcharge: 375,
      amount_captured: 12_875,
      response_body: {
        card: { first_six: "401200", last_four: "7777", masked_card: "401200******7777", type: "credit" },
      },
    });
    expect(sold["id"]).toMatch(/^[0-9a-v]{20}$/);
  });

  test("reports a tax that its amounts include, beside the surcharge", async () => {
    const token = await tokenFor(VISA_CREDIT);
    const flat = (value: number) => ({ type: "flat", value, include: true });
    const amounts = dataOf(await calculate({ token, surcharge: flat(375), tax_amount: flat(24) }));
    const sold = dataOf(await charge({ amount: 12_899, amounts, payment_method: { token } }));
    expect(sold).toMatchObject({ amount: 12_899, surcharge: 375, tax_amount: 24 });
  });

  test("never repeats the whole number", async () => {
    await sell(VISA_CREDIT);
    expect((await call("GET", "/sandbox/transactions")).text).not.toContain(VISA_CREDIT);
  });

  test("of a base amount gets the account's own surcharge on top", async () => {
    const sold = await charge(
      {
        base_amount: 10_000,
        payment_method: { customer: { id: "own-surcharge-customer" } },
        billing_address: ILLINOIS,
      },
      OWN_SURCHARGE,
    );
    expect(dataOf(sold)).toMatchObject({ amount: 10_350, base_amount: 10_000, surcharge: 350 });
  });

  test("of a final amount gets nothing on top", async () => {
    const body = { amount: 10_000, payment_method: { customer: { id: "own-surcharge-customer" } } };
    const sold = await charge({ ...body, billing_address: ILLINOIS }, OWN_SURCHARGE);
    expect(dataOf(sold)).toMatchObject({ amount: 10_000, surcharge: 0 });
  });

  test("is made once for one idempotency key", async () => {
    const body = {
      amount: 100,
      payment_method: { token: await tokenFor(VISA_CREDIT) },
      idempotency_key: crypto.randomUUID(),
    };
    const [first, second] = [dataOf(await charge(body)), dataOf(await charge(body))];
    expect(second["id"]).toBe(first["id"]);
    const { json } = await call("GET", "/sandbox/transactions");
    expect((json as { transactions: unknown[] }).transactions).toHaveLength(1);
  });

  test.each([
    ["amount and base_amount together", { amount: 1, base_amount: 1 }],
    ["neither of the two", {}],
    ["a fraction of a cent", { amount: 1.5 }],
    ["two payment methods", { amount: 1, payment_method: { token: "0".repeat(32), customer: { id: "x1" } } }],
    ["no payment method", { amount: 1, payment_method: {} }],
    ["an expired token", { amount: 1 }],
    ["amounts that come to something else", { amount: 1, amounts: { total: 2 } }],
    ["an idempotency key that is no UUID", { amount: 1, idempotency_key: "again" }],
    ["an order id that is too long", { amount: 1, order_id: "123456789012345678" }],
  ])("is refused for %s", async (_, body) => {
    expect((await charge({ payment_method: { token: "0".repeat(32) }, ...body })).status).toBe(400);
  });
});

describe("a trigger", () => {
  test.each([
    ["4000000000000002", 200, "declined", 0],
    ["4000000000009995", 202, "declined", 0],
    ["4000000000009987", 250, "declined", 0],
    ["4000000000009979", 252, "declined", 0],
    ["4000000000000069", 223, "declined", 0],
    ["4000000000000051", 110, "approved", 6250],
    ["4000000000000010", 100, "approved", 12_500],
  ])("%s answers with %i", async (number, code, response, captured) => {
    expect(await sell(number)).toMatchObject({ response_code: code, response, amount_captured: captured });
  });

  test.each([
    ["123", "M"],
    ["200", "N"],
    ["201", "U"],
    ["301", "S"],
    ["", ""],
  ])("security code %j answers with %j", async (cvv, answer) => {
    const { token } = await mint({ number: VISA_CREDIT, cvv });
    const sold = dataOf(await charge({ amount: 1, payment_method: { token } }));
    expect(sold).toMatchObject({ response_body: { card: { cvv_response_code: answer } } });
  });

  test.each([
    ["60601", "Y"],
    ["20000", "N"],
    ["20001", "U"],
  ])("postcode %s answers with %s", async (postal_code, answer) => {
    const sold = await sell(VISA_CREDIT, { billing_address: { postal_code } });
    expect(sold).toMatchObject({ response_body: { card: { avs_response_code: answer } } });
  });

  test("routing number 000000000 is declined", async () => {
    const { token } = await mint({ ach: { routing_number: "000000000", account_number: "12345" } });
    expect(dataOf(await charge({ amount: 1, payment_method: { token } }))).toMatchObject({ response: "declined" });
  });

  test("a past expiry is declined", async () => {
    const { token } = await mint({ number: VISA_CREDIT, exp: "01/20" });
    expect(dataOf(await charge({ amount: 1, payment_method: { token } }))).toMatchObject({ response_code: 223 });
  });
});

describe("after a sale", () => {
  const refund = (id: unknown, body: unknown) => post(`/api/transaction/${String(id)}/refund`, body);

  test("a refund gives part of the surcharge back, and the rest can follow", async () => {
    const { id } = await sell(VISA_CREDIT, { amount: 1000 });
    expect(dataOf(await refund(id, { amount: 400, surcharge: 12 }))).toMatchObject({
      type: "refund",
      amount: 400,
      surcharge: 12,
      referenced_transaction_id: id,
    });
    expect((await refund(id, { amount: 601 })).status).toBe(400);
    expect((await refund(id, {})).status).toBe(200);
    expect((await refund(id, {})).status).toBe(400);
  });

  test("the refund trigger is declined and gives nothing back", async () => {
    const { id } = await sell("4000000000000010");
    expect(dataOf(await refund(id, {}))).toMatchObject({ response: "declined", amount_captured: 0 });
  });

  test("an authorization is captured once", async () => {
    const { id } = await sell(VISA_CREDIT, { type: "authorize" });
    const capture = () => post(`/api/transaction/${String(id)}/capture`, { amount: 5000 });
    expect(dataOf(await capture())).toMatchObject({ amount_captured: 5000, status: "pending_settlement" });
    expect((await capture()).status).toBe(400);
  });

  test("a void ends it", async () => {
    const { id } = await sell(VISA_CREDIT);
    expect((await post(`/api/transaction/${String(id)}/void`, {})).status).toBe(200);
    expect((await refund(id, {})).status).toBe(400);
  });

  test("it can be read back by its own merchant", async () => {
    const { id } = await sell(VISA_CREDIT);
    const read = (key: string) => call("GET", `/api/transaction/${String(id)}`, undefined, { Authorization: key });
    expect(dataOf(await read(SECRET_KEY))).toMatchObject({ id });
    expect((await read("api_sandbox_second")).json).toMatchObject({ data: null });
  });
});

describe("a search", () => {
  const search = (body: unknown, key?: string) => post("/api/transaction/search", body, key);
  const idsIn = (reply: Awaited<ReturnType<typeof search>>) =>
    (reply.json as { data: { id: string }[] }).data.map(({ id }) => id);

  test("finds what was tried for an order, newest first, and nothing of another order or merchant", async () => {
    const declined = await sell("4000000000000002", { order_id: "order1" });
    const approved = await sell(VISA_CREDIT, { order_id: "order1" });
    await sell(VISA_CREDIT, { order_id: "order2" });
    expect(idsIn(await search({ order_id: "order1" }))).toEqual([approved["id"], declined["id"]]);
    const page = await search({ order_id: "order1", limit: 1, offset: 1 });
    expect(idsIn(page)).toEqual([declined["id"]]);
    expect(page.json).toMatchObject({ total_count: 2 });
    expect(idsIn(await search({ order_id: "order" }))).toEqual([]);
    expect(idsIn(await search({ order_id: "order1" }, "api_sandbox_second"))).toEqual([]);
  });

  test("asks for an order", async () => {
    expect((await search({})).status).toBe(400);
  });
});

describe("the vault", () => {
  const read = (id: string, key = SECRET_KEY) => call("GET", `/api/vault/${id}`, undefined, { Authorization: key });

  test.each(["btfgqeia1g3tt4mhd5f0", "952f250d-fa85-40ac-a45e-3886f98032c6", "testmerchant12345678"])(
    "shows customer %s with a default payment method that is there",
    async (id) => {
      const { json } = await read(id);
      const { customer } = (json as { data: { data: { customer: VaultCustomer } } }).data.data;
      const ids = [...customer.payments.cards, ...customer.payments.ach].map((method) => method.id);
      expect(ids).toContain(customer.defaults.payment_method_id);
    },
  );

  test("marks who is exempt from surcharges, by customer and by card", async () => {
    expect((await read("952f250d-fa85-40ac-a45e-3886f98032c6")).json).toMatchObject({
      data: { data: { customer: { flags: ["surcharge_exempt"] } } },
    });
    const { text } = await read("btfgqeia1g3tt4mhd5f0");
    expect(text).toContain('"flags":["surcharge_exempt"]');
  });

  test("adds no surcharge of its own for who is exempt", async () => {
    await settings({ ownSurcharge: 3000 });
    const exempt = { customer_id: "952f250d-fa85-40ac-a45e-3886f98032c6" };
    expect(dataOf(await calculate(exempt))).toMatchObject({ surcharge: 0 });
    const usual = { customer_id: "btfgqeia1g3tt4mhd5f0" };
    expect(dataOf(await calculate(usual))).toMatchObject({ surcharge: 375 });
  });

  test("hides a customer from other merchants", async () => {
    expect((await read("second-merchant-customer")).status).toBe(404);
    expect((await read("second-merchant-customer", "api_sandbox_second")).status).toBe(200);
  });
});

interface VaultCustomer {
  readonly payments: { readonly cards: { id: string }[]; readonly ach: { id: string }[] };
  readonly defaults: { readonly payment_method_id: string };
}
