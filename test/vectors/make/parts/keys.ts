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
