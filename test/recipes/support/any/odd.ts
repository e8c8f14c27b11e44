/** Values in forms that they should not have, for questions to every language at once. JSON alone, and no number that a reader rounds. */
import fc from "fast-check";

/** Of any type. Integers stay below 2^53, for beyond it readers of JSON differ before any recipe sees them. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, "", " ", "\u00a0", true, false, 0, 1, -1, 0.5, 12_500, 12_500.5, 1e12, 1e300),
  fc.constantFrom<unknown>([], {}, [null], ["x"], { x: "y" }, "12500", "null", "US", "constructor", "__proto__"),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
);

type Members = Readonly<Record<string, unknown>>;

/** Up to so many members of `record` made odd or left out. Most often none: what is right must be tried, too. */
export const withOddMembers = (record: Members, names: readonly string[], most: number): fc.Arbitrary<Members> => {
  const change = fc.tuple(
    fc.constantFrom(...names),
    fc.oneof(fc.constant(undefined), odd, { arbitrary: odd, weight: 2 }),
  );
  const changes = fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(change, { maxLength: most }));
  return changes.map((made) => ({ ...record, ...Object.fromEntries(made) }));
};
