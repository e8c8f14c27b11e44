/** Limiters that let everybody pass, for tests of more requests than the platform's own admit in a minute. */
const OPEN = { limit: async () => ({ success: true }) };

/** Over the bindings of the same names. */
export const OPEN_LIMITERS = Object.fromEntries(
  ["CLIENT", "MERCHANT"].flatMap((scope) =>
    ["STANDARD", "RAISED", "HIGH"].map((tier) => [`LIMIT_${scope}_${tier}`, OPEN]),
  ),
);
