/** A hash over parts, each after its length: as `contract/subject.ts` says it, written once more. */
import { createHash } from "node:crypto";

const LENGTH_BYTES = 4;

/** SHA-256 over the parts, each preceded by the number of its UTF-8 bytes as four bytes, most significant first. */
export function hashParts(...parts: string[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) {
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(Buffer.byteLength(part));
    hash.update(length).update(part);
  }
  return hash.digest();
}

/** What a quote's `subject.hash` must be. */
export const subjectHash = (kind: "token" | "customer", ...parts: string[]): string =>
  hashParts(`surcharge-quote/${kind}`, ...parts).toString("base64url");
