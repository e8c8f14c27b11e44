/** Signs anything as a quote, as the service would and as it never would. */
import { createPublicKey, sign as signBytes, verify as verifyBytes } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { current, type VectorKey } from "./keys.ts";

export const HEADER = { alg: "ES256", typ: "surcharge-quote+jwt", kid: current.kid };

const FOLDER = new URL("../../", import.meta.url);
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const SCALAR_BYTES = 32;
const SIGNED = /"([\w-]+\.[\w-]+)\.([\w-]{86})"/g;

/** The signed texts that the files have now: a signature has a random part, and need not change. */
const kept = globSync("*.json", { cwd: FOLDER }).flatMap((file) => [
  ...readFileSync(new URL(file, FOLDER), "utf8").matchAll(SIGNED),
]);
/** What this run has signed: the same claims get the same quote in every case. */
const signed = new Map<string, string>();

/** Header and payload as a JWS spells them. A payload that is a text is taken as it is. */
export const encode = (header: object, payload: unknown): string =>
  [JSON.stringify(header), typeof payload === "string" ? payload : JSON.stringify(payload)]
    .map((part) => Buffer.from(part).toString("base64url"))
    .join(".");

const secondHalf = (signature: Buffer): bigint => BigInt(`0x${signature.subarray(SCALAR_BYTES).toString("hex")}`);
const isLow = (signature: Buffer): boolean => secondHalf(signature) * 2n < ORDER;

/** The other signature that is as true as this one. */
function mirrored(signature: Buffer): Buffer {
  const other = (ORDER - secondHalf(signature)).toString(16).padStart(SCALAR_BYTES * 2, "0");
  return Buffer.concat([signature.subarray(0, SCALAR_BYTES), Buffer.from(other, "hex")]);
}

/** The same quote with its other signature, which no verifier may take. */
export function twinOf(quote: string): string {
  const [head, body, signature = ""] = quote.split(".");
  return [head, body, mirrored(Buffer.from(signature, "base64url")).toString("base64url")].join(".");
}

/** A compact JWS by ES256, of the two signatures that are true the one with the lower second half. */
export function sign(payload: unknown, header: object = HEADER, key: VectorKey = current): string {
  const input = encode(header, payload);
  const name = `${key.kid} ${input}`;
  const quote = signed.get(name) ?? signAnew(input, key);
  signed.set(name, quote);
  return quote;
}

function signAnew(input: string, key: VectorKey): string {
  const bytes = Buffer.from(input);
  const dsaEncoding = "ieee-p1363";
  const publicKey = createPublicKey(key.privateKey);
  const standing = kept
    .filter(([, keptInput]) => keptInput === input)
    .map(([, , signature = ""]) => Buffer.from(signature, "base64url"))
    .find((signature) => isLow(signature) && verifyBytes("sha256", bytes, { key: publicKey, dsaEncoding }, signature));
  const signature = standing ?? signBytes("sha256", bytes, { key: key.privateKey, dsaEncoding });
  return `${input}.${(isLow(signature) ? signature : mirrored(signature)).toString("base64url")}`;
}
