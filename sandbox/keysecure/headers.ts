/** The upstream's header rules, one after the other as its documents list them. Answers a code, never throws. */
import { CODES } from "./codes.ts";
import type { KeySecureState } from "./state.ts";

/** The documents: "within 60 seconds, and future timestamps are not accepted". */
const MAX_AGE_MS = 60_000;
const LOCAL_ADDRESS = "127.0.0.1";
const LOOPBACK = new Set(["::1", "::ffff:127.0.0.1"]);

/** The caller's address as the edge names it; a local request has none and counts as 127.0.0.1. */
function addressOf(headers: Headers): string {
  const named = headers.get("CF-Connecting-IP")?.trim() ?? LOCAL_ADDRESS;
  return LOOPBACK.has(named) ? LOCAL_ADDRESS : named;
}

function isFresh(timestamp: string | null, now: number): boolean {
  if (timestamp === null || !/^\d{13}$/.test(timestamp)) return false;
  const age = now - Number(timestamp);
  return age >= 0 && age <= MAX_AGE_MS;
}

/** Api-Key, its standing, the address and the timestamp: what every call needs, Get Token included. */
export function checkCaller(headers: Headers, state: KeySecureState): number {
  const apiKey = headers.get("Api-Key");
  if (apiKey === null || apiKey === "") return CODES.apiKeyMissing;
  const standing = state.standingOf(apiKey);
  if (standing === CODES.apiKeyUnknown) return standing;
  if (!state.settings.allowlist.includes(addressOf(headers))) return CODES.addressNotAllowed;
  if (!isFresh(headers.get("Timestamp"), state.now())) return CODES.badTimestamp;
  return standing;
}

/** The two rules that business calls add: the login token and the fixed content type. */
export function checkBusinessCall(headers: Headers, state: KeySecureState): number {
  const token = headers.get("Access-Token");
  if (token === null || token === "") return CODES.accessTokenMissing;
  if (!state.isTokenGood(token, headers.get("Api-Key") ?? "")) return CODES.accessTokenInvalid;
  const contentType = headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  return contentType === "application/json" ? CODES.success : CODES.badParameter;
}
