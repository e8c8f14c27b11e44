/**
 * Where the keys of quotes come from: a key set in hand, or the address of one, fetched and kept.
 *
 * An address is asked at most once in ten minutes, for an unknown key at most once in thirty seconds, and after a
 * failure not again for five seconds. While it fails, the last good copy serves for a day: a quote is verified offline.
 */
import { createRemoteJWKSet, customFetch, type ExportedJWKSCache, type JWKSCacheInput, jwksCache } from "jose";
import { fetchKeySet, MAX_KEY_SET_BYTES, parseKeySet } from "./fetch-keys.ts";
import { USER_AGENT } from "./user-agent.ts";
import { pickKey, type SetKey } from "./verify-jwk.ts";

const FETCH_TIMEOUT_MS = 3_000;
const FRESH_MS = 600_000;
const UNKNOWN_KEY_COOLDOWN_MS = 30_000;
const FAILURE_COOLDOWN_MS = 5_000;
const STALE_MS = 86_400_000;
/** A server has one service, perhaps a few; a caller that invents addresses shall not fill the memory. */
const MAX_ADDRESSES = 16;

/** Finds the key of an id, or null; throws when the set cannot be had. */
type FindKey = (kid: string) => Promise<SetKey | null>;

const isLoopback = (host: string): boolean =>
  host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);

/** @throws TypeError when it is no address, or neither https nor http on loopback */
export function parseAddress(jwks: string | URL): URL {
  const url = new URL(jwks);
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))) return url;
  throw new TypeError("jwks must be an https address; http is for loopback only");
}

function remoteSet(url: URL): FindKey {
  /** What was fetched last; the library writes it. */
  const copy: Partial<ExportedJWKSCache> = {};
  const remote = createRemoteJWKSet(url, {
    timeoutDuration: FETCH_TIMEOUT_MS,
    headers: { "User-Agent": USER_AGENT },
    cacheMaxAge: FRESH_MS,
    cooldownDuration: UNKNOWN_KEY_COOLDOWN_MS,
    [customFetch]: fetchKeySet,
    [jwksCache]: copy as JWKSCacheInput,
  });
  let lastFresh = 0;
  let retryAfter = 0;
  let failure: unknown;

  const findInCopy: FindKey = async (kid) => pickKey(copy.jwks?.keys ?? [], kid);

  /** False when the copy may be out of date. */
  async function refresh(isKnown: boolean): Promise<boolean> {
    if (Date.now() < retryAfter) return false;
    try {
      if (!remote.fresh || (!isKnown && !remote.coolingDown)) await remote.reload();
      lastFresh = Date.now();
      return true;
    } catch (error) {
      failure = error;
      retryAfter = Date.now() + FAILURE_COOLDOWN_MS;
      return false;
    }
  }

  return async (kid) => {
    const isFresh = await refresh((await findInCopy(kid)) !== null);
    const found = await findInCopy(kid);
    // A copy that may be out of date makes no key unknown.
    if (!isFresh && (found === null || Date.now() > lastFresh + STALE_MS)) throw failure;
    return found;
  };
}

const remoteSets = new Map<string, FindKey>();

function setAt(address: string | URL): FindKey {
  const url = parseAddress(address);
  const known = remoteSets.get(url.href);
  if (known !== undefined) return known;
  const oldest = remoteSets.keys().next();
  if (remoteSets.size >= MAX_ADDRESSES && !oldest.done) remoteSets.delete(oldest.value);
  const find = remoteSet(url);
  remoteSets.set(url.href, find);
  return find;
}

interface KeptSet {
  readonly text: string;
  readonly keys: readonly object[];
}
const keptSets = new WeakMap<object, KeptSet>();

/** The set's keys are imported once; a set that its owner has changed since is read again. */
function keysOf(jwks: object): readonly object[] {
  const text = JSON.stringify(jwks);
  if (text.length > MAX_KEY_SET_BYTES) throw new RangeError("the key set is longer than 64 KiB");
  const kept = keptSets.get(jwks);
  if (kept?.text === text) return kept.keys;
  const { keys } = parseKeySet(text);
  keptSets.set(jwks, { text, keys });
  return keys;
}

/**
 * The key of this id, or null when the set has none that a quote may be verified with.
 *
 * @throws when the set cannot be had or is none
 */
export async function findKey(jwks: unknown, kid: string): Promise<SetKey | null> {
  if (typeof jwks === "string" || jwks instanceof URL) return setAt(jwks)(kid);
  if (typeof jwks !== "object" || jwks === null) throw new TypeError("jwks is missing");
  return pickKey(keysOf(jwks), kid);
}
