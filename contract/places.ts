/**
 * The one form of a place that rules and quotes use. Here, because a merchant's server that verifies a quote must read
 * places as the service did. Pure; an unknown name is never guessed at, so that it matches no rule and no quote.
 */
import { needsState } from "./plain-checks.ts";
import { SUBDIVISIONS, US_TERRITORIES } from "./subdivisions.ts";

export interface Place {
  /** ISO 3166-1 alpha-2, or two other letters, which no rule covers. */
  readonly country: string;
  /**
   * Of the US and Canada, the ISO 3166-2 code without its country prefix where it is known, else what was given,
   * upper-cased; null if nothing was. Of any other country null: no rule there knows states.
   */
  readonly state: string | null;
}

/**
 * A name as it is compared: letters and digits alone, in capitals and without accents, `&` as `and`. So `N.Y.` is `NY`,
 * `Hawaiʻi` is `HAWAII`, and `New-York`, `NewYork` and `new  york` are one name. Letters of other scripts stay.
 */
function foldName(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll("&", "and")
    .replaceAll(/[^\p{L}\p{N}]|\p{Lm}/gu, "")
    .toUpperCase();
}

const CODE_BY_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries(SUBDIVISIONS).flatMap(([country, subdivisions]) =>
    Object.entries(subdivisions).flatMap(([code, names]) =>
      [code, ...names].map((name): [string, string] => [`${country} ${foldName(name)}`, code]),
    ),
  ),
);

/**
 * Brings a place to the form that rules and quotes use: `US-IL`, `il` and `Illinois` become `IL`; `PR GU VI AS MP` as
 * countries become states of `US`. A name that is not known is kept as given, upper-cased, and matches no rule.
 */
export function normalisePlace(input: { country: string; state?: string | null | undefined }): Place {
  const country = input.country.trim().toUpperCase();
  if (US_TERRITORIES.includes(country)) return { country: "US", state: country };
  const given = (input.state ?? "").trim().toUpperCase();
  if (given === "" || !needsState(country)) return { country, state: null };
  const bare = given.startsWith(`${country}-`) ? given.slice(country.length + 1) : given;
  return { country, state: CODE_BY_NAME.get(`${country} ${foldName(bare)}`) ?? bare };
}
