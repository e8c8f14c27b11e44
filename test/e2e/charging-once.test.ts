/**
 * One sale, one charge: whatever is pressed, lost, declined or asked twice, and however the gateway treats its tokens. What
 * counts is what the gateway has charged, never what the shop says.
 */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  charges,
  DECLINED,
  ORDER,
  type Paid,
  pay,
  quoteFor,
  quoteIn,
  setGateway,
  spoil,
  usualGateway,
  VISA_CREDIT,
  VISA_DEBIT,
} from "../support/shopper/orders.ts";
import { mintToken, origins, resetSandbox, transactions } from "../support/shopper/shopper.ts";

const NEARLY_EMPTY = "4000000000000051";
const PRESSES = 20;
/** One item more, at the same place. */
const CHANGED_ORDER = { ...ORDER, dripper: "2" };
const CHANGED_TOTAL = 16_113;

let orderId: string;

beforeEach(async () => {
  await resetSandbox();
  orderId = crypto.randomUUID();
});
afterEach(usualGateway);

/** A card in a tab of its own, asked about as the page does. */
async function tab(number: string, order = ORDER, baseAmount = 12_500) {
  const token = await mintToken(number);
  const quote = await quoteFor(token, { baseAmount });
  return { token, quote, press: () => pay({ token, quote, order, orderId }) };
}
type Tab = Awaited<ReturnType<typeof tab>>;

const pressAtOnce = (tabs: readonly Tab[], times = PRESSES / tabs.length) =>
  Promise.all(tabs.flatMap(({ press }) => Array.from({ length: times }, press)));

const isPaid = async (id = orderId) => (await fetch(`${origins().shop}/orders/${id}`)).status === 200;

/** Each leads one order to its payment, over some obstacle. @param number the card */
const WAYS: Readonly<Record<string, (number: string) => Promise<unknown>>> = {
  "twenty presses at once": async (number) => pressAtOnce([await tab(number)]),

  "two tabs with one token, each with its own quote": async (number) => {
    const { token, quote } = await tab(number);
    const quotes = [quote, await quoteFor(token)];
    await Promise.all(quotes.map((each) => pay({ token, quote: each, orderId })));
  },

  "two tabs with a token each": async (number) => pressAtOnce([await tab(number), await tab(number)]),

  "a new quote after a change, and the old one once more": async (number) => {
    const { token, quote } = await tab(number);
    expect(await pay({ token, quote, order: CHANGED_ORDER, orderId })).toMatchObject({ status: 409 });
    const renewed = await quoteFor(token, { baseAmount: CHANGED_TOTAL });
    await pay({ token, quote: renewed, order: CHANGED_ORDER, orderId });
    await pay({ token, quote, orderId });
  },

  "a quote that is lost on its way, and found again": async (number) => {
    const { token, quote } = await tab(number);
    const asked = await pay({ token, orderId });
    await pay({ token, quote: quoteIn(asked), orderId });
    await pay({ token, quote, orderId });
  },

  "once without a quote and once with one": async (number) => {
    const { token, quote } = await tab(number);
    await Promise.all([pay({ token, quote, orderId }), pay({ token, orderId })]);
  },

  "the server's offer accepted twice at once": async (number) => {
    const token = await mintToken(number);
    const quote = quoteIn(await pay({ token, orderId }));
    await Promise.all([pay({ token, quote, orderId }), pay({ token, quote, orderId })]);
  },

  "an answer that is lost after the charge, and the same card again": async (number) => {
    const { press } = await tab(number);
    await spoil("/api/transaction", "half_json", 1);
    await press();
    await press();
  },

  "an answer that is lost after the charge, and another card": async (number) => {
    await spoil("/api/transaction", "half_json", 1);
    await (await tab(number)).press();
    await (await tab(VISA_DEBIT, CHANGED_ORDER, CHANGED_TOTAL)).press();
  },

  "an answer that is lost twice, with presses of two cards": async (number) => {
    const tabs = [await tab(number), await tab(VISA_DEBIT)];
    await spoil("/api/transaction", "wrong_types", 2);
    await pressAtOnce(tabs);
  },

  "a decline, and another card": async (number) => {
    await (await tab(DECLINED)).press();
    await (await tab(number)).press();
  },

  "a gateway that is away for a while": async (number) => {
    const { press } = await tab(number);
    await spoil("/api/transaction", "503", 2);
    await press();
    await press();
    await press();
  },

  "amounts that could not be had at first": async (number) => {
    const { press } = await tab(number);
    await spoil("/api/calculate/amounts", "502", 1);
    expect((await press()).body.problem).toBe("busy");
    await press();
  },
};

