/** Places in any spelling, for properties. */
import fc from "fast-check";
import { SUBDIVISIONS, US_TERRITORIES } from "../../../contract/subdivisions.ts";

const BLANKS = [" ", "\t", "\u00a0", "\u2003", "\u3000", "\ufeff"];
const ORNAMENTS = [".", "'", "’", "ʻ", "\u0301", "\u200b", "-", "–", "&", "/", ...BLANKS];

const oftenNone = (...others: string[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant("") }, fc.constantFrom("", ...others));

const countries = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("US", "CA", "us", "Ca", ...US_TERRITORIES, "GB", "XK") },
  fc.string({
    unit: fc.constantFrom("u", "s", "c", "a", "U", "S", "C", "A", "p", "r", "ß", "ſ"),
    minLength: 2,
    maxLength: 2,
  }),
);

const names = Object.values(SUBDIVISIONS).flatMap((states) => Object.entries(states).flat(2));
const prefixes = oftenNone("US-", "us-", "CA-", "US-US-", "US- ", "US");

const CASES = [(text: string) => text, (text: string) => text.toLowerCase(), (text: string) => text.toUpperCase()];

/** A name of a state, well or badly spelt. */
const spelling = fc
  .tuple(fc.constantFrom(...names), fc.array(oftenNone(...ORNAMENTS), { maxLength: 12 }), fc.constantFrom(...CASES))
  .map(([name, ornaments, inCase]) =>
    inCase(Array.from(name, (letter, at) => letter + (ornaments[at] ?? "")).join("")),
  );

const around = (text: fc.Arbitrary<string>) =>
  fc.tuple(oftenNone(...BLANKS), text, oftenNone(...BLANKS)).map((parts) => parts.join(""));

const states = fc.oneof({ weight: 4, arbitrary: spelling }, fc.string({ unit: "grapheme", maxLength: 40 }));

export const anyPlace = fc.record({
  country: around(countries),
  state: fc.option(around(fc.tuple(prefixes, states).map((parts) => parts.join("")))),
});
