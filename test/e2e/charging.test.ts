/** What the shop's server charges for, what it refuses, and what it offers itself. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Order, priceOrder } from "../../examples/shop/orders.ts";
import { planFor } from "../../examples/shop/terms.ts";
import {
  ORDER,
  OTHER_VISA_CREDIT,
  pay,
  quoteFor,
  quoteIn,
  type Sent,
  send,
  setGateway,
  spoil,
  usualGateway,
  VISA_CREDIT,
  VISA_DEBIT,
} from "../support/shopper/orders.ts";
import { mintToken, origins, resetSandbox, transactions } from "../support/shopper/shopper.ts";

/** A place where the surcharge is taxed as the goods are: 125.28 of goods, shipping and tax, 3.75, and 0.24 of it. */
const TAXED_ORDER = { ...ORDER, state: "WA" };
const TAXED_LOOKUP = { state: "WA", baseAmount: 12_528, surchargeTaxRate: 6500 };
const TOKEN = "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1";

/** The shop's plan for its usual order, with a service that answers as `fetch` does. */
const planWith = (fetch: typeof globalThis.fetch, quote = "", token = TOKEN) =>
  planFor(
    { token, quote, order: priceOrder(ORDER) as Order },
    { id: "mch_demo", origin: origins().product, serverKey: "sk_sandbox_demo", fetch },
    0,
  );

/** The same quote with one character of its claims changed. */
function edited(quote: string): string {
  const [head = "", claims = "", signature = ""] = quote.split(".");
  const at = Math.floor(claims.length / 2);
  const other = claims[at] === "A" ? "B" : "A";
  return [head, claims.slice(0, at) + other + claims.slice(at + 1), signature].join(".");
}

beforeEach(resetSandbox);
afterEach(usualGateway);

