/** A try to charge that got no answer: nobody knows whether it has charged, and no other card is asked before somebody does. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Attempt, Attempts, type Store } from "../../examples/shop/attempts.ts";
import { type Order, priceOrder } from "../../examples/shop/orders.ts";
import {
  charges,
  DECLINED,
  endTokens,
  ORDER,
  pay,
  quoteFor,
  spoil,
  VISA_CREDIT,
  VISA_DEBIT,
} from "../support/shopper/orders.ts";
import { mintToken, origins, resetSandbox, transactions } from "../support/shopper/shopper.ts";

let orderId: string;

beforeEach(async () => {
  await resetSandbox();
  orderId = crypto.randomUUID();
});
afterEach(() => vi.useRealTimers());

/** One press with a new card. */
async function press(number: string, order = ORDER, baseAmount = 12_500) {
  const token = await mintToken(number);
  return pay({ token, quote: await quoteFor(token, { baseAmount }), order, orderId });
}

const isPaid = async () => (await fetch(`${origins().shop}/orders/${orderId}`)).status === 200;

describe("a try that got no answer", () => {
  const lose = async (fault: string) => {
    await spoil("/api/transaction", fault, 1);
    expect(await press(VISA_CREDIT)).toMatchObject({ status: 502, body: { problem: "no_answer" } });
  };

  test("is made again before another card is asked, as it was agreed to", async () => {
    await lose("503");
    expect(await charges()).toEqual([]);
    expect(await press(VISA_DEBIT, { ...ORDER, dripper: "2" }, 16_113)).toMatchObject({ status: 200 });
    expect(await charges()).toMatchObject([{ amount: 12_875, surcharge: 375 }]);
    const receipt = await (await fetch(`${origins().shop}/orders/${orderId}`)).text();
    for (const part of ["$128.75", "7777"]) expect(receipt).toContain(part);
  });

  test("keeps another card from being charged for as long as it may still arrive", async () => {
    await lose("503");
    await endTokens();
    for (let presses = 0; presses < 3; presses++)
      expect(await press(VISA_DEBIT)).toMatchObject({ status: 502, body: { problem: "no_answer" } });
    expect(await transactions()).toEqual([]);
    expect(await isPaid()).toBe(false);
  });

  test("was a decline: the other card is charged", async () => {
    await spoil("/api/transaction", "half_json", 1);
    await press(DECLINED);
    expect(await press(VISA_DEBIT)).toMatchObject({ status: 200 });
    expect((await transactions()).map(({ response }) => response)).toEqual(["declined", "approved"]);
  });

  test("is nobody else's: another order is paid meanwhile", async () => {
    await lose("503");
    orderId = crypto.randomUUID();
    expect(await press(VISA_DEBIT)).toMatchObject({ status: 200 });
    expect(await charges()).toHaveLength(1);
  });
});

describe("what became of a try", () => {
  const SEARCH = "/api/transaction/search";
  const CHARGE = "/api/transaction";
  const APPROVED = {
    id: "t1",
    order_id: "order",
    amount: 12_875,
    response_code: 100,
    response: "approved",
    status: "pending_settlement",
  };
  const REFUSED = () => Response.json({ status: "failed", msg: "token is not valid" }, { status: 400 });
  const done = (data: unknown) => () => Response.json({ status: "success", msg: "success", data });
  const MINUTE = 60_000;

  /** A try of a while ago, at a gateway that answers so from now on. */
  async function settled(age: number, answers: Readonly<Record<string, () => Response>>) {
    vi.useFakeTimers({ toFake: ["Date"] });
    const stored = new Map<string, unknown>();
    const store: Store = {
      get: (key) => stored.get(key),
      put: (key, value) => void stored.set(key, value),
      delete: (key) => stored.delete(key),
    };
    const asked: string[] = [];
    let isDown = true;
    const gateway = (address: string, { body }: { body: string }) => {
      const path = new URL(address).pathname;
      if (!isDown) asked.push(`${path} ${body}`);
      const answer = isDown ? undefined : answers[path];
      return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError("Network connection lost."));
    };
    const access = { origin: "http://gateway.test", secretKey: "k", fetch: gateway as unknown as typeof fetch };
    const attempts = new Attempts(store, access);
    const attempt: Attempt = {
      sold: { order: priceOrder(ORDER) as Order, surcharge: null, quote: null },
      sale: "s",
      request: { order_id: "order", idempotency_key: "k" },
      at: Date.now(),
    };
    expect(await attempts.charge(attempt)).toEqual({ kind: "no_answer" });
    isDown = false;
    vi.setSystemTime(Date.now() + age);
    const { kind } = await attempts.settle(attempt);
    return { kind, asked, isOpen: attempts.open() !== null, declines: attempts.declinesOf("s") };
  }

  test("is told by the same request once more", async () => {
    const result = await settled(MINUTE, { [CHARGE]: done(APPROVED) });
    expect(result).toMatchObject({ kind: "approved", asked: [`${CHARGE} {"order_id":"order","idempotency_key":"k"}`] });
    // Until the receipt is written down.
    expect(result.isOpen).toBe(true);
  });

  test.each([
    ["is looked for in the gateway's list where a repeat is refused: it has paid", [APPROVED], "approved", true],
    ["is looked for there: nothing of it", [], "not_taken", false],
    ["is looked for there: only a decline", [{ ...APPROVED, response: "declined" }], "not_taken", false],
    ["is looked for there: given back", [{ ...APPROVED, status: "voided" }], "not_taken", false],
    ["is not believed of a list that holds other orders", [{ ...APPROVED, order_id: "other" }], "no_answer", true],
    ["is not believed of something that is no list", {}, "no_answer", true],
  ])("%s", async (_, list, kind, isOpen) => {
    expect(await settled(4 * MINUTE, { [CHARGE]: REFUSED, [SEARCH]: done(list) })).toMatchObject({ kind, isOpen });
  });

  test("stays open where the list cannot be had", async () => {
    expect(await settled(4 * MINUTE, { [CHARGE]: REFUSED })).toMatchObject({ kind: "no_answer", isOpen: true });
  });

  test("stays open for three minutes, in which it may still arrive", async () => {
    const result = await settled(2 * MINUTE, { [CHARGE]: REFUSED, [SEARCH]: done([]) });
    expect(result).toMatchObject({ kind: "no_answer", isOpen: true });
    expect(result.asked).toHaveLength(1);
  });

  test("is not sent again when the gateway may have forgotten its key", async () => {
    const { asked, kind } = await settled(24 * 60 * MINUTE, { [CHARGE]: done(APPROVED), [SEARCH]: done([]) });
    expect([asked.map((each) => each.split(" ")[0]), kind]).toEqual([[SEARCH], "not_taken"]);
  });

  test("is counted where it was declined", async () => {
    const result = await settled(MINUTE, { [CHARGE]: done({ ...APPROVED, response_code: 200, response: "declined" }) });
    expect(result).toMatchObject({ kind: "declined", isOpen: false, declines: 1 });
  });
});
