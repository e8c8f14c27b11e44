/** What a request needs of merchants, built once per isolate: the directory, the store behind it, and opened secrets. */
import type { Bindings } from "../settings/bindings.ts";
import type { Settings } from "../settings/settings.ts";
import { developmentMerchants, sampleMerchants } from "./development.ts";
import { Directory } from "./directory.ts";
import type { Merchant } from "./schema.ts";
import { importKeyring, type Keyring, openSecret } from "./seal.ts";
import { kvStore, type MerchantStore } from "./store.ts";

const stores = new WeakMap<KVNamespace, MerchantStore>();
const directories = new WeakMap<Bindings, Directory>();
const keyrings = new WeakMap<Settings, Keyring>();
const gatewayKeys = new WeakMap<Merchant, string>();

/** The merchants' store, or null where none is bound. */
export function storeOf({ MERCHANTS }: Bindings): MerchantStore | null {
  if (MERCHANTS === undefined) return null;
  const known = stores.get(MERCHANTS);
  if (known !== undefined) return known;
  const store = kvStore(MERCHANTS);
  stores.set(MERCHANTS, store);
  return store;
}

/** This isolate's directory of merchants. */
export function directoryOf(bindings: Bindings, settings: Settings): Directory {
  const { merchant } = settings;
  const known = directories.get(bindings);
  if (known !== undefined) return known;
  const directory = new Directory({
    store: storeOf(bindings),
    configured: merchant === null ? [] : [merchant],
    seeds: __DEVELOPMENT__ ? developmentMerchants(settings) : [],
    samples: __DEVELOPMENT__ ? sampleMerchants(settings) : [],
    now: Date.now,
  });
  directories.set(bindings, directory);
  return directory;
}

/** The master keys, imported once. */
export async function keyringOf(settings: Settings): Promise<Keyring> {
  const known = keyrings.get(settings);
  if (known !== undefined) return known;
  const keyring = await importKeyring(settings.sealingKeys);
  keyrings.set(settings, keyring);
  return keyring;
}

/** True when GATEWAY_SECRET_KEY is this merchant's: it belongs to those who are there without a store, and no others. */
export const hasOuterKey = (directory: Directory, id: string) =>
  directory.withoutStore().some((merchant) => merchant.id === id);

/**
 * The merchant's secret key at its gateway, or null when there is none. Opened once per merchant and isolate; it goes to
 * the gateway client and nowhere else.
 *
 * @throws SealError when no master key opens it
 */
export async function gatewayKeyOf(merchant: Merchant, bindings: Bindings, settings: Settings): Promise<string | null> {
  const known = gatewayKeys.get(merchant);
  if (known !== undefined) return known;
  if (merchant.gatewayKey === null)
    return hasOuterKey(directoryOf(bindings, settings), merchant.id) ? settings.gatewaySecretKey : null;
  const place = { merchantId: merchant.id, field: "gatewayKey" } as const;
  const key = await openSecret(merchant.gatewayKey, place, await keyringOf(settings));
  gatewayKeys.set(merchant, key);
  return key;
}

/**
 * The merchant's Turnstile secret, or null when it asks for no challenge.
 *
 * @throws SealError when no master key opens it
 */
export async function challengeSecretOf({ id, challenge }: Merchant, settings: Settings): Promise<string | null> {
  if (challenge === undefined) return null;
  return openSecret(challenge.secret, { merchantId: id, field: "challenge.secret" }, await keyringOf(settings));
}
