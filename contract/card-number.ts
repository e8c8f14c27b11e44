/**
 * Knows a card number in any text: 12 to 19 digits of any script that pass the check of Luhn (ISO/IEC 7812-1, annex B), with
 * a single character between them or none. Pure.
 *
 * One in ten runs of digits passes Luhn by chance, so what is surely something else is taken out first: a UUID, a hash or an
 * id in hex, and the date that a run begins with.
 */

/** Neither letter nor digit: blanks, dashes, dots and whatever else stands between the groups of a number. */
const RUN = /\d(?:[^\p{L}\p{N}]?\d){11,}/gu;
const BETWEEN = /[^\p{L}\p{N}]/u;

/** Groups as they are printed on cards. */
const PRINTED = ["4-4-4-4", "4-4-4-4-3", "4-6-5", "4-6-4"].map((groups) => groups.split("-").map(Number));

const UUID = /(?<![0-9a-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z])/giu;
/** Longer than any card number, and with a letter in it. */
const HEX = /(?<![0-9a-z])(?=\d*[a-f])[0-9a-f]{24,}(?![0-9a-z])/giu;
/** `2026-11-27`, `20261127` or `2026/11/27 10:30:00`, with more to come. No card number begins so. */
const DATE =
  /^(?:19|20)\d\d([^\p{L}\p{N}]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?:[^\p{L}\p{N}]\d\d:\d\d(?::\d\d)?)?(?=[^\p{L}\p{N}])/u;

/** Most texts have fewer digits than any card number, and are not looked through further. */
const lacksDigits = (text: string): boolean => isPlain(text) && !/(?:\d\D*){12}/.test(text);

/** True if some part of `text` is a card number. */
export function holdsCardNumber(text: string): boolean {
  if (lacksDigits(text)) return false;
  const plain = withPlainDigits(text).replace(UUID, "x").replace(HEX, "x");
  return Array.from(plain.matchAll(RUN), ([run]) => run.replace(DATE, "")).some(runHoldsOne);
}

/** True for 12 to 19 digits and nothing else but what stands between them, whatever their check digit is. */
export function isCardNumber(text: string): boolean {
  const plain = withPlainDigits(text.trim());
  return /^\d(?:[^\p{L}\p{N}]?\d){11,18}$/u.test(plain);
}

/** All digits of a run, one group of it that has its length, or neighbours in the groups of a card. */
function runHoldsOne(run: string): boolean {
  const groups = run.split(BETWEEN);
  if (passes(groups.join("")) || groups.some(passes)) return true;
  return groups.some((_, start) =>
    PRINTED.some((lengths) => {
      const part = groups.slice(start, start + lengths.length);
      return lengths.every((length, place) => part[place]?.length === length) && passes(part.join(""));
    }),
  );
}

function passes(digits: string): boolean {
  if (digits.length < 12 || digits.length > 19) return false;
  const sum = Array.from(digits)
    .toReversed()
    .map((digit, place) => Number(digit) * (place % 2 === 0 ? 1 : 2))
    .reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
  return sum % 10 === 0;
}

/** ASCII that can be seen: each digit in it is one of `0` to `9`. */
const isPlain = (text: string): boolean => /^[ -~]*$/.test(text);

/** Digits of every script as those of ASCII, and without what is not seen: marks, joiners, soft hyphens. */
function withPlainDigits(text: string): string {
  if (isPlain(text)) return text;
  return text
    .normalize("NFKC")
    .replaceAll(/[\p{M}\p{Cf}]/gu, "")
    .replaceAll(/(?!\d)\p{Nd}/gu, plainDigit);
}

/** Unicode keeps the ten digits of a script in one row, zero first, and rows apart from one another. */
function plainDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}
