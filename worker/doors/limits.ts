/** How many requests are admitted. */

/** Requests a minute, by rate tier. `wrangler.toml` gives the bindings the same figures; a test compares the two. */
export const LIMITS = {
  client: { standard: 60, raised: 200, high: 600 },
  merchant: { standard: 600, raised: 3_000, high: 12_000 },
} as const;
