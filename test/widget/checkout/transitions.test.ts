/** The table of transitions, by itself and beside the conversation that follows it. */
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { STATUSES } from "../../../contract/lists.ts";
import { elementDecision } from "../../../widget/checkout/decision.ts";
import { START, type State } from "../../../widget/checkout/state.ts";
import { type CheckoutEvent, stateAfter, TRANSITIONS, transitionFor } from "../../../widget/checkout/transitions.ts";
import { runs } from "../../support/nightly/runs.ts";
import { answerTo, Shop } from "../../support/shopper/checkout-shop.ts";

function after(state: State, event: CheckoutEvent): State {
  const row = transitionFor(state, event);
  return row === null ? state : stateAfter(state, event, row);
}

describe("the table", () => {
  it("ends a turn wherever the source, the preview or what was shown is another one", () => {
    const kept = TRANSITIONS.filter(({ turn }) => turn === "same");
    expect(kept.filter(({ source, preview }) => source !== "same" || preview !== "same")).toEqual([]);
    expect(kept.filter(({ status }) => status === "start" || status === "expired")).toEqual([]);
  });

  it("hands nothing over in a new turn, and only where nothing is left to choose", () => {
    for (const row of TRANSITIONS.filter(({ held }) => held === "handed over")) {
      expect(row.turn).toBe("same");
      const statuses = row.event === "decided" ? [] : row.statuses;
      expect(statuses?.every((status) => ["accepted", "none", "unknown"].includes(status))).toBe(true);
      expect(row.decision).not.toBe("offer");
    }
  });

  it("keeps an agreement only past an expiry and into the next token", () => {
    const keeping = TRANSITIONS.filter(({ turn, agreed }) => turn === "new" && agreed !== "none");
    expect(keeping.map(({ event }) => event)).toEqual(["token", "expired"]);
  });

  it("keeps what expired readable until there is an answer, or it can no longer be about this card", () => {
    const keeping = TRANSITIONS.filter(({ turn, lapsed }) => turn === "new" && lapsed !== "none");
    expect(keeping.map(({ event, lapsed }) => [event, lapsed])).toEqual([
      ["token", "same"],
      ["expired", "kept"],
      ["expired", "kept"],
    ]);
    const gone = TRANSITIONS.filter(({ turn, lapsed }) => turn === "same" && lapsed !== "same");
    expect(gone.map(({ event, lapsed }) => [event, lapsed])).toEqual([
      ["touched", "none"],
      ["decided", "none"],
      ["decided", "none"],
      ["decided", "none"],
    ]);
  });

  it("names no status that is none", () => {
    for (const { statuses = [] } of TRANSITIONS) for (const status of statuses) expect(STATUSES).toContain(status);
  });
});

/** What somebody does, and the events of the table that it is. */
type Move = readonly [name: string, act: (shop: Shop) => void, events: (shop: Shop, model: State) => CheckoutEvent[]];

const decided = (shop: Shop, { turn }: State, reason: "other_method" | "timeout"): CheckoutEvent => ({
  type: "decided",
  turn,
  decision: elementDecision(reason, reason, { baseAmount: shop.amount, currency: "USD", currencyDigits: 2 }),
});

const answered = (shop: Shop, { turn }: State): CheckoutEvent[] => {
  const call = shop.open[0];
  if (call === undefined) return [];
  const decision = { ...answerTo(Number(/\d+/.exec(call.token)?.[0]), call.amount), source: "service" } as const;
  return [{ type: "decided", turn: call.turn === turn ? turn : -1, decision }];
};

const moves: fc.Arbitrary<Move> = fc.oneof(
  fc
    .integer({ min: 0, max: 3 })
    .map((card): Move => [`type ${card}`, (shop) => shop.type(card), () => [{ type: "typed", preview: null }]]),
  fc.constant<Move>([
    "submit",
    (shop) => shop.pay(),
    (shop, model) =>
      model.source.kind === "method"
        ? [
            { type: "otherSuccess", token: shop.nextToken },
            decided(shop, { ...model, turn: model.turn + 1 }, "other_method"),
          ]
        : [{ type: "token", token: shop.nextToken }],
  ]),
  fc.constant<Move>(["accept", (shop) => shop.accept(), () => [{ type: "accepted" }, { type: "confirmed" }]]),
  fc.constant<Move>([
    "decline",
    (shop) => void shop.checkout.decline(),
    (_, { status }) => (["pending", "surcharge", "accepted", "expired"].includes(status) ? [{ type: "reset" }] : []),
  ]),
  fc.constant<Move>(["enter the card form", (shop) => shop.checkout.touched(), () => [{ type: "touched" }]]),
  fc.constant<Move>(["leave the page", (shop) => shop.checkout.stop(), () => [{ type: "reset" }]]),
  fc.constant<Move>([
    "choose another method",
    (shop) => shop.checkout.method(),
    (shop, model) =>
      model.source.kind === "method"
        ? []
        : [{ type: "otherMethod" }, decided(shop, { ...model, turn: model.turn + 1 }, "other_method")],
  ]),
  fc.constant<Move>(["answer", (shop) => shop.answerOldest(), answered]),
);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("the conversation", () => {
  it("goes where the table says, in any order of events", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(moves, { minLength: 1, maxLength: 25 }), async (steps) => {
        const shop = new Shop();
        let model = START;
        for (const [name, act, events] of steps) {
          for (const event of events(shop, model)) model = after(model, event);
          act(shop);
          await vi.advanceTimersByTimeAsync(0);
          const { decision, ...actual } = shop.checkout.state;
          const { decision: expectedDecision, ...expected } = model;
          expect(actual, name).toEqual(expected);
          expect(decision?.reason).toBe(expectedDecision?.reason);
        }
        shop.checkout.stop();
      }),
      { numRuns: runs(400) },
    );
  });
});
