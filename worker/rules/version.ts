/**
 * Written by `npm run rules`: the newest check date of the rows and the head of their SHA-256. A test recomputes it, so
 * no row changes without a new version.
 */
export const RULES_VERSION = "2026-11-22.8f82fd016935";