describe.each([
  ["reusable", VISA_CREDIT],
  ["reusable", VISA_DEBIT],
  ["single_use", VISA_CREDIT],
  ["single_use", VISA_DEBIT],
] as const)("with tokens that are %s, card %s", (tokenUse, number) => {
  beforeEach(() => setGateway({ tokenUse }));

  test.each(Object.entries(WAYS))("%s: one charge", async (_, goes) => {
    await goes(number);
    expect(await charges()).toHaveLength(1);
    expect(await isPaid()).toBe(true);
  });
});

describe("a gateway that adds a surcharge of its own", () => {
  beforeEach(() => setGateway({ ownSurcharge: 3000 }));

  test.each(Object.entries(WAYS))("%s: a debit card is charged once", async (_, goes) => {
    await goes(VISA_DEBIT);
    expect(await charges()).toHaveLength(1);
  });

  test("never charges a credit card twice over, nor with two surcharges", async () => {
    const answers = await pressAtOnce([await tab(VISA_CREDIT), await tab(VISA_CREDIT)], 3);
    expect(new Set(answers.map(({ body }) => body.problem))).toEqual(new Set(["total_differs"]));
    expect(await transactions()).toEqual([]);
  });
});

describe("a gateway whose lookup ends the token", () => {
  beforeEach(() => setGateway({ tokenUse: "lookup_consumes" }));

  test.each(Object.entries(WAYS))("%s: nothing is charged, and the shop says so", async (name, goes) => {
    // What these expect of the answers belongs to a gateway that can be charged.
    if (/change|at first/.test(name)) return;
    await goes(VISA_CREDIT);
    expect(await charges()).toEqual([]);
    expect(await isPaid()).toBe(false);
  });

  test("reads as a card that was not taken", async () => {
    expect((await (await tab(VISA_DEBIT)).press()).body).toMatchObject({
      problem: "not_taken",
      message: expect.stringContaining("Nothing was charged") as string,
    });
  });
});

describe("a decline", () => {
  test("is another try of the same card with another key, each once", async () => {
    const { press } = await tab(DECLINED);
    for (let tries = 0; tries < 3; tries++) expect(await press()).toMatchObject({ status: 402 });
    const keys = (await transactions()).map(({ idempotency_key }) => idempotency_key);
    expect(new Set(keys).size).toBe(3);
  });

  test("may be of a part of the amount, which is given back", async () => {
    expect(await (await tab(NEARLY_EMPTY)).press()).toMatchObject({ status: 402, body: { problem: "declined" } });
    expect((await transactions()).map(({ status }) => status)).toEqual(["voided"]);
    await (await tab(VISA_DEBIT)).press();
    expect(await charges()).toMatchObject([{ amount: 12_500 }]);
  });
});

describe("one token", () => {
  const payOther = async (token: string): Promise<Paid & { id: string }> => {
    const id = crypto.randomUUID();
    return { ...(await pay({ token, quote: await quoteFor(token), orderId: id })), id };
  };

  test.each(["reusable", "single_use"])(
    "pays one order, and never passes for the payment of another: %s",
    async (tokenUse) => {
      await setGateway({ tokenUse });
      const { token, press } = await tab(VISA_DEBIT);
      await press();
      const other = await payOther(token);
      expect(other.status).toBe(409);
      expect(await isPaid(other.id)).toBe(false);
      expect(await charges()).toHaveLength(1);
    },
  );

  test("of another card of the same number pays another order", async () => {
    await (await tab(VISA_DEBIT)).press();
    expect(await payOther(await mintToken(VISA_DEBIT))).toMatchObject({ status: 200 });
    expect(await charges()).toHaveLength(2);
  });
});
