/**
 * The names of states and provinces of the two countries where a surcharge depends on them, so that a misspelt one is
 * noticed in the page and not taken for a place. The service knows the names; here are three characters of a checksum of
 * each, a fifth of their size. A misspelt name passes by chance about once in 200; the service then answers zero.
 */
const CHECKSUMS =
  "1ic28i2dn4ge4wx4yh56n68d68t6gy7af7ay7jx81z8888l1a33b9nccxcx3dhndwbdzbe57erqexxfajfx9gh4gpshclhnii1fijwjhtkaol5sl" +
  "mmltfmbwmjomlemq6mtsn7inimno1o9up7mpfuq9zr0gr6qrh0rjasnttcjtjdtjhtozuf8ujevbuvfxvhwvrhvufvxzw73wkex0ix1hx3lx65x6" +
  "hxcxxuvxuyy33";

/** Three characters of letters and digits alone: case, accents, blanks and punctuation do not matter. */
function checksum(text: string): string {
  const letters = text
    .normalize("NFD")
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "");
  const sum = letters.split("").reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 45_360, 0);
  return (sum + 1296).toString(36);
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
  return !needsState(country) || CHECKSUMS.includes(checksum(country + text));
}
