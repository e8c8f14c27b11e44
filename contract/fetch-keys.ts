/** Fetches a key set and reads no more of it than a key set can have. */
import { readCapped } from "./capped-text.ts";

/** 64 KiB: some two hundred keys, where a service has about twenty. */
export const MAX_KEY_SET_BYTES = 65_536;
const MAX_KEYS = 100;

/**
 * A key set as an object of JSON.
 *
 * @throws when the text is no JSON, no key set, or has more than 100 keys
 */
export function parseKeySet(text: string): { keys: object[] } {
  const set = JSON.parse(text) as { readonly keys?: unknown } | null;
  const keys = set?.keys;
  const isSet = Array.isArray(keys) && keys.every((key) => typeof key === "object" && key !== null);
  if (!isSet || keys.length > MAX_KEYS) throw new TypeError("not a key set of at most 100 keys");
  return { keys };
}

/**
 * `fetch`, for key sets alone.
 *
 * @throws when what comes is longer than 64 KiB or no key set
 */
export async function fetchKeySet(url: string, options: RequestInit): Promise<Response> {
  const response = await fetch(url, options);
  if (response.status === 200) return Response.json(parseKeySet(await readCapped(response, MAX_KEY_SET_BYTES)));
  await response.body?.cancel();
  return response;
}
