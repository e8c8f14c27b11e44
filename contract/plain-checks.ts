/** What is checked without a schema, so that tools and the element can check it as the service does. Pure. */

/** A merchant's public id. */
export const MERCHANT_ID = /^mch_[0-9A-Za-z_-]{1,48}$/;

/** True where no rule applies without a known state or province: the United States and Canada. */
export const needsState = (country: string | undefined): boolean => country === "US" || country === "CA";
