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

const numbered = (count: number, value: unknown = 1) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`n${at}`, value]));

test("past sixty fields the settings with the most of them are told by their number, and the others whole", () => {
  const fields = changedFields(null, { many: numbered(59), more: numbered(61), a: 1, secret: "x" }, ["a"]);
  expect(fields).toEqual([
    { path: "many: 59 fields" },
    { path: "more: 61 fields" },
    { path: "a", after: 1 },
    { path: "secret" },
  ]);
  expect(changedFields(null, { many: numbered(59), a: 1 }, [])).toHaveLength(60);
});

test("every setting that differs is named, whatever else differs", () => {
  const settings = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.nat({ max: 90 }), { maxKeys: 90 });
  fc.assert(
    fc.property(settings, (counts) => {
      const after = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, numbered(count)]));
      const fields = changedFields(null, after, []);
      const named = new Set(fields.map(({ path }) => path.split(/[.:]/, 1)[0]));
      expect(named).toEqual(new Set(Object.keys(counts).filter((name) => counts[name] !== 0)));
      expect(fields.length).toBeLessThanOrEqual(60 + named.size);
    }),
  );
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
