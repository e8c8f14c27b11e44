/** What the recipes' tables say, whatever their language: worked out from `contract/`, and how their lines are filled. */
import { REASON_OUTCOME } from "../../../contract/lists.ts";
import { MAX_AMOUNT, MAX_TAX_RATE } from "../../../contract/money.ts";
import { ORIGIN_PATTERN } from "../../../contract/origin.ts";
import { foldName, stateCodes } from "../../../contract/places.ts";
import { US_TERRITORIES } from "../../../contract/subdivisions.ts";
import { USER_AGENT } from "../../../contract/user-agent.ts";

const LAST_CHARACTER = 0xffff;
const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;
const LINE_LENGTH = 118;

const CHARACTERS: readonly string[] = Array.from({ length: LAST_CHARACTER + 1 }, (_, code) => code)
  .filter((code) => code < FIRST_SURROGATE || code > LAST_SURROGATE)
  .map((code) => String.fromCodePoint(code));

const isFolded = (character: string, fold: string): boolean => fold !== character && /^[A-Z0-9]*$/.test(fold);

export const TABLES = {
  userAgent: USER_AGENT,
  maxAmount: MAX_AMOUNT,
  maxTaxRate: MAX_TAX_RATE,
  reasonOutcomes: Object.entries(REASON_OUTCOME),
  originPattern: ORIGIN_PATTERN,
  territories: US_TERRITORIES,
  states: [...stateCodes()].map(([country, codes]) => [country, [...codes]] as const),
  /** What is dropped around a text: what ECMAScript trims. */
  blanks: CHARACTERS.filter((character) => character.trim() === ""),
  /** What becomes of a character in a name; those that nothing becomes of are left out. */
  folds: CHARACTERS.map((character) => [character, foldName(character)] as const).filter(([character, fold]) =>
    isFolded(character, fold),
  ),
} as const;

/** What each file says at its top, as lines without the marks of a comment. */
export const HEADER: readonly string[] = [
  "Written by `npm run recipes:tables` from `contract/`: change it there.",
  "",
  "A place is read in these steps and no others, so that it is the same place in every language:",
  "",
  "1. The blanks around country and state go (BLANKS), and `a` to `z` become capitals; no other letter does.",
  "2. A country of TERRITORIES is the state of that code of the country US, whatever state was given.",
  "3. Of a country that STATES does not have, the state is nothing.",
  "4. While the state begins with the country and a hyphen, such as `US-`, both go, and the blanks then at its start. If",
  "   nothing is left, there is no state.",
  "5. Each character of the state is replaced by what FOLDS has for it, often by nothing; one that is not there stays. If",
  "   STATES of the country has the result, the state is that code. If not, it is what step 4 left, unfolded.",
  "",
  "A currency is read by step 1 alone.",
  "",
  "The service's address, the fact `iss`: the blanks around it go, `A` to `Z` become small, and ORIGIN has to fit at its start. Its",
  "origin is scheme, `://`, host and, unless it is 80 of http or 443 of https, `:` and the port as a number.",
];

/** The entries with commas between and after them, in lines that are not too long. */
export function fill(entries: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = indent;
  for (const entry of entries) {
    if (line !== indent && line.length + entry.length > LINE_LENGTH) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${entry}, `;
  }
  return [...lines, line.trimEnd()].join("\n");
}

/** A character as it is where a reader can see it, else as its code. */
export function spell(character: string, escape: (hexadecimal: string) => string): string {
  if (/^[\p{L}\p{N}]$/u.test(character)) return character;
  return escape((character.codePointAt(0) ?? 0).toString(16).toUpperCase());
}
