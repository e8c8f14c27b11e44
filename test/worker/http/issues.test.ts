import { describe, expect, it } from "vitest";
import * as z from "zod";
import { issueTexts } from "../../../worker/http/issues.ts";

const said = (schema: z.ZodType, value: unknown): string[] => {
  const { error } = z.strictObject({ field: schema }).safeParse({ field: value });
  return error === undefined ? [] : issueTexts(error);
};

describe("an objection", () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ["too much", z.number().max(10_000), 99_999, "field must be at most 10000"],
    ["too little", z.number().min(1), 0, "field must be at least 1"],
    ["a bound that is out", z.number().lt(5), 5, "field must be less than 5"],
    ["nothing beyond zero", z.number().positive(), 0, "field must be more than 0"],
    ["too long a text", z.string().max(3), "long", "field must have at most 3 characters"],
    ["no text", z.string().min(1), "", "field must have at least 1 character"],
    ["too short a list", z.array(z.string()).min(2), [], "field must have at least 2 entries"],
    ["a bound in our words", z.number().max(9, "must be a digit"), 10, "field must be a digit"],
    ["another type", z.number(), "12", "field is not valid: expected number, received string"],
    ["nothing at all", z.number(), undefined, "field is missing"],
  ])("to %s says what is allowed", (_, schema, value, text) => {
    expect(said(schema, value)).toEqual([text]);
  });

  it("repeats no key that could be a card number", () => {
    const { error } = z.strictObject({}).safeParse({ "4111111111111111": 1, amount: 2 });
    expect(error && issueTexts(error)).toEqual(["unknown key: (unnamed), amount"]);
  });
});
