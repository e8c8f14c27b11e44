/** What becomes of a quote on its way: other spellings of its payload, members of its header, and plain damage. */
import fc from "fast-check";
import { twinOf } from "../../../vectors/make/parts/sign.ts";
import { odd } from "./odd.ts";

/** The same payload as other writers of JSON would spell it, or as no reader may take it. */
const SPELLINGS: readonly ((json: string) => string)[] = [
  (json) => json.replace(/"(\w+Amount)":(\d+)/g, '"$1":$2.0'),
  (json) => json.replace(/"(\w+Rate)":(\d+)/, '"$1":$2e0'),
  (json) => json.replace("US", "\\u0055S"),
  (json) => `  ${json}\n`,
  (json) => json.replace("{", '{"more":{"a":[1,null,"x"]},'),
  (json) => json.replace("}", ""),
  (json) => `\ufeff${json}`,
  (json) => `[${json}]`,
  () => "null",
];
export const anySpelling = fc.oneof(
  { weight: 9, arbitrary: fc.constant((json: string) => json) },
  fc.constantFrom(...SPELLINGS),
);
export const anyHeader = fc.oneof(
  { weight: 12, arbitrary: fc.constant({}) },
  fc.dictionary(fc.constantFrom("alg", "typ", "kid", "crit", "jwk"), odd, { maxKeys: 2 }),
);

const flip = (quote: string, at: number): string => {
  const place = at % quote.length;
  return `${quote.slice(0, place)}${quote[place] === "A" ? "B" : "A"}${quote.slice(place + 1)}`;
};
const DAMAGES: readonly ((quote: string, at: number) => unknown)[] = [
  flip,
  twinOf,
  (quote, at) => quote.slice(0, at % quote.length),
  (quote) => `${quote}=`,
  (quote) => ` ${quote}`,
  (quote) => `${quote}.x`,
  (quote) => `${quote}\n`,
  (quote, at) => [null, "", 7, {}, [quote], "é", "a.b.c"][at % 7],
];
export const anyDamage = fc.oneof(
  { weight: 9, arbitrary: fc.constant((quote: string): unknown => quote) },
  fc.constantFrom(...DAMAGES),
);
