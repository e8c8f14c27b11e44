/** The questions of what measures lookups, of one shop: the demo merchant's page, a sale of 125 dollars in Illinois. */

/** The page's origin, which the Worker under test lists as the demo merchant's. */
export const ORIGIN = "http://localhost:8789";

/** What a browser asks before a page's lookup. @type {Required<Pick<import("./load.mjs").Ask, "method" | "path" | "headers">>} */
export const PREFLIGHT = {
  method: "OPTIONS",
  path: "/v1/lookup",
  headers: {
    Origin: ORIGIN,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "content-type",
  },
};

/** @param {string} token @param {{ ticket?: string, baseAmount?: number }} [more] @returns {Required<import("./load.mjs").Ask>} */
export const lookupAsk = (token, more) => ({
  method: "POST",
  path: "/v1/lookup",
  headers: { "Content-Type": "application/json", Origin: ORIGIN },
  body: JSON.stringify({
    merchant: "mch_demo",
    token,
    country: "US",
    state: "IL",
    baseAmount: 12_500,
    currency: "USD",
    ...more,
  }),
});
