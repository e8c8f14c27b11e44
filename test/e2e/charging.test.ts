import { beforeEach, describe, expect, test } from "vitest";
import { type Order, priceOrder } from "../../examples/shop/orders.ts";
import { termsFor } from "../../examples/shop/terms.ts";
import { lookUp, mintToken, origins, resetSandbox, transactions } from "../support/shopper/shopper.ts";

const VISA_CREDIT = "4012000077777777";
const OTHER_VISA_CREDIT = "4012000033330026";
const VISA_DEBIT = "4217651111111119";
const ORDER = { "guji-1kg": "2", dripper: "1", country: "US", state: "IL" };
/** A place where the surcharge is taxed as the goods are: 125.28 of goods, shipping and tax, 3.75, and 0.24 of it. */
const TAXED_ORDER = { ...ORDER, state: "WA" };
const TAXED_LOOKUP = { state: "WA", baseAmount: 12_528, surchargeTaxRate: 6500 };
const TOKEN = "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1";
const DECLINED = "4000000000000002";

const quoteFor = async (token: string, change: Record<string, unknown> = {}): Promise<string> =>
  (await lookUp({ token, ...change })).body.quote;

interface Sent {
  readonly token: string;
  readonly quote?: string;
  readonly order?: Readonly<Record<string, string>>;
  readonly orderId?: string;
}

/** Sends the shop's form. */
const send = ({ token, quote = "", order = ORDER, orderId = crypto.randomUUID() }: Sent, accept: string) =>
  fetch(`${origins().shop}/pay`, {
    method: "POST",
    headers: { Accept: accept },
    redirect: "manual",
    body: new URLSearchParams({ ...order, order: orderId, token, quote }),
  });

async function pay(sent: Sent) {
  const response = await send(sent, "application/json");
  return { status: response.status, body: (await response.json()) as { problem?: string; offer?: string } };
}

const spoil = (fault: { path: string; fault: string; times?: number }) =>
  fetch(`${origins().sandbox}/sandbox/faults`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(fault),
  });

/** What the shop's server knows of a payment, and whom it asks. */
const payment = (given: { token: string; quote: string }) => ({ ...given, order: priceOrder(ORDER) as Order });
const SERVICE = () => ({ origin: origins().product, merchant: "mch_demo", serverKey: "sk_sandbox_demo", fetch });

/** The same quote with one character of its claims changed. */
function edited(quote: string): string {
  const [head = "", claims = "", signature = ""] = quote.split(".");
  const at = Math.floor(claims.length / 2);
  const other = claims[at] === "A" ? "B" : "A";
  return [head, claims.slice(0, at) + other + claims.slice(at + 1), signature].join(".");
}

beforeEach(resetSandbox);

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
    expect(await transactions()).toMatchObject([{ amount: 12_927, surcharge: 375, tax_amount: 24 }]);
    const receipt = await (await fetch(`${origins().shop}/orders/${orderId}`)).text();
    expect(receipt).toMatch(/Surcharge \(3%\)<\/dt><dd>\$3\.75.*Tax on the surcharge<\/dt><dd>\$0\.24.*\$129\.27/s);
  });

  test("charges the tax of the place that the goods go to", async () => {
    const token = await mintToken(VISA_CREDIT);
    const shipTo = { country: "US", state: "WA" };
    const quote = await quoteFor(token, { ...TAXED_LOOKUP, state: "IL", shipTo });
    const order = { ...ORDER, shipCountry: "US", shipState: "WA" };
    expect(await pay({ token, quote, order })).toMatchObject({ status: 200 });
    expect(await transactions()).toMatchObject([{ amount: 12_927, tax_amount: 24 }]);
  });

  test("charges an order once, with whatever quote it is paid, and however often", async () => {
    const token = await mintToken(VISA_CREDIT);
    const orderId = crypto.randomUUID();
    const quotes = [await quoteFor(token), await quoteFor(token), await quoteFor(token)];
    const answers = await Promise.all([...quotes, ...quotes].map((quote) => pay({ token, quote, orderId })));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await transactions()).toHaveLength(1);
  });

  test("charges another order of the same card", async () => {
    const token = await mintToken(VISA_DEBIT);
    for (let order = 0; order < 2; order++) await pay({ token, quote: await quoteFor(token) });
    expect(await transactions()).toHaveLength(2);
  });

  test("does not charge again where the answer to a charge was lost", async () => {
    const orderId = crypto.randomUUID();
    const token = await mintToken(VISA_CREDIT);
    await spoil({ path: "/api/transaction", fault: "half_json", times: 1 });
    expect(await pay({ token, quote: await quoteFor(token), orderId })).toMatchObject({ status: 502 });
    const another = await mintToken(VISA_CREDIT);
    expect(await pay({ token: another, quote: await quoteFor(another), orderId })).toMatchObject({ status: 200 });
    expect(await transactions()).toHaveLength(1);
  });

  test("tries again after a decline", async () => {
    const orderId = crypto.randomUUID();
    const token = await mintToken(DECLINED);
    expect(await pay({ token, quote: await quoteFor(token), orderId })).toMatchObject({
      status: 402,
      body: { problem: "declined" },
    });
    const another = await mintToken(VISA_CREDIT);
    expect(await pay({ token: another, quote: await quoteFor(another), orderId })).toMatchObject({ status: 200 });
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

    const [, quote = ""] = /name="quote" value="([^"]+)"/.exec(body.offer ?? "") ?? [];
    expect(await pay({ token, quote })).toMatchObject({ status: 200 });
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
    await spoil({ path: "/api/lookup/bin/protected", fault: "503" });
    const quote = await quoteFor(token);
    const answer = { outcome: "surcharge", quote: "a.b.c" };
    const terms = await termsFor(payment({ token, quote }), {
      ...SERVICE(),
      fetch: () => Promise.resolve(Response.json({ answer })),
    });
    expect(terms).toEqual({ kind: "offer", answer });
  });

  test.each([
    [422, "card_expired"],
    [429, "busy"],
  ])("asks the shopper to try again where the service answers %i", async (status, problem) => {
    const terms = await termsFor(payment({ token: TOKEN, quote: "" }), {
      ...SERVICE(),
      fetch: () => Promise.resolve(Response.json({}, { status })),
    });
    expect(terms).toEqual({ kind: "refuse", problem });
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
    const { another: _, ...accepted } = form;
    const done = await fetch(`${origins().shop}/pay`, {
      method: "POST",
      redirect: "manual",
      headers: { Accept: "text/html" },
      body: new URLSearchParams(accepted),
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
    await fetch(`${origins().sandbox}/sandbox/settings`, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ownSurcharge: 3000 }),
    });
    try {
      const token = await mintToken(VISA_CREDIT);
      expect(await pay({ token, quote: await quoteFor(token) })).toMatchObject({
        status: 409,
        body: { problem: "total_differs" },
      });
      expect(await transactions()).toEqual([]);
    } finally {
      await fetch(`${origins().sandbox}/sandbox/settings`, { method: "DELETE" });
    }
  });

  test.each([
    ["with a quote", "a.b.c"],
    ["without a quote", ""],
  ])("charges the base alone when the service cannot be reached, %s", async (_, quote) => {
    const unreachable: typeof fetch = () => Promise.reject(new TypeError("Network connection lost."));
    const given = quote === "" ? "" : await quoteFor(await mintToken(VISA_CREDIT));
    const terms = await termsFor(payment({ token: TOKEN, quote: given }), {
      ...SERVICE(),
      origin: "http://127.0.0.1:9",
      fetch: unreachable,
    });
    expect(terms).toMatchObject({ kind: "charge", surcharge: 0 });
  });
});
