/**
 * The names of states and provinces of the two countries where a surcharge depends on them, so that a misspelt one is
 * noticed in the page and not taken for a place. The service knows the names; here are three characters of a checksum of
 * each, a fifth of their size. A misspelt name passes by chance about once in 600; the service then answers zero.
 */
const CHECKSUMS =
  "0fi0ts1hz2mi3im48d5hw69z6cl6jw6wx7ay7nj80482y87i8jx9tfab3ajach0dn8dnte6hegeehnfuvfymfywg3lgf8gfdgjhhhti2bi8zigyiwliy" +
  "hj0hjp5k32k33l1mm4dmaomfxmrhnajnrqnsxnwbodnolep5spqlq73q88qbuqhrr8prbwrx9s7xs9zszbt9ntawto1tt9ujov7qw33wcjwcxwmmxh4yu" +
  "nyv0zfuzke";

/** Case, accents and punctuation do not matter. */
const fold = (name: string) =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, " ")
    .trim();

function checksum(text: string): string {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + character.charCodeAt(0)) % 46_656;
  return sum.toString(36).padStart(3, "0");
}

/** True where the service needs a state or province. */
export const needsState = (country: string | null): boolean => country === "US" || country === "CA";

/**
 * True for a code (`IL`, `US-IL`) and for a name: of a known state where states matter, of any form elsewhere.
 *
 * @param country upper case, or null when it is not chosen yet
 */
export function isState(text: string, country: string | null): boolean {
  if (/^([a-z]{2}-)?[a-z0-9]{1,3}$/i.test(text)) return true;
  if (!needsState(country)) return /^[\p{L}\p{M} .'’-]{1,64}$/u.test(text);
  return CHECKSUMS.match(/.{3}/g)?.includes(checksum(country + fold(text))) ?? false;
}
