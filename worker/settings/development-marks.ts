/**
 * How the values that this repository publishes for development are known again, so that no deployment takes one for a
 * secret. Heads and marks alone: a deployed build holds none of the values. Pure, and without imports: tools read it too.
 */

/** All keys and ids of keys carry this mark, but for random bytes. */
const MARK = /sandbox[_-]demo/;
const HMAC_KEY_HEAD = "Cn9rT583";
const SERVER_KEY_HASH_HEAD = "1a2ac1341df9";

/** True for a published key, and for the id of one. */
export const isDevelopmentKey = (keyOrId: string): boolean => MARK.test(keyOrId);

export const isDevelopmentHmacKey = (key: string): boolean => key.startsWith(HMAC_KEY_HEAD);

/** @param hash SHA-256 of a server key, in hex */
export const isDevelopmentServerKey = (hash: string): boolean => hash.startsWith(SERVER_KEY_HASH_HEAD);
