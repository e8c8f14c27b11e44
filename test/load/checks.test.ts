/** A check that lets a wrong answer pass proves nothing: each is fed a right answer, and wrong ones made of it. */
import { describe, expect, test } from "vitest";
import { tokenOf } from "./cards.ts";
import { checkLookup, checkProblem, expectedOf, type Sale } from "./checks.ts";
import { PLACES } from "./places.ts";

const ILLINOIS = PLACES[0];
const sale = (change: Partial<Sale> = {}): Sale => {
  if (ILLINOIS === undefined) throw new Error("no place");
  return { token: tokenOf("visaCredit", 1), place: ILLINOIS, baseAmount: 12_550, surchargeTaxRate: 8_875, ...change };
};
const place = (state: string) => PLACES.find((found) => found.state === state) ?? sale().place;

/** 3 % of 125.50 is 3.765, rounded down; 8.875 % of that is 0.3336, rounded to the nearest. */
const RIGHT = {
  outcome: "surcharge",
  reason: "eligible",
  card: { brand: "visa", funding: "credit" },
  surcharge: {
    rateBps: 300,
    baseAmount: 12_550,
    surchargeAmount: 376,
    surchargeTaxAmount: 33,
    totalAmount: 12_959,
    currency: "USD",
  },
  quote: "a.b.c",
  requestId: "1",
};
const ZERO = { ...RIGHT.surcharge, rateBps: 0, surchargeAmount: 0, surchargeTaxAmount: 0, totalAmount: 12_550 };
const none = (reason: string, outcome = "none") => ({ ...RIGHT, outcome, reason, surcharge: ZERO });

describe("A lookup's answer", () => {
  test("is right when all of it is", () => {
    expect(checkLookup(RIGHT, sale())).toEqual({ kind: "right" });
  });

  test.each([
    ["no JSON", undefined],
    ["a surcharge denied by another reason", none("debit")],
    ["a surcharge denied in Illinois", none("region_prohibited")],
    ["another brand", { ...RIGHT, card: { brand: "mastercard", funding: "credit" } }],
    ["another funding", { ...RIGHT, card: { brand: "visa", funding: "debit" } }],
    ["no card", { ...RIGHT, card: null }],
    ["a cent too many", { ...RIGHT, surcharge: { ...RIGHT.surcharge, surchargeAmount: 377 } }],
    ["a wrong tax", { ...RIGHT, surcharge: { ...RIGHT.surcharge, surchargeTaxAmount: 34 } }],
    ["a wrong total", { ...RIGHT, surcharge: { ...RIGHT.surcharge, totalAmount: 12_958 } }],
    ["another amount's", { ...RIGHT, surcharge: { ...RIGHT.surcharge, baseAmount: 1 } }],
    ["a higher rate", { ...RIGHT, surcharge: { ...RIGHT.surcharge, rateBps: 400 } }],
    ["no quote", { ...RIGHT, quote: null }],
    ["trouble with a surcharge", { ...RIGHT, outcome: "unknown", reason: "gateway_timeout" }],
  ])("%s is wrong", (_, answer) => {
    expect(checkLookup(answer as Record<string, unknown> | undefined, sale()).kind).toBe("wrong");
  });

  test("a surcharge on a debit card, in Massachusetts or without a state is wrong", () => {
    const debit = { ...RIGHT, card: { brand: "visa", funding: "debit" } };
    expect(checkLookup(debit, sale({ token: tokenOf("visaDebit", 1) })).kind).toBe("wrong");
    expect(checkLookup(RIGHT, sale({ place: place("MA") })).kind).toBe("wrong");
    const nowhere = PLACES.find(({ reason }) => reason === "region_missing") ?? sale().place;
    expect(checkLookup(RIGHT, sale({ place: nowhere })).kind).toBe("wrong");
  });

  test("a signed zero for want of an answer is told apart", () => {
    expect(checkLookup({ ...none("gateway_timeout", "unknown"), card: null }, sale())).toEqual({ kind: "troubled" });
  });

  test.each([
    ["visaCredit", "CO", "eligible", 200],
    ["visaCredit", "MA", "region_prohibited", 0],
    ["visaDebit", "MA", "debit", 0],
    ["notEligible", "CT", "region_prohibited", 0],
    ["notEligible", "IL", "gateway_not_eligible", 0],
    ["unflagged", "IL", "eligibility_missing", 0],
  ] as const)("of %s in %s is %s", (card, state, reason, rateBps) => {
    const expected = expectedOf(sale({ token: tokenOf(card, 1), place: place(state) }));
    expect(expected).toMatchObject({ reason, rateBps });
  });
});

describe("A refusal", () => {
  const answer = (status: number, body: object) => ({ status, headers: {}, body: JSON.stringify(body) });

  test("is right by its status and code together", () => {
    const right = answer(400, { status: 400, code: "invalid_request" });
    expect(checkProblem(right, 400, "invalid_request").kind).toBe("right");
    expect(checkProblem(right, 422, "token_rejected").kind).toBe("wrong");
    expect(checkProblem(answer(400, { status: 400, code: "forbidden" }), 400, "invalid_request").kind).toBe("wrong");
    expect(checkProblem(answer(200, {}), 400, "invalid_request").kind).toBe("wrong");
  });

  test("of a token that only the gateway can refuse may be a zero for want of an answer, and no offer", () => {
    const trouble = none("gateway_timeout", "unknown");
    expect(checkProblem(answer(200, trouble), 422, "token_rejected")).toEqual({ kind: "troubled" });
    const nowhere = { ...trouble, reason: "region_missing" };
    expect(checkProblem(answer(200, nowhere), 422, "token_rejected")).toEqual({ kind: "troubled" });
    expect(checkProblem(answer(200, trouble), 400, "invalid_request").kind).toBe("wrong");
    expect(checkProblem(answer(200, RIGHT), 422, "token_rejected").kind).toBe("wrong");
    const offer = { ...RIGHT, outcome: "unknown", reason: "gateway_timeout" };
    expect(checkProblem(answer(200, offer), 422, "token_rejected").kind).toBe("wrong");
  });
});
