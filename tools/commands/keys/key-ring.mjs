/**
 * The ring of quote keys and how it turns. No files and no processes here.
 *
 * The first signing key signs, the second is published and signs after the next rotation, so every verifier that keeps a
 * copy of the published keys knows a key before its first quote. Retired keys stay, as public keys with a date; so do revoked
 * ones, which are good for nothing any more.
 */
import { randomBytes } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import { isDevelopmentKey } from "../../../worker/settings/development-marks.ts";
import { table } from "../../cli/tables.mjs";
import { ToolError } from "../../cli/tool-error.mjs";

/** Verifiers keep their copy for ten minutes, caches for five. */
export const PUBLISHED_BEFORE_SIGNING_SECONDS = 900;
/** A Worker secret holds 5 KB. */
const MAX_SECRET_BYTES = 5_000;
const DAY_SECONDS = 86_400;

/**
 * @typedef {import("jose").JWK & { kid: string, created_at?: number, retired_at?: number, revoked_at?: number }} Key
 * @typedef {{ signing: Key[], retired: Key[] }} Ring
 */

/** @param {string | undefined} text @param {string} name @returns {Key[]} */
function parseKeys(text, name) {
  if (text === undefined || text === "") return [];
  try {
    const keys = JSON.parse(text);
    if (Array.isArray(keys) && keys.every((key) => typeof key?.kid === "string")) return keys;
  } catch {
    // Told below, without the text.
  }
  throw new ToolError(`${name} is not a JSON list of keys with a kid each.`);
}

/** @param {Record<string, string>} vars @returns {Ring} */
export function readRing({ SIGNING_KEYS, RETIRED_KEYS }) {
  return { signing: parseKeys(SIGNING_KEYS, "SIGNING_KEYS"), retired: parseKeys(RETIRED_KEYS, "RETIRED_KEYS") };
}

/** The two settings of a ring, the archive first: uploaded in this order, no key is ever missing.
 * @param {Ring} ring @returns {[name: string, value: string][]} */
export function settingsOf({ signing, retired }) {
  const settings = /** @type {[string, string][]} */ ([
    ["RETIRED_KEYS", JSON.stringify(retired)],
    ["SIGNING_KEYS", JSON.stringify(signing)],
  ]);
  for (const [name, value] of settings)
    if (Buffer.byteLength(value) > MAX_SECRET_BYTES)
      throw new ToolError(
        `${name} would be longer than the ${MAX_SECRET_BYTES} bytes a secret holds: drop old keys with --keep-days N.`,
      );
  return settings;
}

/** @param {number} now seconds since 1970 @returns {Promise<Key>} */
async function makeKey(now) {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const kid = `${new Date(now * 1000).toISOString().slice(0, 10)}-${randomBytes(4).toString("hex")}`;
  return { ...(await exportJWK(privateKey)), kid, alg: "ES256", use: "sig", created_at: now };
}

/** The public part, kept small: a secret holds some twenty of them.
 * @param {Key} key @param {number} now @returns {Key} */
const retire = ({ kid, kty = "EC", crv = "", x = "", y = "" }, now) => ({ kid, kty, crv, x, y, retired_at: now });

/**
 * Two new keys. Those that were there go to the archive, except the published development keys.
 *
 * @param {Ring} ring @param {{ now: number, force?: boolean }} options `now`: seconds since 1970
 * @returns {Promise<Ring>}
 * @throws ToolError when there are keys already and `force` is not set
 */
export async function newRing({ signing, retired }, { now, force = false }) {
  const own = signing.filter(({ kid }) => !isDevelopmentKey(kid));
  if (own.length > 0 && !force)
    throw new ToolError("There are keys already: use rotate, or new --force to retire them both at once.");
  return {
    signing: [await makeKey(now), await makeKey(now)],
    retired: [...retired, ...own.map((key) => retire(key, now))],
  };
}

/**
 * One turn: the next key signs, a new one is published behind it, the one that signed goes to the archive.
 *
 * @param {Ring} ring @param {{ now: number, force?: boolean, keepDays?: number | undefined }} options `keepDays`:
 *   drops keys that were retired longer ago; refunds of their quotes can no longer be verified
 * @returns {Promise<Ring>}
 * @throws ToolError when there are not two keys, or the next one is not known to every verifier yet
 */
export async function rotateRing({ signing, retired }, { now, force = false, keepDays }) {
  const [current, next, ...more] = signing;
  if (current === undefined || next === undefined || more.length > 0)
    throw new ToolError("There must be two signing keys to rotate: make them with new.");
  const wait = (next.created_at ?? 0) + PUBLISHED_BEFORE_SIGNING_SECONDS - now;
  if (wait > 0 && !force)
    throw new ToolError(
      `Verifiers may not know the next key yet: wait ${Math.ceil(wait / 60)} more minutes, or use --force if a key leaked.`,
    );
  const oldest = keepDays === undefined ? 0 : now - keepDays * DAY_SECONDS;
  const kept = retired.filter(({ retired_at = now }) => retired_at >= oldest);
  return { signing: [next, await makeKey(now)], retired: [...kept, retire(current, now)] };
}

/**
 * Takes all trust from a key: no verifier accepts it any more, not even for refunds of the quotes that it signed. One that
 * signs, or would sign next, leaves the ring, and a new key takes its place behind the other.
 *
 * @param {Ring} ring @param {{ now: number, kid: string }} options `now`: seconds since 1970
 * @returns {Promise<Ring>}
 * @throws ToolError when no key has this id, or it is revoked already
 */
export async function revokeKey({ signing, retired }, { now, kid }) {
  const archived = retired.find((key) => key.kid === kid);
  if (archived?.revoked_at !== undefined) throw new ToolError(`The key ${kid} is revoked already.`);
  const mark = (/** @type {Key} */ key) => (key.kid === kid ? { ...key, revoked_at: now } : key);
  const active = signing.find((key) => key.kid === kid);
  if (active === undefined) {
    if (archived === undefined) throw new ToolError(`There is no key ${kid}: npm run keys -- list shows all.`);
    return { signing, retired: retired.map(mark) };
  }
  return {
    signing: [...signing.filter((key) => key !== active), await makeKey(now)],
    retired: [...retired.filter((key) => key !== archived), mark(retire(active, now))],
  };
}

/** @param {number | null} seconds */
const day = (seconds) =>
  seconds === null ? "-" : new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ");

/**
 * The state of each key, without any key material; times in seconds since 1970.
 *
 * @param {Ring} ring
 */
export const ringList = ({ signing, retired }) => [
  ...signing.map(({ kid, created_at }, index) => ({
    kid,
    state: index === 0 ? "signs" : "next",
    madeAt: created_at ?? null,
    retiredAt: null,
    revokedAt: null,
  })),
  ...retired.map(({ kid, retired_at, revoked_at }) => ({
    kid,
    state: revoked_at === undefined ? "archive" : "revoked",
    madeAt: null,
    retiredAt: retired_at ?? null,
    revokedAt: revoked_at ?? null,
  })),
];

/** The same as a table. @param {Ring} ring */
export const tableOf = (ring) =>
  table([
    ["kid", "state", "made (UTC)", "retired (UTC)", "revoked (UTC)"],
    ...ringList(ring).map(({ kid, state, madeAt, retiredAt, revokedAt }) => [
      kid,
      state,
      day(madeAt),
      day(retiredAt),
      day(revokedAt),
    ]),
  ]);
