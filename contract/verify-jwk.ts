/**
 * Which key of a set a quote may be verified with. A set comes from elsewhere, and more may stand in it than one expects:
 * only what is plainly a key for ES256 signatures, under a kid of its own, is one.
 */
import { type CryptoKey, importJWK } from "jose";
import { QUOTE_ALG } from "./lists.ts";

/** A key of the set; times in seconds since 1970. */
export interface SetKey {
  readonly key: CryptoKey;
  /** When it was taken out of use; null while it may sign. */
  readonly retiredAt: number | null;
  /** It is no longer trusted, whenever it signed. */
  readonly isRevoked: boolean;
}

/** A member of a JSON Web Key (RFC 7517); null counts as absent. */
type Members = Readonly<Record<string, unknown>>;
/** One that has all of the form, marks aside. */
type SigningKey = Members & { readonly x: string; readonly y: string };

const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const isAbsentOr = (value: unknown, allowed: string): boolean => isAbsent(value) || value === allowed;

const isSigningKey = (member: Members): member is SigningKey => {
  const { kty, crv, x, y, d, alg, use, key_ops } = member;
  return (
    kty === "EC" &&
    crv === "P-256" &&
    typeof x === "string" &&
    typeof y === "string" &&
    // Who publishes a private key has lost it.
    isAbsent(d) &&
    isAbsentOr(alg, QUOTE_ALG) &&
    isAbsentOr(use, "sig") &&
    (isAbsent(key_ops) || (Array.isArray(key_ops) && key_ops.includes("verify")))
  );
};

const isTime = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const imported = new WeakMap<Members, CryptoKey>();

/** Null for a point that is not on the curve. */
async function importOnce(member: SigningKey): Promise<CryptoKey | null> {
  const known = imported.get(member);
  if (known !== undefined) return known;
  try {
    const { x, y } = member;
    const key = await importJWK({ kty: "EC", crv: "P-256", x, y }, QUOTE_ALG);
    imported.set(member, key);
    return key;
  } catch {
    return null;
  }
}

/** The one key of this id, or null: none, two, one of another kind, or one whose marks cannot be read. */
export async function pickKey(keys: readonly object[], kid: string): Promise<SetKey | null> {
  const [member, ...more] = (keys as readonly Members[]).filter((key) => key["kid"] === kid);
  if (member === undefined || more.length > 0 || !isSigningKey(member)) return null;
  const { retired_at: retiredAt = null, revoked_at: revokedAt } = member;
  if (retiredAt !== null && !isTime(retiredAt)) return null;
  const key = await importOnce(member);
  return key === null ? null : { key, retiredAt, isRevoked: !isAbsent(revokedAt) };
}
