/** The key of a sale: as `contract/sale.ts` says it, written once more. */
import { hashParts } from "./subject-hash.ts";

/** A UUID of version 8 out of the hash of the parts. */
export function saleKey(kind: "token" | "customer" | "retry", ...parts: string[]): string {
  const digits = hashParts(`surcharge-sale/${kind}`, ...parts).toString("hex");
  const variant = ((Number.parseInt(digits.slice(16, 20), 16) & 0x3fff) | 0x8000).toString(16);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-${variant}-${digits.slice(20, 32)}`;
}
