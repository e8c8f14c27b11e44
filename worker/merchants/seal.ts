/**
 * Envelope encryption of merchants' secrets: each secret has a fresh AES-GCM data key, which a master key wraps.
 * The additional data of both names merchant and field, so that a sealed secret opens nowhere but where it was put.
 * The first master key seals; all of them open, which is what makes rotation possible without downtime.
 */
import { fromBase64, toBase64 } from "../base64.ts";
import type { SealedSecret } from "./schema.ts";

const NONCE_BYTES = 12;
const DATA_KEY_BYTES = 32;

/** What a sealed secret belongs to. */
export interface SecretPlace {
  readonly merchantId: string;
  readonly field: "gatewayKey" | "challenge.secret";
}

interface MasterKey {
  readonly kid: string;
  readonly key: CryptoKey;
}
export type Keyring = readonly [MasterKey, ...MasterKey[]];

/** A secret that cannot be opened: its master key is gone, or it was moved or altered. Holds nothing of the secret. */
export class SealError extends Error {
  override readonly name = "SealError";
}

const importKey = (bytes: Uint8Array) =>
  crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);

const additionalData = (part: "key" | "value", { merchantId, field }: SecretPlace) =>
  new TextEncoder().encode(JSON.stringify(["card-surcharge-seal-1", part, merchantId, field]));

async function encrypt(key: CryptoKey, plain: Uint8Array, additionalData: Uint8Array): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const cipher = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plain));
  return toBase64(Uint8Array.of(...iv, ...cipher));
}

async function decrypt(key: CryptoKey, text: string, additionalData: Uint8Array): Promise<Uint8Array> {
  const bytes = fromBase64(text);
  const iv = bytes.subarray(0, NONCE_BYTES);
  return new Uint8Array(
    await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, bytes.subarray(NONCE_BYTES)),
  );
}

/**
 * Imports master keys; the first one seals.
 *
 * @param keys base64, 32 bytes each
 */
export async function importKeyring(keys: readonly { kid: string; key: string }[]): Promise<Keyring> {
  const [first, ...others] = await Promise.all(
    keys.map(async ({ kid, key }) => ({ kid, key: await importKey(fromBase64(key)) })),
  );
  if (first === undefined) throw new SealError("there is no sealing key");
  return [first, ...others];
}

/** Seals `secret` for one field of one merchant. */
export async function sealSecret(secret: string, place: SecretPlace, keyring: Keyring): Promise<SealedSecret> {
  const dataKey = crypto.getRandomValues(new Uint8Array(DATA_KEY_BYTES));
  const [master] = keyring;
  return {
    kid: master.kid,
    wrapped: await encrypt(master.key, dataKey, additionalData("key", place)),
    sealed: await encrypt(await importKey(dataKey), new TextEncoder().encode(secret), additionalData("value", place)),
  };
}

/**
 * Opens a sealed secret.
 *
 * @throws SealError when no master key fits, or the secret belongs to another merchant or field, or was altered
 */
export async function openSecret(sealed: SealedSecret, place: SecretPlace, keyring: Keyring): Promise<string> {
  const master = keyring.find(({ kid }) => kid === sealed.kid);
  if (master === undefined) throw new SealError("no sealing key of this deployment fits the sealed secret");
  try {
    const dataKey = await decrypt(master.key, sealed.wrapped, additionalData("key", place));
    const plain = await decrypt(await importKey(dataKey), sealed.sealed, additionalData("value", place));
    return new TextDecoder().decode(plain);
  } catch {
    throw new SealError("the sealed secret does not belong here or was altered");
  }
}

/** The same secret under the sealing key in use; itself when it already is. */
export async function resealSecret(sealed: SealedSecret, place: SecretPlace, keyring: Keyring): Promise<SealedSecret> {
  return sealed.kid === keyring[0].kid ? sealed : sealSecret(await openSecret(sealed, place, keyring), place, keyring);
}
