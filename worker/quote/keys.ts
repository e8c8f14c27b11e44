/**
 * The keys of quotes: the one that signs, and all that are published. No message and no answer ever carries a private
 * part.
 *
 * Two keys are published at all times: the one that signs and the one that will sign next, so that a verifier that keeps
 * the set knows the next key before its first quote. Retired keys stay published with the time they were retired, because
 * refunds come months later; revoked ones stay so that everybody learns that they are.
 */
import { type CryptoKey, importJWK } from "jose";
import { QUOTE_ALG } from "../../contract/lists.ts";
import { isDevelopmentKey } from "../settings/development-marks.ts";
import { SettingsError } from "../settings/settings-error.ts";
import type { PrivateJwk, PublicJwk } from "./jwk.ts";

/** A key of `/.well-known/jwks.json`. */
export interface PublishedKey extends PublicJwk {
  readonly alg: typeof QUOTE_ALG;
  readonly use: "sig";
}

export interface QuoteKeys {
  readonly signing: { readonly kid: string; readonly key: CryptoKey };
  readonly jwks: { readonly keys: readonly PublishedKey[] };
}

/** The part of the Worker's settings that is about keys. The first signing key signs. */
export interface KeySettings {
  readonly environment: string;
  readonly signingKeys: readonly PrivateJwk[];
  readonly retiredKeys: readonly PublicJwk[];
}

/** Member by member, so that a private part cannot slip through. */
function publish({ kid, kty, crv, x, y, retired_at, revoked_at }: PublicJwk): PublishedKey {
  const retired = retired_at === undefined ? {} : { retired_at };
  const revoked = revoked_at === undefined ? {} : { revoked_at };
  return { kid, kty, crv, x, y, alg: QUOTE_ALG, use: "sig", ...retired, ...revoked };
}

/**
 * What `/.well-known/jwks.json` says: the signing keys in their order, then the archive. A key that is in both, as for
 * a moment during a rotation, is still a signing key, unless the archive says that it is revoked.
 */
export function publicJwks({ signingKeys, retiredKeys }: Omit<KeySettings, "environment">): QuoteKeys["jwks"] {
  const revoked = new Set(retiredKeys.filter(({ revoked_at }) => revoked_at !== undefined).map(({ kid }) => kid));
  const active = signingKeys.filter(({ kid }) => !revoked.has(kid));
  const kids = new Set(active.map(({ kid }) => kid));
  return { keys: [...active, ...retiredKeys.filter(({ kid }) => !kids.has(kid))].map(publish) };
}

async function importSigningKey({ kty, crv, x, y, d }: PrivateJwk, index: number): Promise<CryptoKey> {
  try {
    return await importJWK({ kty, crv, x, y, d }, QUOTE_ALG);
  } catch {
    // The cause might quote the key.
    throw new SettingsError(`SIGNING_KEYS[${index}] is not a P-256 private key: make new ones with \`npm run keys\`.`);
  }
}

async function importAll(settings: KeySettings): Promise<QuoteKeys> {
  const { environment, signingKeys } = settings;
  const kids = signingKeys.map(({ kid }) => kid);
  if (new Set(kids).size < kids.length) throw new SettingsError("SIGNING_KEYS has two keys of the same kid.");
  if (environment !== "development" && kids.some(isDevelopmentKey))
    throw new SettingsError(
      "SIGNING_KEYS are the development keys that everybody knows: make your own with `npm run keys -- new`.",
    );
  // The second key signs nothing yet, but one that is broken shall show now and not at the rotation.
  const [key] = await Promise.all(signingKeys.map(importSigningKey));
  const [kid] = kids;
  if (key === undefined || kid === undefined) throw new SettingsError("SIGNING_KEYS is empty.");
  return { signing: { kid, key }, jwks: publicJwks(settings) };
}

const imported = new WeakMap<KeySettings, Promise<QuoteKeys>>();

/**
 * The keys behind `settings`, imported once per isolate.
 *
 * @throws SettingsError naming what is wrong with which key, never any of its material
 */
export function importKeys(settings: KeySettings): Promise<QuoteKeys> {
  const known = imported.get(settings);
  if (known !== undefined) return known;
  const keys = importAll(settings);
  imported.set(settings, keys);
  return keys;
}
