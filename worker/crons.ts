/** The Cron Triggers that the Worker knows, as `wrangler.toml` writes them; a test compares the two. */

/** The daily alarm of rules that lapse. Every trigger that is not here syncs card programmes. */
export const RULES_CRON = "5 10 * * *";

/** The look at what happened, for the alerts. */
export const ALERTS_CRON = "*/5 * * * *";
