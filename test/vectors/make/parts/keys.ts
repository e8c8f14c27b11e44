/** The keys of the vectors, each made of its own name: they are published, and good for nothing else. */
import { createECDH, createHash, createPrivateKey, type KeyObject } from "node:crypto";

const COORDINATE_BYTES = 32;

export interface VectorKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** The public part, as a key set has it. */
  readonly jwk: Readonly<Record<string, string>>;
}

/** The private key is the SHA-256 of the key id. */
function makeKey(kid: string): VectorKey {
  const secret = createHash("sha256").update(kid).digest();
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(secret);
  const point = pair.getPublicKey().subarray(1);
  const coordinates = {
    kty: "EC",
    crv: "P-256",
    x: point.subarray(0, COORDINATE_BYTES).toString("base64url"),
    y: point.subarray(COORDINATE_BYTES).toString("base64url"),
  };
  const privateKey = createPrivateKey({ key: { ...coordinates, d: secret.toString("base64url") }, format: "jwk" });
  return { kid, privateKey, jwk: { ...coordinates, kid, alg: "ES256", use: "sig" } };
}

export const current = makeKey("vector-current");
export const next = makeKey("vector-next");
export const retired = makeKey("vector-retired");
/** In no key set. */
export const foreign = makeKey("vector-foreign");

/** A key whose entry in the key set says more or other things than it may. */
export interface OddKey {
  readonly what: string;
  readonly key: VectorKey;
  readonly entries: readonly object[];
}

const odd = (kid: string, what: string, entriesOf: (key: VectorKey) => object[]): OddKey => {
  const key = makeKey(`vector-${kid}`);
  return { what, key, entries: entriesOf(key) };
};
const RSA = { kty: "RSA", n: "sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri23bOdgWp4Dy1Wl", e: "AQAB" };

/** Good for quotes: what is said beside the key does not matter. */
export const PLAIN_KEYS = [
  odd("bare", "says neither alg nor use", ({ kid, jwk: { kty = "", crv = "", x = "", y = "" } }) => [
    { kid, kty, crv, x, y },
  ]),
  odd("null-marks", "says null for every mark", ({ jwk }) => [
    { ...jwk, alg: null, use: null, key_ops: null, d: null, retired_at: null, revoked_at: null },
  ]),
  odd("key-ops", "may verify, among other things", ({ jwk }) => [{ ...jwk, key_ops: ["sign", "verify"] }]),
  odd("more", "has a member that nobody knows", ({ jwk }) => [{ ...jwk, hint: "first" }]),
];

/** Not good for quotes, though the signature is true: `unknown_key`. */
export const ODD_KEYS = [
  odd("twice", "is there twice", ({ jwk }) => [jwk, jwk]),
  odd("behind-rsa", "stands behind an RSA key of the same id", ({ kid, jwk }) => [{ ...RSA, kid }, jwk]),
  odd("before-rsa", "stands before an RSA key of the same id", ({ kid, jwk }) => [jwk, { ...RSA, kid }]),
  odd("before-oct", "stands before a secret of the same id", ({ kid, jwk }) => [jwk, { kty: "oct", k: "AAAA", kid }]),
  odd("rsa", "is an RSA key", ({ kid }) => [{ ...RSA, kid }]),
  odd("okp", "is of another type", ({ jwk }) => [{ ...jwk, kty: "OKP" }]),
  odd("no-type", "says no type", ({ jwk }) => [{ ...jwk, kty: undefined }]),
  odd("p-384", "is on another curve", ({ jwk }) => [{ ...jwk, crv: "P-384" }]),
  odd("enc", "is for encryption", ({ jwk }) => [{ ...jwk, use: "enc" }]),
  odd("empty-use", "is for nothing", ({ jwk }) => [{ ...jwk, use: "" }]),
  odd("es384", "is for another algorithm", ({ jwk }) => [{ ...jwk, alg: "ES384" }]),
  odd("alg-number", "is for an algorithm that is no text", ({ jwk }) => [{ ...jwk, alg: 256 }]),
  odd("sign-only", "may sign alone", ({ jwk }) => [{ ...jwk, key_ops: ["sign"] }]),
  odd("no-ops", "may do nothing", ({ jwk }) => [{ ...jwk, key_ops: [] }]),
  odd("ops-text", "says what it may in a text", ({ jwk }) => [{ ...jwk, key_ops: "verify" }]),
  odd("private", "comes with its private part", ({ jwk }) => [{ ...jwk, d: "AAAA" }]),
  odd("private-empty", "comes with an empty private part", ({ jwk }) => [{ ...jwk, d: "" }]),
  odd("no-x", "has no x", ({ jwk }) => [{ ...jwk, x: undefined }]),
  odd("y-number", "has a y that is no text", ({ jwk }) => [{ ...jwk, y: 1 }]),
  odd("off-curve", "is no point of the curve", ({ jwk }) => [{ ...jwk, y: jwk["x"] }]),
  odd("retired-text", "says in a text when it was retired", ({ jwk }) => [{ ...jwk, retired_at: "1794913600" }]),
  odd("retired-true", "says only that it was retired", ({ jwk }) => [{ ...jwk, retired_at: true }]),
  odd("retired-false", "says that it was not retired", ({ jwk }) => [{ ...jwk, retired_at: false }]),
  odd("retired-negative", "was retired before 1970", ({ jwk }) => [{ ...jwk, retired_at: -1 }]),
  odd("retired-fraction", "was retired within a second", ({ jwk }) => [{ ...jwk, retired_at: 1_794_913_600.5 }]),
];

/** `revoked_key`, whatever the mark is and however long ago the key was retired. */
export const REVOKED_KEYS = [
  odd("revoked", "with the time", ({ jwk }) => [{ ...jwk, retired_at: 1_794_913_600, revoked_at: 1_794_999_940 }]),
  odd("revoked-text", "in a text", ({ jwk }) => [{ ...jwk, revoked_at: "2026-11-27" }]),
  odd("revoked-false", "with false", ({ jwk }) => [{ ...jwk, revoked_at: false }]),
  odd("revoked-zero", "with 0", ({ jwk }) => [{ ...jwk, revoked_at: 0 }]),
  odd("revoked-empty", "with an empty text", ({ jwk }) => [{ ...jwk, revoked_at: "" }]),
];
