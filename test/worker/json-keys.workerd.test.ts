import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scanKeys } from "../../worker/json-keys.ts";

describe("the scan over a body's keys", () => {
  test.each([
    ['{"a":1,"a":2}', "same key twice"],
    ['{"a":1,"\\u0061":2}', "same key twice"],
    ['{"x":{"b":1,"c":[1,2],"b":2}}', "same key twice"],
    ['{"__proto__":{}}', "__proto__"],
    ['{"\\u005f_proto__":{}}', "__proto__"],
    ['{"x":{"__proto__":1}}', "__proto__"],
    ['{"a":{"b":{"c":{"d":{}}}}}', "deeper than 4"],
    ["[[[[[]]]]]", "deeper than 4"],
  ])("refuses %s", (text, reason) => {
    expect(scanKeys(text, 4)).toContain(reason);
  });

  test.each([
    "{}",
    "null",
    '"text with { [ and a, comma"',
    '{"a":"b","b":"a"}',
    '{"a":{"a":{"a":{"a":"a"}}}}',
    '{"a":["a","a",{"a":"a"}],"b":"a"}',
    '{"quote\\"":1,"quote":"\\\\"}',
    '{"a":"\\ud800","b":"{\\"a\\":1,\\"a\\":2}"}',
  ])("lets %s pass", (text) => {
    expect(scanKeys(text, 4)).toBeNull();
  });

  test("finds a repeated key exactly where a re-serialised value has lost one", () => {
    const key = fc.constantFrom("a", "b", "\\u0061", 'c\\"', "__x");
    const pairs = fc.array(fc.tuple(key, fc.constantFrom("1", '"a"', "[]", '{"a":1}')), { maxLength: 5 });
    fc.assert(
      fc.property(pairs, (entries) => {
        const text = `{${entries.map(([name, value]) => `"${name}":${value}`).join(",")}}`;
        const kept = Object.keys(JSON.parse(text) as object).length;
        expect(scanKeys(text, 4) === null).toBe(kept === entries.length);
      }),
    );
  });
});
