/**
 * Finds names in a column of the gateway's answer. Brand, type and level are free text of one BIN table, so every name is
 * looked for in each of them; columns.ts says what follows.
 *
 * Words are compared in lower case, without accents, and with everything but letters and digits turned into single blanks.
 */
import { BRAND_NAMES, type CardName } from "./brand-names.ts";
import { PRODUCT_NAMES, RUN_TOGETHER } from "./product-names.ts";

/** A name, or a word that is none. */
export interface Piece {
  /** Folded, without blanks. */
  readonly text: string;
  readonly name: CardName | null;
}

/** Ways of saying that there is nothing to say. */
const NOTHING_WORDS: ReadonlySet<string> = new Set([
  "",
  "unknown",
  "unrecognized",
  "unrecognised",
  "not available",
  "not found",
  "n a",
  "na",
  "none",
  "null",
  "nil",
  "undefined",
]);

/** Between the names of a co-badged card. */
const SEPARATOR = /[/,;+&|()\\]|\b(?:and|with|co-?\s?(?:badged?|branded))\b/iu;

const MAX_WORDS_IN_A_NAME = 4;

/** Words that leave an ordinary word beside them a name: "Plus ATM network", "Solo UK". */
const COMPANIONS: ReadonlySet<string> = new Set(
  "card cards network networks system systems eft pos only uk us usa u s a europe canada international global worldwide".split(
    " ",
  ),
);

const NAMES: ReadonlyMap<string, CardName> = new Map(Object.entries({ ...PRODUCT_NAMES, ...BRAND_NAMES }));
const PARTS_OF_WORDS = Object.entries(RUN_TOGETHER);

/** Lower case, letters and digits, single blanks, no accents. */
export function fold(text: string | null): string {
  return (text ?? "")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ı", "i")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** True of an empty text and of one that says "unknown" in some way. */
export const saysNothing = (text: string | null): boolean => NOTHING_WORDS.has(fold(text));

/** The names and other words of a text, in their order. A name is the longest that starts at a word. */
export function piecesOf(text: string | null): Piece[] {
  if (saysNothing(text)) return [];
  return (text ?? "").split(SEPARATOR).flatMap((part) => {
    const pieces = walk(fold(part).split(" ").filter(Boolean));
    return pieces.map((piece) =>
      piece.name?.ordinary === true && !standsAlone(piece, pieces) ? { ...piece, name: null } : piece,
    );
  });
}

function walk(words: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < words.length; ) {
    const length = lengthOfName(words, start);
    const text = words.slice(start, start + length).join("");
    pieces.push({ text, name: NAMES.get(text) ?? nameWithin(text) });
    start += length;
  }
  return pieces;
}

/** How many words the longest name takes that starts here; 1 where none does. */
function lengthOfName(words: readonly string[], start: number): number {
  for (let length = Math.min(MAX_WORDS_IN_A_NAME, words.length - start); length > 1; length--) {
    if (NAMES.has(words.slice(start, start + length).join(""))) return length;
  }
  return 1;
}

const nameWithin = (word: string): CardName | null => PARTS_OF_WORDS.find(([part]) => word.includes(part))?.[1] ?? null;

const standsAlone = (piece: Piece, pieces: readonly Piece[]): boolean =>
  pieces.every(
    ({ text, name }) =>
      text === piece.text || name?.brand !== undefined || name?.funding === "debit" || COMPANIONS.has(text),
  );