describe("the shop's server", () => {
  test("charges the quoted total with the surcharge as its own figure", async () => {
    const token = await mintToken(VISA_CREDIT);
    const { status } = await pay({ token, quote: await quoteFor(token) });
    expect(status).toBe(200);
    expect(await transactions()).toMatchObject([{ amount: 12_875, surcharge: 375 }]);
  });

  test("charges the tax on the surcharge beside it, where there is one", async () => {
    const token = await mintToken(VISA_CREDIT);
    const orderId = crypto.randomUUID();
    const { status } = await pay({ token, quote: await quoteFor(token, TAXED_LOOKUP), order: TAXED_ORDER, orderId });
    expect(status).toBe(200);
    expect(await transactions()).toMatchObject([{ amount: 12_927, surcharge: 375, tax_amount: 752 }]);
    const receipt = await (await fetch(`${origins().shop}/orders/${orderId}`)).text();
    expect(receipt).toMatch(/Surcharge \(3%\)<\/dt><dd>\$3\.75.*Tax on the surcharge<\/dt><dd>\$0\.24.*\$129\.27/s);
  });

  test("charges the tax of the place that the goods go to", async () => {
    const token = await mintToken(VISA_CREDIT);
    const shipTo = { country: "US", state: "WA" };
    const quote = await quoteFor(token, { ...TAXED_LOOKUP, state: "IL", shipTo });
    const order = { ...ORDER, shipCountry: "US", shipState: "WA" };
    expect(await pay({ token, quote, order })).toMatchObject({ status: 200 });
    expect(await transactions()).toMatchObject([{ amount: 12_927, tax_amount: 752 }]);
  });

  test("charges the order alone with the quote of a debit card", async () => {
    const token = await mintToken(VISA_DEBIT);
    const { status } = await pay({ token, quote: await quoteFor(token) });
    expect(status).toBe(200);
    expect(await transactions()).toMatchObject([{ amount: 12_500, surcharge: 0 }]);
  });

  test.each([
    ["an edited quote", async (token: string) => ({ quote: edited(await quoteFor(token)) })],
    ["another card's quote", async () => ({ quote: await quoteFor(await mintToken(OTHER_VISA_CREDIT)) })],
    [
      "a debit card's quote with a credit card's token",
      async () => ({ quote: await quoteFor(await mintToken(VISA_DEBIT)) }),
    ],
    [
      "a quote for another amount",
      async (token: string) => ({ quote: await quoteFor(token), order: { ...ORDER, "guji-1kg": "0", dripper: "3" } }),
    ],
    [
      "a quote for another place",
      async (token: string) => ({ quote: await quoteFor(token), order: { ...ORDER, state: "CO" } }),
    ],
    [
      "a quote without the tax on the surcharge",
      async (token: string) => ({
        quote: await quoteFor(token, { ...TAXED_LOOKUP, surchargeTaxRate: undefined }),
        order: TAXED_ORDER,
      }),
    ],
    [
      "a quote with a tax that is not taken there",
      async (token: string) => ({ quote: await quoteFor(token, { surchargeTaxRate: 6500 }) }),
    ],
    ["something that is no quote", async () => ({ quote: "not.a.quote" })],
  ])("refuses %s and charges nothing", async (_, given) => {
    const token = await mintToken(VISA_CREDIT);
    expect(await pay({ token, ...(await given(token)) })).toMatchObject({
      status: 409,
      body: { problem: "quote_refused" },
    });
    expect(await transactions()).toEqual([]);
  });

  test("shows the offer itself when a credit card comes without a quote, and charges by it", async () => {
    const token = await mintToken(VISA_CREDIT);
    const { status, body } = await pay({ token });
    expect(status).toBe(409);
    for (const part of ["Visa credit", "$3.75", "$128.75", "Accept surcharge", "Use another card"])
      expect(body.offer).toContain(part);
    expect(await transactions()).toEqual([]);

    expect(await pay({ token, quote: quoteIn({ status, body }) })).toMatchObject({ status: 200 });
    expect(await transactions()).toMatchObject([{ amount: 12_875, surcharge: 375 }]);
  });

  test("shows the tax on the surcharge in its own offer, and none where there is none", async () => {
    const offerOf = async (order: Sent["order"]) =>
      (await pay({ token: await mintToken(VISA_CREDIT), order: order ?? ORDER })).body.offer ?? "";
    const [taxed, untaxed] = [await offerOf(TAXED_ORDER), await offerOf(ORDER)];
    for (const part of ["Tax on the surcharge", "$3.75", "$0.24", "$129.27"]) expect(taxed).toContain(part);
    expect(untaxed).not.toMatch(/tax/i);
  });

  test("asks once more where the page's quote knows nothing for want of an answer", async () => {
    const token = await mintToken(VISA_CREDIT);
    await spoil("/api/lookup/bin/protected", "503");
    const quote = await quoteFor(token);
    let asked = 0;
    await planWith(
      (...given) => {
        asked++;
        return fetch(...given);
      },
      quote,
      token,
    );
    expect(asked).toBeGreaterThan(0);
  });

  test.each([
    [422, "new_token"],
    [429, "press_again"],
  ])("asks the shopper to try again where the service answers %i", async (status, advice) => {
    expect(await planWith(() => Promise.resolve(Response.json({}, { status })))).toMatchObject({
      kind: "refuse",
      advice,
    });
  });

  test("serves a form that was sent without script with whole pages", async () => {
    const token = await mintToken(VISA_CREDIT);
    const orderId = crypto.randomUUID();
    const offered = await send({ token, orderId }, "text/html");
    const page = await offered.text();
    expect(offered.headers.get("Content-Type")).toMatch(/^text\/html/);
    expect(page).toContain("<h1>Before you pay</h1>");
    const fields = [...page.matchAll(/<(?:input|button)[^>]* name="([^"]+)" value="([^"]*)"/g)];
    const form = Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, value]));
    expect(form).toMatchObject({ ...ORDER, order: orderId, token });
    const done = await fetch(`${origins().shop}/pay`, {
      method: "POST",
      redirect: "manual",
      headers: { Accept: "text/html" },
      body: new URLSearchParams(form),
    });
    expect([done.status, done.headers.get("Location")]).toEqual([303, `/orders/${orderId}`]);
    expect(await transactions()).toMatchObject([{ amount: 12_875 }]);
  });

  test.each([
    ["no order", { orderId: "mine" }],
    ["a quantity that is none", { order: { ...ORDER, dripper: "1e9" } }],
    ["an empty basket", { order: { country: "US", state: "IL" } }],
    ["a state in another spelling, whose tax it would not find", { order: { ...ORDER, state: "Washington" } }],
    ["a country that it does not sell to", { order: { ...ORDER, shipCountry: "BR" } }],
    ["no card", { token: "" }],
  ])("refuses %s in words", async (_, given) => {
    const { status, body } = await pay({ token: TOKEN, ...given });
    expect(status).toBe(400);
    expect(body).toMatchObject({ message: expect.stringContaining("Nothing was charged") as string });
    expect(await transactions()).toEqual([]);
  });

  test("charges the order alone when a debit card comes without a quote", async () => {
    expect((await pay({ token: await mintToken(VISA_DEBIT) })).status).toBe(200);
    expect(await transactions()).toMatchObject([{ amount: 12_500, surcharge: 0 }]);
  });

  test("stops when the gateway adds a surcharge of its own", async () => {
    await setGateway({ ownSurcharge: 3000 });
    const token = await mintToken(VISA_CREDIT);
    expect(await pay({ token, quote: await quoteFor(token) })).toMatchObject({
      status: 409,
      body: { problem: "total_differs" },
    });
    expect(await transactions()).toEqual([]);
  });

  test("charges the base alone when the service cannot be reached", async () => {
    const plan = await planWith(() => Promise.reject(new TypeError("Network connection lost.")));
    expect(plan).toMatchObject({ kind: "charge", totalAmount: 12_500, surchargeAmount: 0, why: "service_down" });
  });
});
