/** Names a merchant's shards and reaches them. Names and keys are HMACs of tokens, never tokens. */

import { fromBase64 } from "../base64.ts";
import { SHARDS_PER_MERCHANT } from "./limits.ts";
import type { LookupShard } from "./shard.ts";

export interface ShardSetting {
  readonly merchantId: string;
  /** How many shards the merchant has; null or absent: {@link SHARDS_PER_MERCHANT}. */
  readonly lookupShards?: number | undefined;
  /** Where new shards are started; absent: near the first request. */
  readonly locationHint?: LocationHint | undefined;
}

/** The platform's names for the regions of the world. */
type LocationHint = "wnam" | "enam" | "sam" | "weur" | "eeur" | "apac" | "oc" | "afr" | "me";

type Namespace = DurableObjectNamespace<LookupShard>;

/** What whoever reaches a shard needs of the Worker's bindings. */
export interface ShardBinding {
  readonly LOOKUP_SHARDS: Namespace;
}

export const shardCount = ({ lookupShards }: ShardSetting): number => lookupShards ?? SHARDS_PER_MERCHANT;

/** The merchant's shard of that number. Makes no call yet. */
export function shardOf(namespace: Namespace, setting: ShardSetting, shard: number): DurableObjectStub<LookupShard> {
  const { merchantId, locationHint } = setting;
  const id = idOnce(namespace, `${merchantId}:${shard}`);
  return namespace.get(id, locationHint === undefined ? {} : { locationHint });
}

/** Ids are derived from names by hashing, so those in use are kept: some hundred merchants' in one isolate. */
const MAX_IDS = 4_096;

const ids = new Map<string, DurableObjectId>();

function idOnce(namespace: Namespace, name: string): DurableObjectId {
  const known = ids.get(name);
  if (known !== undefined) return known;
  if (ids.size >= MAX_IDS) ids.clear();
  const id = namespace.idFromName(name);
  ids.set(name, id);
  return id;
}

/**
 * A keyed fingerprint: without the key, nobody can tell from it, or from a shard's name, which token it belongs to.
 *
 * @param hmacKey 32 bytes in base64
 */
export async function fingerprint(hmacKey: string, text: string): Promise<Uint8Array> {
  const key = await importOnce(hmacKey);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
}

const encoder = new TextEncoder();

let imported: { readonly text: string; readonly key: Promise<CryptoKey> } | null = null;

/** Importing takes longer than using, and there is one key, so the last one is kept. */
function importOnce(hmacKey: string): Promise<CryptoKey> {
  if (imported?.text === hmacKey) return imported.key;
  const key = crypto.subtle.importKey("raw", fromBase64(hmacKey), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  imported = { text: hmacKey, key };
  return key;
}
