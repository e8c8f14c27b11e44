/** What is read and checked without a schema, so that tools and the element do it as the service does. Pure. */

/** A merchant's public id. */
export const MERCHANT_ID = /^mch_[0-9A-Za-z_-]{1,48}$/;

/**
 * A country's or a currency's code as it is compared: without the blanks around it, `a` to `z` as capitals. Other letters
 * stay as they are, so that none of them becomes a code (`ß` would be `SS`, in some languages `i` no `I`).
 */
export const normaliseCode = (text: string): string =>
  text.trim().replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());

/** True where no rule applies without a known state or province: the United States and Canada. */
export const needsState = (country: string | undefined): boolean => country === "US" || country === "CA";
