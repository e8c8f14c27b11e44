import fc from "fast-check";
import { expect, test } from "vitest";
import { changedFields } from "../../../../worker/ledger/audit/fields.ts";

const SHOWN = ["a", "rates.*", "list.*.on", "place.country"];

test.each([
  [{ a: 1 }, { a: 1 }, []],
  [{ a: 1 }, { a: 2 }, [{ path: "a", before: 1, after: 2 }]],
  [null, { a: false, b: 1 }, [{ path: "a", after: false }, { path: "b" }]],
  [{ a: null, b: "x" }, null, [{ path: "a", before: null }, { path: "b" }]],
  [
    { rates: { visa: 1 } },
    { rates: { amex: 2 } },
    [
      { path: "rates.visa", before: 1 },
      { path: "rates.amex", after: 2 },
    ],
  ],
  [
    { list: [{ on: "1", by: "Jo" }] },
    { list: [{ on: "1", by: "Bo" }, { on: "2" }] },
    [{ path: "list.0.by" }, { path: "list.1.on", after: "2" }],
  ],
  // As deep as it was listed, and no deeper.
  [
    { place: { country: "US" } },
    { place: { country: { name: "US" } } },
    [{ path: "place.country", before: "US" }, { path: "place.country.name" }],
  ],
  [{ a: "x" }, { a: "y".repeat(121) }, [{ path: "a" }]],
])("%j to %j: %j", (before, after, fields) => expect(changedFields(before, after, SHOWN)).toEqual(fields));

test("more fields than sixty are counted", () => {
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`field${at}`, at]));
  const fields = changedFields(null, many, []);
  expect(fields).toHaveLength(61);
  expect(fields.at(-1)).toEqual({ path: "and 40 more" });
});

test("no value of a field that is not listed is ever told", () => {
  const secret = fc.constant("SECRET");
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      secret,
      fc.integer(),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("a", "rates", "list", "place", "on", "country", "visa"), tie("value"), {
        maxKeys: 3,
      }),
    ),
  }));
  fc.assert(
    fc.property(value, value, (before, after) => {
      const fields = changedFields({ before }, { before: after }, ["never"]);
      expect(JSON.stringify(fields)).not.toContain("SECRET");
    }),
  );
});
