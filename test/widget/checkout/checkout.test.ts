/** The element's conversation without a DOM: any order of what may happen ends where the last input says. */
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runs } from "../../support/nightly/runs.ts";
import { answerTo, Shop } from "../../support/shopper/checkout-shop.ts";

type Move = (shop: Shop) => void | Promise<unknown>;

const moves: fc.Arbitrary<readonly [name: string, move: Move]> = fc.oneof(
  fc.integer({ min: 0, max: 3 }).map((card) => [`type ${card}`, (shop: Shop) => shop.type(card)] as const),
  fc.constant(["submit", (shop: Shop) => shop.pay()] as const),
  fc.constant(["tell the last success again", (shop: Shop) => shop.submit()] as const),
  fc.constant(["review", (shop: Shop) => shop.review()] as const),
  fc.constantFrom(1000, 2000).map((amount) => [`amount ${amount}`, (shop: Shop) => shop.change(amount)] as const),
  fc.constant(["accept", (shop: Shop) => shop.accept()] as const),
  fc.constant([
    "decline",
    (shop: Shop) => {
      if (shop.checkout.decline()) shop.changed();
    },
  ] as const),
  fc.constant([
    "enter the card form",
    (shop: Shop) => {
      shop.changed();
      shop.checkout.touched();
    },
  ] as const),
  fc.constant([
    "disconnect",
    (shop: Shop) => {
      shop.changed();
      shop.checkout.stop();
    },
  ] as const),
  fc.constant(["answer", (shop: Shop) => shop.answerOldest()] as const),
  fc
    .constantFrom(1, 399, 400, 2_999, 3_000, 60_000, 105_000)
    .map((time) => [`wait ${time}`, () => vi.advanceTimersByTimeAsync(time)] as const),
);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("any interleaving of typing, changing, choosing, expiring, answering and leaving", () => {
  it("shows only an answer to the last input, and hands over only what was chosen", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(moves, { minLength: 1, maxLength: 25 }), async (steps) => {
        const shop = new Shop();
        for (const [, move] of steps) {
          const before = shop.delivered.length;
          await move(shop);
          await vi.advanceTimersByTimeAsync(0);
          const { decision, status } = shop.checkout.state;
          if (decision?.source === "service") {
            expect(decision.surcharge.baseAmount).toBe(shop.amount);
            expect(decision.message).toBe(`card ${shop.card}`);
          }
          if (status === "surcharge" || status === "pending" || status === "expired" || status === "idle")
            expect([shop.checkout.quote, shop.checkout.token]).toEqual([null, null]);
          for (const delivered of shop.delivered.slice(before)) {
            expect(["accepted", "none", "unknown"]).toContain(delivered.status);
            if (delivered.status === "accepted") expect(delivered.choices).toBeGreaterThan(0);
          }
        }
        expect(shop.delivered.every(({ status, quote }) => status !== "unknown" || quote === "")).toBe(true);
        // One handing over for each press at most, or for a success that nobody has seen before.
        const tokens = new Set(shop.delivered.map(({ token }) => token));
        expect(shop.delivered.length).toBeLessThanOrEqual(shop.presses + tokens.size);
        // Left alone, whatever was asked about comes to an end.
        await vi.advanceTimersByTimeAsync(4_000);
        expect(shop.checkout.state.status).not.toBe("pending");
        shop.checkout.stop();
      }),
      { numRuns: runs(400) },
    );
  });

  it("never hands an accepted surcharge over unless accept() was called for that very offer or one like it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          moves.filter(([name]) => name !== "accept"),
          { maxLength: 25 },
        ),
        async (steps) => {
          const shop = new Shop();
          for (const [, move] of steps) {
            await move(shop);
            await vi.advanceTimersByTimeAsync(0);
          }
          expect(shop.delivered.filter(({ status }) => status === "accepted")).toEqual([]);
          shop.checkout.stop();
        },
      ),
      { numRuns: runs(400) },
    );
  });

  it("drops answers however they are ordered when the question has changed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
        async (s, amounts) => {
          const shop = new Shop();
          shop.card = 1;
          shop.submit();
          for (const amount of amounts) {
            shop.change(amount * 1000);
            await vi.advanceTimersByTimeAsync(400);
          }
          for (const call of shop.open)
            void s.schedule(Promise.resolve()).then(() => call.settle(answerTo(1, call.amount)));
          await s.waitIdle();
          await vi.advanceTimersByTimeAsync(0);
          expect(shop.checkout.state.decision?.surcharge.baseAmount).toBe(shop.amount);
          shop.checkout.stop();
        },
      ),
      { numRuns: runs(100) },
    );
  });
});

