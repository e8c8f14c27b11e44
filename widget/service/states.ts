/**
 * The names of states and provinces of the two countries where a surcharge depends on them, so that a misspelt one is
 * noticed in the page and not taken for a place. The service knows the names; here are two characters of a checksum of
 * each, a sixth of their size. A misspelt name passes by chance about once in 100, one with a letter missing, doubled or
 * swapped about once in 200; the service then answers zero.
 */
import { needsState } from "../../contract/plain-checks.ts";

export { needsState } from "../../contract/plain-checks.ts";

const CHECKSUMS =
  "-$R&e&w&&'Q'4(@)M)`)a)C+/-h.u.+/70P0Q093g425>9Q9X90;?;f<s<P?EA_ByBPCGEiElF?GEG/H3H,IrLWOOSxSfV4_k`mapacbbd2e%f[f7g6i" +
  "0jQjijmjkkPnKo.q^q8tttfu?vZw0x^yayFzmzU}a}";
/** Of all up to 900 the factor that lets the fewest slips of one letter pass. */
const FACTOR = 857;
const VALUES = 8_100;
const DIGITS = 90;
/** The dollar sign. */
const FIRST_DIGIT = 36;

/** Letters and digits alone: case, accents, blanks and punctuation do not matter. */
function checksum(text: string): string {
  const letters = text
    .normalize("NFD")
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "");
  const sum = letters.split("").reduce((sum, letter) => (sum * FACTOR + letter.charCodeAt(0)) % VALUES, 0);
  return String.fromCharCode(FIRST_DIGIT + (sum % DIGITS), FIRST_DIGIT + sum / DIGITS);
}

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
