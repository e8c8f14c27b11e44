import { beforeEach, describe, expect, test } from "vitest";
import { termsFor } from "../../examples/shop/terms.ts";
import { lookUp, mintToken, origins, postJson, resetSandbox, transactions } from "../support/shopper/shopper.ts";

const VISA_CREDIT = "4012000077777777";
const OTHER_VISA_CREDIT = "4012000033330026";
const VISA_DEBIT = "4217651111111119";
const ORDER = { quantities: { "guji-1kg": 2, dripper: 1 }, country: "US", state: "IL" };
const ORDER_TOTAL = 12_500;

const quoteFor = async (token: string): Promise<string> => (await lookUp({ token })).body.quote;

async function pay(payment: { token: string; quote?: string; order?: object }) {
  const { token, quote = "", order = ORDER } = payment;
  const response = await postJson(`${origins().shop}/api/pay`, {
    ...order,
    paymentToken: token,
    surchargeQuote: quote,
  });
  return { status: response.status, body: (await response.json()) as { problem?: string } };
}

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

  test("charges once when the same payment is sent twice", async () => {
    const token = await mintToken(VISA_CREDIT);
    const quote = await quoteFor(token);
    await pay({ token, quote });
    await pay({ token, quote });
    expect(await transactions()).toHaveLength(1);
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
      async (token: string) => ({ quote: await quoteFor(token), order: { ...ORDER, quantities: { dripper: 3 } } }),
    ],
    [
      "a quote for another place",
      async (token: string) => ({ quote: await quoteFor(token), order: { ...ORDER, state: "CO" } }),
    ],
    ["something that is no quote", async () => ({ quote: "not.a.quote" })],
  ])("refuses %s and charges nothing", async (_, given) => {
    const token = await mintToken(VISA_CREDIT);
    expect(await pay({ token, ...(await given(token)) })).toEqual({ status: 409, body: { problem: "quote_refused" } });
    expect(await transactions()).toEqual([]);
  });

  test("shows the offer again when a credit card comes without a quote", async () => {
    expect(await pay({ token: await mintToken(VISA_CREDIT) })).toEqual({
      status: 409,
      body: { problem: "offer_again" },
    });
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
      expect(await pay({ token, quote: await quoteFor(token) })).toEqual({
        status: 402,
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
    const terms = await termsFor(
      {
        token: "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1",
        quote: quote === "" ? "" : await quoteFor(await mintToken(VISA_CREDIT)),
        base: ORDER_TOTAL,
        currency: "USD",
        billing: { country: "US", state: "IL" },
        shipTo: null,
      },
      { origin: "http://127.0.0.1:9", merchant: "mch_demo", serverKey: "sk_sandbox_demo", fetch: unreachable },
    );
    expect(terms).toMatchObject({ kind: "charge", surcharge: 0 });
  });
});
