/**
 * What a card number's digits say by themselves: brand, grouping, length, check digit. Only for typing comfort; which
 * card it really is the gateway's BIN lookup says.
 */

/**
 * @typedef {object} Scheme
 * @property {string} name
 * @property {RegExp} start
 * @property {number[]} lengths
 * @property {number[]} groups
 * @property {number} cvv digits of the security code
 */

/** @type {Scheme} */
const UNKNOWN = { name: "", start: /^/, lengths: [12, 13, 14, 15, 16, 17, 18, 19], groups: [4, 4, 4, 4, 3], cvv: 3 };

/** @type {Scheme[]} */
const SCHEMES = [
  { name: "Amex", start: /^3[47]/, lengths: [15], groups: [4, 6, 5], cvv: 4 },
  { name: "Diners Club", start: /^3(0[0-5]|[689])/, lengths: [14, 16, 19], groups: [4, 6, 4], cvv: 3 },
  { name: "JCB", start: /^35(2[89]|[3-8])/, lengths: [16, 17, 18, 19], groups: [4, 4, 4, 4, 3], cvv: 3 },
  { name: "Visa", start: /^4/, lengths: [16, 19], groups: [4, 4, 4, 4, 3], cvv: 3 },
  {
    name: "Mastercard",
    start: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/,
    lengths: [16],
    groups: [4, 4, 4, 4],
    cvv: 3,
  },
  { name: "Discover", start: /^6(011|4[4-9]|5)/, lengths: [16, 19], groups: [4, 4, 4, 4, 3], cvv: 3 },
  { name: "UnionPay", start: /^62/, lengths: [16, 17, 18, 19], groups: [4, 4, 4, 4, 3], cvv: 3 },
  { name: "Maestro", start: /^(50|5[6-9]|6)/, lengths: UNKNOWN.lengths, groups: [4, 4, 4, 4, 3], cvv: 3 },
];

/** The scheme whose numbers start like this one. @param {string} digits */
export function schemeOf(digits) {
  return SCHEMES.find(({ start }) => start.test(digits)) ?? UNKNOWN;
}

/** Digits in the scheme's groups. @param {string} digits */
export function inGroups(digits) {
  /** @type {string[]} */
  const parts = [];
  let rest = digits;
  for (const size of schemeOf(digits).groups) {
    if (rest === "") break;
    parts.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return parts.join(" ") + rest;
}

/** The longest number to let in. @param {string} digits @param {boolean} mayBeLong */
export function longestOf(digits, mayBeLong) {
  const longest = Math.max(...schemeOf(digits).lengths);
  return mayBeLong ? longest : Math.min(longest, 16);
}

/** True for a number of the scheme's length with a right check digit. @param {string} digits @param {boolean} mayBeLong */
export function isWholeNumber(digits, mayBeLong) {
  const { lengths } = schemeOf(digits);
  return lengths.includes(digits.length) && digits.length <= longestOf(digits, mayBeLong) && passesLuhn(digits);
}

/** @param {string} digits */
function passesLuhn(digits) {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const value = index % 2 === 1 ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** `MM / YY` while it is typed: a month above 1 gets its nought. @param {string} digits */
export function asExpiry(digits) {
  const padded = /^[2-9]/.test(digits) ? `0${digits}` : digits;
  return padded.length > 2 ? `${padded.slice(0, 2)} / ${padded.slice(2, 4)}` : padded;
}

/** True for a month that is not over. @param {string} value `MM / YY` @param {Date} today */
export function isFutureExpiry(value, today) {
  const match = /^(0[1-9]|1[0-2])\s*\/?\s*(\d{2})$/.exec(value.trim());
  if (match === null) return false;
  const months = (2000 + Number(match[2])) * 12 + Number(match[1]) - 1;
  return months >= today.getFullYear() * 12 + today.getMonth();
}

/** True for nine digits that pass the ABA check. @param {string} digits */
export function isRoutingNumber(digits) {
  if (!/^\d{9}$/.test(digits)) return false;
  const weights = [3, 7, 1];
  const sum = Array.from(digits).reduce((sum, digit, index) => sum + Number(digit) * (weights[index % 3] ?? 0), 0);
  return sum % 10 === 0;
}

/**
 * What a magnetic-stripe reader typed, when it is track 1 or track 2.
 * @param {string} text
 */
export function readTrack(text) {
  const one = /%B(\d{12,19})\^([^^]*)\^(\d{2})(\d{2})/.exec(text);
  if (one !== null) return { number: one[1] ?? "", holder: (one[2] ?? "").trim(), expiry: `${one[4]}/${one[3]}` };
  const two = /;(\d{12,19})=(\d{2})(\d{2})/.exec(text);
  return two === null ? null : { number: two[1] ?? "", holder: "", expiry: `${two[3]}/${two[2]}` };
}
