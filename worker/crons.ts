/** The Cron Triggers that the Worker knows, as `wrangler.toml` writes them; a test compares the two. */

/** The daily alarm of rules that lapse. Every other trigger syncs card programmes. */
export const RULES_CRON = "5 10 * * *";
