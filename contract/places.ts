/**
 * The one form of a place that rules and quotes use. Here, because a merchant's server that verifies a quote must read
 * places as the service did. Pure; an unknown name is never guessed at, so that it matches no rule and no quote.
 */
import { SUBDIVISIONS, US_TERRITORIES } from "./subdivisions.ts";

export interface Place {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** The ISO 3166-2 code without its country prefix where it is known, else what was given, upper-cased; null if nothing was. */
  readonly state: string | null;
}

/** Accents, case, punctuation and repeated blanks removed, so that "Québec" and "QUEBEC" are one name. */
function fold(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, " ")
    .trim();
}

const CODE_BY_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries(SUBDIVISIONS).flatMap(([country, subdivisions]) =>
    Object.entries(subdivisions).flatMap(([code, names]) =>
      [code, ...names].map((name): [string, string] => [`${country} ${fold(name)}`, code]),
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
  if (given === "") return { country, state: null };
  const bare = given.startsWith(`${country}-`) ? given.slice(country.length + 1) : given;
  return { country, state: CODE_BY_NAME.get(`${country} ${fold(bare)}`) ?? bare };
}
