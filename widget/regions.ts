/**
 * The names of states and provinces of the two countries where a surcharge depends on them, so that a misspelt one is
 * noticed in the page and not taken for a place. The service knows the names; here are two characters of a checksum of
 * each, a sixth of their size. A misspelt name passes by chance about once in 100; the service then answers zero.
 */
const CHECKSUMS =
  "7%E&z(l)p*@,x-@.E/70G1}2{3,5W7@8S9f:;<B=m=]?b?$AGAlC,DADqG>HhH2IqICK<LELwNrOKP}RDS;UhU9YWZjZA\\i\\}]1_E`^`j`=c0e9fXh" +
  "yhlk:lKmIn}n6oqo.pVpop4qeqrr2s(uYwiw3xYyu|5}";
const VALUES = 8_100;
const DIGITS = 90;
/** `$` */
const FIRST_DIGIT = 36;

/** Letters and digits alone: case, accents, blanks and punctuation do not matter. */
function checksum(text: string): string {
  const letters = text
    .normalize("NFD")
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "");
  const sum = letters.split("").reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % VALUES, 0);
  return String.fromCharCode(FIRST_DIGIT + (sum % DIGITS), FIRST_DIGIT + sum / DIGITS);
}

/** True where the service needs a state or province. */
export const needsState = (country: string | undefined): boolean => country === "US" || country === "CA";

/**
 * True for a code (`IL`, `US-IL`) and for a name: of a known state where states matter, of any form elsewhere.
 *
 * @param country upper case, or undefined when it is not chosen yet
 */
export function isState(text: string, country: string | undefined): boolean {
  if (/^([a-z]{2}-)?[a-z0-9]{1,3}$/i.test(text)) return true;
  if (!/^[\p{L}\p{M} .'’-]{1,64}$/u.test(text)) return false;
  return !needsState(country) || CHECKSUMS.match(/../g)?.includes(checksum(country + text)) === true;
}
