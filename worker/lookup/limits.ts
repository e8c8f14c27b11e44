/** Every number of the lookup, in one place. Why each is what it is stands beside it. */

/** A gateway token lives 2 minutes; nothing about it is kept, or quoted on, for longer than that from first sight. */
export const MEMO_MS = 120_000;

/** A token that the gateway refused stays refused: expired and unknown tokens do not come back. */
export const REJECTED_MS = 60_000;

/**
 * Trouble with a token at a place is remembered for pages for this long, so that a crowd that asks about it learns of one call's
 * failure and makes no call each. Short, because a shopper who presses again deserves another try.
 */
export const TROUBLE_MS = 1_500;

/** A shopper corrects an address a few times; more places for one token is someone mapping the gateway's rules. */
export const MAX_PLACES_PER_TOKEN = 5;

/** Entries of one shard: one for each token and place. At about 1 KB each this is 20 MB of a Durable Object's 128. */
export const MAX_ENTRIES = 20_000;

/** One attempt at the gateway: always this long, however little time its asker has left. */
export const ATTEMPT_MS = 1_200;

/** An attempt that takes longer is counted as slow, so that a gateway which becomes slow is seen before its calls time out. */
export const SLOW_CALL_MS = 600;

/**
 * From the moment that a question is read to its answer, whatever the gateway does. What the merchant's settings and the
 * rate limits took of it is the gateway's loss.
 */
export const LOOKUP_MS = 2_500;

/** What a shard keeps back of its time, so that its own answer arrives before the Worker stops waiting. */
export const SHARD_ALLOWANCE_MS = 150;

/** With less time than this left, nobody could wait for an attempt that is made now; so none is. */
export const MIN_ATTEMPT_MS = 250;

/** How far the clocks of two of the platform's machines may be apart. */
export const CLOCK_SKEW_MS = 1_000;

/** A timer that fires later than this after its time tells of a thread that was kept busy, not of a slow gateway. */
export const LATE_TIMER_MS = 50;

/**
 * How much longer an attempt may take while this thread is behind with what has arrived: half a token's life. Nobody waits
 * for it by then, but whoever asks next is spared a second call.
 */
export const ATTEMPT_GRACE_MS = 60_000;

/** The same for somebody who waits: a shopper. */
export const ASKER_GRACE_MS = 250;

/** A retry waits this long, and up to as much again at random, so that a struggling gateway is not hit in step. */
export const RETRY_PAUSE_MS = 50;

/** A Durable Object may have six connections at once. */
export const CALLS_IN_FLIGHT = 6;

/** Callers that may wait for one of them. At a usual 100 ms a call, the last one waits half a second. */
export const MAX_WAITING = 30;

/** Shards of a merchant, unless it is configured to have more. */
export const SHARDS_PER_MERCHANT = 16;
