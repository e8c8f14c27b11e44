import fc from "fast-check";
import { expect, test } from "vitest";
import { REASONS } from "../../../../contract/lists.ts";
import {
  addressOf,
  FIRST,
  lookupBody,
  type Question,
  questionFor,
  readQuestion,
} from "../../../../site/src/playground/question.ts";

const text = fc.string({ unit: "grapheme", maxLength: 20 }).map((value) => value.trim());
const question: fc.Arbitrary<Question> = fc.record({
  merchant: text,
  token: text,
  country: text,
  state: text,
  currency: text,
  amount: text,
  beside: text,
  sandbox: fc.constantFrom("", "visa_credit", "house", "typed"),
  fault: fc.constant(""),
});

test("an address says the whole question, whatever stands in it", () => {
  fc.assert(
    fc.property(question, (asked) => {
      expect(readQuestion(addressOf(asked))).toEqual(asked);
    }),
  );
});

test("an address without anything is the first question", () => {
  expect(readQuestion("")).toEqual(FIRST);
  expect(readQuestion("#state=TX")).toEqual({ ...FIRST, state: "TX" });
});

test("an address names a card of the sandbox and its fault, and no others", () => {
  const read = (hash: string) => {
    const { sandbox, fault } = readQuestion(hash);
    return [sandbox, fault];
  };
  expect(read("#sandbox=visa_credit&fault=503")).toEqual(["visa_credit", "503"]);
  expect(read("#sandbox=typed&fault=503")).toEqual(["typed", ""]);
  expect(read("#fault=503")).toEqual(["", ""]);
  expect(read("#sandbox=constructor&fault=503")).toEqual(["", ""]);
  expect(read("#sandbox=4012000077777777")).toEqual(["", ""]);
});

test("what is empty is not sent, and an amount that is none is sent to be refused", () => {
  expect(lookupBody({ ...FIRST, state: "", amount: "", currency: "" })).toEqual({
    merchant: "mch_demo",
    token: "test_card_visa_credit",
    country: "US",
  });
  expect(lookupBody({ ...FIRST, amount: "0" })).toMatchObject({ baseAmount: 0 });
  expect(lookupBody({ ...FIRST, amount: "1.5" })).toMatchObject({ baseAmount: "1.5" });
});

test("a reason's question keeps the merchant and the state beside it, and nothing else", () => {
  const mine = { ...FIRST, merchant: "mch_mine", beside: "CO", amount: "1", token: "test_token_rejected" };
  for (const reason of REASONS) expect([null, "mch_mine"]).toContain(questionFor(reason, mine, true)?.merchant ?? null);
  expect(questionFor("eligible", mine, false)).toEqual({ ...FIRST, merchant: "mch_mine", beside: "CO" });
  expect(questionFor("waived", mine, true)).toBeNull();
});

test("what only `npm start` has is reached there alone, and leads back to the demo merchant", () => {
  expect(questionFor("merchant_off", FIRST, false)?.merchant).toBe("mch_demo_off");
  expect(questionFor("merchant_off", { ...FIRST, merchant: "mch_mine" }, true)).toBeNull();
  expect(questionFor("eligible", { ...FIRST, merchant: "mch_demo_off" }, false)?.merchant).toBe("mch_demo");
  expect(questionFor("house_card", FIRST, true)?.sandbox).toBe("house");
  expect(questionFor("house_card", FIRST, false)).toBeNull();
});