describe("a press", () => {
  const outcomes = [
    ["nothing is added", 1],
    ["the surcharge was accepted", 2],
  ] as const;

  it.each(outcomes)("hands one success over once, however often the frame tells it, where %s", async (_, card) => {
    const shop = new Shop();
    shop.card = card;
    shop.pay();
    shop.answerOldest();
    await vi.advanceTimersByTimeAsync(0);
    shop.accept();
    expect(shop.delivered).toHaveLength(1);
    const { status, turn } = shop.checkout.state;
    for (let time = 0; time < 4; time++) shop.submit();
    await vi.advanceTimersByTimeAsync(0);
    expect([shop.delivered.length, shop.open.length]).toEqual([1, 0]);
    expect(shop.checkout.state).toMatchObject({ status, turn });
    shop.checkout.stop();
  });

  it.each(outcomes)("hands it over again, as after a failed request of the page's, where %s", async (_, card) => {
    const shop = new Shop();
    shop.card = card;
    shop.pay();
    shop.answerOldest();
    await vi.advanceTimersByTimeAsync(0);
    shop.accept();
    for (let time = 2; time < 5; time++) {
      shop.review();
      await vi.advanceTimersByTimeAsync(0);
      expect(shop.delivered).toHaveLength(time);
    }
    expect(shop.submits).toBe(1);
    shop.checkout.stop();
  });

  it("has the newest quote, once a changed offer is chosen", async () => {
    const shop = new Shop();
    shop.card = 2;
    shop.pay();
    shop.answerOldest();
    await vi.advanceTimersByTimeAsync(0);
    shop.accept();
    shop.change(2000);
    await vi.advanceTimersByTimeAsync(400);
    shop.answerOldest();
    await vi.advanceTimersByTimeAsync(0);
    shop.accept();
    expect(shop.delivered).toHaveLength(1);
    shop.review();
    expect(shop.delivered.map(({ quote }) => quote)).toEqual(["quote.2.1000", "quote.2.2000"]);
    shop.checkout.stop();
  });

  it("that the Tokenizer cannot take is a typed error", async () => {
    const shop = new Shop();
    shop.submit = () => {
      throw new Error("no frame");
    };
    const report = vi.fn<typeof reportError>();
    vi.stubGlobal("reportError", report);
    await expect(shop.checkout.review(undefined)).rejects.toMatchObject({ code: "tokenizer_error" });
    expect(report).toHaveBeenCalledOnce();
    vi.unstubAllGlobals();
  });

  it("that the Tokenizer never answers ends as well", async () => {
    const shop = new Shop();
    shop.submit = () => {};
    const review = expect(shop.checkout.review(undefined)).rejects.toMatchObject({ code: "tokenizer_error" });
    await vi.advanceTimersByTimeAsync(300_000);
    await review;
    shop.checkout.stop();
  });
});

describe("what is set in one task", () => {
  it("is asked about once, with all of it", async () => {
    const shop = new Shop();
    shop.checkout.useToken("token-of-card-1-0");
    shop.change(2000);
    shop.change(3000);
    expect([shop.checkout.state.status, shop.open.length]).toEqual(["pending", 0]);
    await vi.advanceTimersByTimeAsync(0);
    expect(shop.open.map(({ amount }) => amount)).toEqual([3000]);
    shop.checkout.stop();
  });

  it("counts at once for whoever asks for a review or accepts", () => {
    const shop = new Shop();
    shop.checkout.useAnswer(() => answerTo(2, 1000));
    shop.checkout.accept();
    expect(shop.checkout.state.status).toBe("accepted");
    shop.checkout.stop();
  });
});

describe("a ticket", () => {
  const answer = (card: number, amount: number, ticket: string | null) => ({ ...answerTo(card, amount), ticket });

  it("goes with the next question about the same token, which then rests for 100 ms alone", async () => {
    const shop = new Shop();
    shop.card = 1;
    shop.submit();
    shop.open.shift()?.settle(answer(1, 1000, "sealed"));
    await vi.advanceTimersByTimeAsync(0);
    shop.change(2000);
    await vi.advanceTimersByTimeAsync(100);
    expect(shop.open.map(({ ticket, amount }) => [ticket, amount])).toEqual([["sealed", 2000]]);
    shop.answerOldest();
    await vi.advanceTimersByTimeAsync(0);
    shop.change(1000);
    await vi.advanceTimersByTimeAsync(100);
    // An answer without one leaves the one that is there.
    expect(shop.open.map(({ ticket }) => ticket)).toEqual(["sealed"]);
    shop.checkout.stop();
  });

  it.each<[string, (shop: Shop) => void]>([
    ["another token", () => {}],
    ["a reset", (shop) => shop.checkout.reset()],
  ])("is gone with %s", async (_, act) => {
    const shop = new Shop();
    shop.card = 1;
    shop.submit();
    shop.open.shift()?.settle(answer(1, 1000, "sealed"));
    await vi.advanceTimersByTimeAsync(0);
    expect(JSON.stringify(shop.checkout.state)).not.toContain("sealed");
    act(shop);
    shop.type(3);
    shop.submit();
    await vi.advanceTimersByTimeAsync(0);
    expect(shop.open.map(({ ticket }) => ticket)).toEqual([undefined]);
    shop.checkout.stop();
  });
});

describe("review()", () => {
  it("shares one promise between concurrent calls", () => {
    const { checkout } = new Shop();
    const first = checkout.review(undefined);
    first.catch(() => {});
    expect(checkout.review(undefined)).toBe(first);
    checkout.stop();
  });

  it("rejects as superseded when something changes before the answer", async () => {
    const shop = new Shop();
    const review = shop.checkout.review(undefined);
    shop.change(2000);
    await expect(review).rejects.toMatchObject({ code: "superseded" });
    shop.checkout.stop();
  });

  it("asks again for the same live token when the first answer never came", async () => {
    const shop = new Shop();
    shop.card = 1;
    shop.submit();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(shop.checkout.state.decision?.reason).toBe("timeout");
    const review = shop.checkout.review(undefined);
    expect(shop.open).toHaveLength(2);
    shop.open.shift();
    shop.answerOldest();
    expect((await review).decision.reason).toBe("debit");
    shop.checkout.stop();
  });

  it("takes one new token for a rejected one, and then says that it was rejected", async () => {
    const shop = new Shop();
    const review = shop.checkout.review(undefined);
    shop.open.shift()?.settle({ reason: "token_rejected", detail: "" });
    await vi.advanceTimersByTimeAsync(0);
    shop.open.shift()?.settle({ reason: "token_rejected", detail: "" });
    expect((await review).decision.reason).toBe("token_rejected");
    expect(shop.open).toEqual([]);
    expect(shop.delivered).toHaveLength(1);
    shop.checkout.stop();
  });
});
