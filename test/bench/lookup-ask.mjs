/** The one question that everything here asks which measures lookups: the demo merchant's page, a sale of 125 dollars in Illinois. */

/** The page's origin, which the Worker under test lists as the demo merchant's. */
export const ORIGIN = "http://localhost:8789";

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
