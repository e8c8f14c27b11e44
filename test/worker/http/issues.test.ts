import { describe, expect, it } from "vitest";
import * as z from "zod";
import { describeIssues, issueTexts } from "../../../worker/http/issues.ts";

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

  it.each<[string, z.ZodType, unknown, string]>([
    ["a word that is none of a list", z.enum(["a", "b"]), "c", 'field is not valid: expected one of "a"|"b"'],
    ["another constant", z.literal(1), 2, "field is not valid: expected 1"],
    ["a form in our words", z.string().regex(/^a/, "must begin with a"), "b", "field must begin with a"],
    ["a missing one in our words", z.string("must be told"), undefined, "field must be told"],
    ["null for what is no text", z.string(), null, "field is not valid: expected string, received null"],
    ["one entry too many", z.array(z.string()).max(1), ["a", "b"], "field must have at most 1 entry"],
    ["a bigger number in a list", z.array(z.number().max(1)), [1, 2], "field.1 must be at most 1"],
    ["a member of a member", z.object({ in: z.string() }), {}, "field.in is missing"],
    [
      "a name that is none",
      z.record(z.string().regex(/^a/, "must begin with a"), z.any()),
      { b: 1 },
      "field.b must begin with a",
    ],
    ["an unknown key of it", z.strictObject({}), { more: 1 }, "unknown key in field: more"],
  ])("to %s names the place", (_, schema, value, text) => {
    expect(said(schema, value)).toEqual([text]);
  });

  it("to what is no object is one to the request", () => {
    const { error } = z.strictObject({}).safeParse(1);
    expect(error && issueTexts(error)).toEqual(["the request is not valid: expected object, received number"]);
  });

  it("is one of a sentence, of twenty at most", () => {
    const many = z.array(z.string()).safeParse(Array.from({ length: 21 }, () => 1)).error;
    const text = "is not valid: expected string, received number";
    expect(many && describeIssues(many)).toBe(`${Array.from({ length: 20 }, (_, at) => `${at} ${text}`).join("; ")}.`);
  });

  it("names twenty unknown keys at most", () => {
    const names = Array.from({ length: 21 }, (_, at) => `k${at}`);
    const { error } = z.strictObject({}).safeParse(Object.fromEntries(names.map((name) => [name, 1])));
    expect(error && issueTexts(error)).toEqual([`unknown key: ${names.slice(0, 20).join(", ")}`]);
  });

  describe("to what fits none of several forms is that of the form that it comes nearest to", () => {
    const Listed = z.union([z.literal("all"), z.array(z.enum(["visa", "amex"])).min(1)]);
    const Spoken = z.union([
      z.strictObject({ readOn: z.string(), source: z.string() }),
      z.strictObject({ until: z.string() }),
    ]);
    it.each<[string, z.ZodType, unknown, readonly string[]]>([
      ["a list with a wrong entry", Listed, ["vis"], ['field.0 is not valid: expected one of "visa"|"amex"']],
      ["no list and not the word", Listed, "some", ['field is not valid: expected "all" or array']],
      ["nothing at all", Listed, undefined, ["field is missing"]],
      ["a list of nothing", Listed, [], ["field must have at least 1 entry"]],
      ["the first form, but for a member", Spoken, { readOn: "x" }, ["field.source is missing"]],
      [
        "the second form, but for its text",
        Spoken,
        { until: 1 },
        ["field.until is not valid: expected string, received number"],
      ],
      ["the second form, and a key more", Spoken, { until: "x", more: 1 }, ["unknown key in field: more"]],
      ["nothing of either", Spoken, {}, ["field.until is missing"]],
    ])("%s", (_, schema, value, texts) => {
      expect(said(schema, value)).toEqual(texts);
    });
    it("whichever form stands first", () => {
      const Key = z.union([z.strictObject({ id: z.string() }), z.string().regex(/^sk_/, "must begin with sk_")]);
      expect(said(Key, "key")).toEqual(["field must begin with sk_"]);
      expect(said(Key, { id: 1 })).toEqual(["field.id is not valid: expected string, received number"]);
      expect(said(Key, 1)).toEqual(["field is not valid: expected object or string"]);
    });
    it("however much of it there is: twenty at most are told", () => {
      const many = Array.from({ length: 130_000 }, () => "vis");
      expect(said(Listed, many)).toHaveLength(20);
    });
    it("however many of them there are: twenty at most are told", () => {
      const many = Array.from({ length: 20 }, () => "vis");
      expect(said(z.array(Listed), [many, many])).toHaveLength(20);
    });
    it("by the objection that is furthest in, whatever else there is", () => {
      const Deep = z.union([
        z.strictObject({ until: z.string() }),
        z.strictObject({ in: z.strictObject({ at: z.number() }) }),
      ]);
      expect(said(Deep, { in: { at: "x" }, more: 1 })).toEqual([
        "field.in.at is not valid: expected number, received string",
        "unknown key in field: more",
      ]);
    });
    it("by the form whose text is malformed, before forms that lack a member", () => {
      const Dated = z.union([
        z.object({ until: z.string() }),
        z.strictObject({ on: z.iso.date({ error: "must be a day", abort: true }) }),
      ]);
      expect(said(Dated, { on: "x" })).toEqual(["field.on must be a day"]);
    });
    it("and leaves out our own words where no form is of the kind", () => {
      expect(said(z.union([z.number("must be a count"), z.boolean()]), "x")).toEqual([
        "field is not valid: expected boolean",
      ]);
    });
    it("and names the member by which forms are told apart, where that is wrong", () => {
      const Kinds = z.discriminatedUnion("kind", [z.strictObject({ kind: z.literal("a") })]);
      expect(said(Kinds, { kind: "b" })).toEqual([expect.stringMatching(/^field\.kind /)]);
    });
    it("and so within a form of forms", () => {
      expect(said(z.union([z.number(), z.strictObject({ in: Listed })]), { in: ["vis"] })).toEqual([
        'field.in.0 is not valid: expected one of "visa"|"amex"',
      ]);
    });
  });

  it("repeats no key that could be a card number", () => {
    const { error } = z.strictObject({}).safeParse({ "4111111111111111": 1, amount: 2 });
    expect(error && issueTexts(error)).toEqual(["unknown key: (unnamed), amount"]);
  });

  it.each([
    ["a", "a"],
    ["paymentMethodId", "paymentMethodId"],
    ["shipping_address_line", "shipping_address_line"],
    ["shipping-address-line", "shipping-address-line"],
    ["$ref", "$ref"],
    ["_own", "_own"],
    ["x12345", "x12345"],
    ["x123456", "(unnamed)"],
    ["1x", "(unnamed)"],
    ["a b", "(unnamed)"],
    ["a.b", "(unnamed)"],
    ["", "(unnamed)"],
    ["ä", "(unnamed)"],
    ["a1b2c3d4e5f6g7h", "a1b2c3d4e5f6g7h"],
    ["a1b2c3d4e5f6g7h8", "(unnamed)"],
    ["abcdefghijklmno", "abcdefghijklmno"],
    ["abcdefghijklmnop", "(unnamed)"],
    ["abcdefghijklmnOpq", "abcdefghijklmnOpq"],
    ["KEYSECURE_API_KEYS", "KEYSECURE_API_KEYS"],
    ["ABCDEFGHIJKLMNOPQ_R", "(unnamed)"],
    ["shippingAddressLineXy1", "(unnamed)"],
    ["veryLongNameOfManyWordsWithAnEnd", "veryLongNameOfManyWordsWithAnEnd"],
    ["veryLongNameOfManyWordsWithAnEnds", "(unnamed)"],
  ])("names the key %s as %s", (key, named) => {
    const { error } = z.strictObject({}).safeParse({ [key]: 1 });
    expect(error && issueTexts(error)).toEqual([`unknown key: ${named}`]);
  });
});
