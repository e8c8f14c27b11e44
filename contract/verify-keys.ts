/**
 * Where the keys of quotes come from: a key set in hand, or the address of one, fetched and kept.
 *
 * An address is asked at most once in ten minutes, for an unknown key at most once in thirty seconds, and after a
 * failure not again for five seconds. While it fails, the last good copy serves for a day: a quote is verified offline.
 */
import type { CompactJWSHeaderParameters, CryptoKey, JSONWebKeySet, JWK } from "jose";
import { createLocalJWKSet, createRemoteJWKSet, errors } from "jose";
import { USER_AGENT } from "./user-agent.ts";

const FETCH_TIMEOUT_MS = 3_000;
const FRESH_MS = 600_000;
const UNKNOWN_KEY_COOLDOWN_MS = 30_000;
const FAILURE_COOLDOWN_MS = 5_000;
const STALE_MS = 86_400_000;
/** A server has one service, perhaps a few; a caller that invents addresses shall not fill the memory. */
const MAX_ADDRESSES = 16;

type FindKey = (header: CompactJWSHeaderParameters) => Promise<CryptoKey>;

/** RFC 7517 lets a key carry members of our own; others pass over them. */
type PublishedJwk = JWK & { readonly retired_at?: unknown };

interface KeySource {
  readonly keyFor: FindKey;
  readonly keys: () => readonly PublishedJwk[];
}

/** A key and, for one out of the archive of retired keys, when it was retired (seconds since 1970). */
export interface FoundKey {
  readonly key: CryptoKey;
  readonly retiredAt: number | null;
}

/** The key is not in the set, as opposed to a set that could not be had. */
export function isUnknownKey(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);

/** @throws TypeError when it is no address, or neither https nor http on loopback */
export function parseAddress(jwks: string | URL): URL {
  const url = new URL(jwks);
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))) return url;
  throw new TypeError("jwks must be an https address; http is for loopback only");
}

function remoteSource(url: URL): KeySource {
  const remote = createRemoteJWKSet(url, {
    timeoutDuration: FETCH_TIMEOUT_MS,
    headers: { "User-Agent": USER_AGENT },
    cacheMaxAge: FRESH_MS,
    cooldownDuration: UNKNOWN_KEY_COOLDOWN_MS,
  });
  let lastFresh = 0;
  let retryAfter = 0;
  let failure: unknown = null;

  const findInLastGoodCopy: FindKey = async (header) => {
    const copy = remote.jwks();
    if (copy === undefined || Date.now() > lastFresh + STALE_MS) throw failure;
    try {
      return await createLocalJWKSet(copy)(header);
    } catch {
      throw failure;
    }
  };

  return {
    keys: () => remote.jwks()?.keys ?? [],
    async keyFor(header) {
      if (Date.now() < retryAfter) return findInLastGoodCopy(header);
      try {
        const key = await remote(header);
        lastFresh = Date.now();
        return key;
      } catch (error) {
        if (isUnknownKey(error)) throw error;
        failure = error;
        retryAfter = Date.now() + FAILURE_COOLDOWN_MS;
        return findInLastGoodCopy(header);
      }
    },
  };
}

const remoteSources = new Map<string, KeySource>();

function sourceAt(address: string | URL): KeySource {
  const url = parseAddress(address);
  const known = remoteSources.get(url.href);
  if (known !== undefined) return known;
  const oldest = remoteSources.keys().next();
  if (remoteSources.size >= MAX_ADDRESSES && !oldest.done) remoteSources.delete(oldest.value);
  const source = remoteSource(url);
  remoteSources.set(url.href, source);
  return source;
}

interface KeptSet {
  readonly text: string;
  readonly source: KeySource;
}
const keptSets = new WeakMap<object, KeptSet>();

/** The set's keys are imported once; a set that its owner has changed since is read again. */
function sourceOf(jwks: object): KeySource {
  const text = JSON.stringify(jwks);
  const kept = keptSets.get(jwks);
  if (kept?.text === text) return kept.source;
  const copy = JSON.parse(text) as JSONWebKeySet;
  const source: KeySource = { keyFor: createLocalJWKSet(copy), keys: () => copy.keys };
  keptSets.set(jwks, { text, source });
  return source;
}

/**
 * The key that signed a quote with this header.
 *
 * @throws when the set cannot be had or is none; {@link isUnknownKey} tells a set that lacks the key
 */
export async function findKey(jwks: unknown, header: { alg: string; kid: string }): Promise<FoundKey> {
  const isAddress = typeof jwks === "string" || jwks instanceof URL;
  if (!isAddress && (typeof jwks !== "object" || jwks === null)) throw new TypeError("jwks is missing");
  const source = isAddress ? sourceAt(jwks) : sourceOf(jwks);
  const key = await source.keyFor(header);
  const retiredAt = source.keys().find(({ kid }) => kid === header.kid)?.retired_at;
  return { key, retiredAt: typeof retiredAt === "number" ? retiredAt : null };
}
