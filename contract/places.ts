/**
 * The one form of a place that rules and quotes use. Here, because a merchant's server that verifies a quote must read
 * places as the service did. Pure; an unknown name is never guessed at, so that it matches no rule and no quote.
 */
import { needsState, normaliseCode } from "./plain-checks.ts";
import { isSubdivision, SUBDIVISIONS, US_TERRITORIES } from "./subdivisions.ts";

export interface Place {
  /** ISO 3166-1 alpha-2, or two other letters, which no rule covers. */
  readonly country: string;
  /**
   * Of the US and Canada, the ISO 3166-2 code without its country prefix where it is known, else what was given, `a` to
   * `z` as capitals; null if nothing was. Of any other country null: no rule there knows states.
   */
  readonly state: string | null;
}

/** ASCII, Latin letters with their accents, punctuation and full-width forms. A name with any other character is not known. */
const FOLDABLE = /^[\0-\u036f\u1e00-\u206f\u2212\u3000\ufb00-\ufb06\uff01-\uff5e\ufeff]*$/;

/**
 * A name as it is compared: letters and digits alone, in capitals and without accents, `&` as `and`. So `N.Y.` is `NY`,
 * `Hawaiʻi` is `HAWAII`, and `New-York`, `NewYork` and `new  york` are one name.
 *
 * Each character is folded by itself, whatever stands beside it: `tools/recipes/` writes what becomes of each as a table
 * for the other languages, which so need no knowledge of Unicode.
 */
export function foldName(name: string): string {
  if (!FOLDABLE.test(name)) return name;
  return name
    .normalize("NFKD")
    .replaceAll("&", "and")
    .replaceAll(/[^\p{L}\p{N}]|\p{Lm}/gu, "")
    .toUpperCase();
}

let codesByName: ReadonlyMap<string, ReadonlyMap<string, string>> | undefined;

/**
 * The codes of states and provinces by country and by each of their names, folded; a code is a name too. Folded at the
 * first name that is no code: a page's script has better things to do while it loads.
 */
export function stateCodes(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  codesByName ??= new Map(
    Object.entries(SUBDIVISIONS).map(([country, subdivisions]) => [
      country,
      new Map(
        Object.entries(subdivisions).flatMap(([code, names]) =>
          [code, ...names].map((name): [string, string] => [foldName(name), code]),
        ),
      ),
    ]),
  );
  return codesByName;
}

/**
 * Brings a place to the form that rules and quotes use: `US-IL`, `il` and `Illinois` become `IL`; `PR GU VI AS MP` as
 * countries become states of `US`. A name that is not known is kept as given, `a` to `z` as capitals, and matches no rule.
 * What it gives it leaves as it is.
 */
export function normalisePlace(input: { country: string; state?: string | null | undefined }): Place {
  const country = normaliseCode(input.country);
  if (US_TERRITORIES.includes(country)) return { country: "US", state: country };
  if (!needsState(country)) return { country, state: null };
  let state = normaliseCode(input.state ?? "");
  while (state.startsWith(`${country}-`)) state = state.slice(country.length + 1).trim();
  if (state === "") return { country, state: null };
  if (isSubdivision(country, state)) return { country, state };
  return { country, state: stateCodes().get(country)?.get(foldName(state)) ?? state };
}
