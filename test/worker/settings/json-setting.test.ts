import { expect, test } from "vitest";
import * as z from "zod";
import { jsonOf } from "../../../worker/settings/json-setting.ts";

const Setting = jsonOf(z.record(z.string(), z.number()));
const reasonsOf = (text: string) => Setting.safeParse(text).error?.issues.map(({ message }) => message) ?? [];

test("a JSON text is what it says", () => {
  expect(Setting.parse('{"a": 1, "b": 2}')).toEqual({ a: 1, b: 2 });
});

test.each([
  ["", "must be JSON"],
  ["{'a': 1}", "must be JSON"],
  ['{"a": 1, "a": 2}', "with each name once"],
  [String.raw`{"a": 1, "\u0061": 2}`, "with each name once"],
  ['{"__proto__": 1}', "none __proto__"],
])("%s is refused: %s", (text, reason) => {
  expect(reasonsOf(text)).toEqual([expect.stringContaining(reason)]);
});

test("a text of another form is refused by the schema", () => {
  expect(reasonsOf('{"a": "1"}')).toHaveLength(1);
});
