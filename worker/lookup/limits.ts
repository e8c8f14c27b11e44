/** Every number of the lookup, in one place. Why each is what it is stands beside it. */

/** A gateway token lives 2 minutes; nothing about it is kept, or quoted on, for longer than that from first sight. */
export const MEMO_MS = 120_000;

/** A token that the gateway refused stays refused: expired and unknown tokens do not come back. */
export const REJECTED_MS = 60_000;

/** A shopper corrects an address a few times; more places for one token is someone mapping the gateway's rules. */
export const MAX_PLACES_PER_TOKEN = 5;

/** Entries of one shard: one for each token and place. At about 1 KB each this is 20 MB of a Durable Object's 128. */
export const MAX_ENTRIES = 20_000;

/** One attempt at the gateway. */
export const ATTEMPT_MS = 1_200;

/**
 * From the request's arrival to an answer, whatever the gateway does. What the merchant's settings and the rate limits
 * took of it is the gateway's loss.
 */
export const LOOKUP_MS = 2_500;

/** What a shard keeps back of its time, so that its own answer arrives before the Worker stops waiting. */
export const SHARD_ALLOWANCE_MS = 150;

/** With less time than this left, an attempt would fail for want of time and say nothing about the gateway. */
export const MIN_ATTEMPT_MS = 250;

/** A retry waits this long, and up to as much again at random, so that a struggling gateway is not hit in step. */
export const RETRY_PAUSE_MS = 50;

/** A Durable Object may have six connections at once. */
export const CALLS_IN_FLIGHT = 6;

/** Callers that may wait for one of them. At a usual 100 ms a call, the last one waits half a second. */
export const MAX_WAITING = 30;

/** Shards of a merchant, unless it is configured to have more. */
export const SHARDS_PER_MERCHANT = 16;

/** How often a shard drops what is too old and passes its counters on. */
export const SWEEP_MS = 10_000;

/** How long the Worker collects counters before it hands them to a shard. */
export const TALLY_MS = 1_000;
