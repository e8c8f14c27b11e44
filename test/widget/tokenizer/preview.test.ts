import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPreview } from "../../../widget/tokenizer/preview.ts";

describe("readPreview", () => {
  it.each([
    [
      { isValid: true, bin: { card_brand: "Visa", card_type: "credit" } },
      { brand: "visa", isFree: false },
    ],
    [
      { isValid: true, bin: { card_brand: "MasterCard", card_type: "Debit" } },
      { brand: "mastercard", isFree: true },
    ],
    [{ isValid: true }, { brand: "", isFree: false }],
  ])("reads %j", (card, preview) => {
    expect(readPreview(card)).toMatchObject(preview);
  });

  it("has nothing to say of a number that is not valid, or of anything else", () => {
    expect(readPreview({ isValid: false, bin: { card_brand: "Visa" } })).toBeNull();
    fc.assert(fc.property(fc.anything(), (value) => readPreview(value) === null || Object(value).isValid === true));
  });
});
