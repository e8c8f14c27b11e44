import { describe, expect, test } from "vitest";
import { methodOf } from "../../../worker/gateway/methods.ts";

describe("payment method", () => {
  test.each([
    ["card", "card"],
    ["Credit Card", "card"],
    ["ach", "other"],
    ["ACH", "other"],
    ["bank account", "other"],
    ["cash", "other"],
    ["", "unknown"],
    ["token", "unknown"],
    [null, "unknown"],
  ])("%s is %s", (text, method) => {
    expect(methodOf(text, true)).toBe(method);
  });

  test("a wallet is a card only when the card behind it is known", () => {
    expect(methodOf("apple_pay", true)).toBe("card");
    expect(methodOf("Google Pay", false)).toBe("other");
  });
});
