/** The browser's own guess at the card, as the Tokenizer tells it while it is typed. */
import type { Preview } from "../checkout/state.ts";
import { isRecord } from "../is-record.ts";

const FREE: ReadonlySet<string> = new Set(["debit", "prepaid"]);
const MAX_LENGTH = 24;

const wordOf = (value: unknown) => (typeof value === "string" ? value.slice(0, MAX_LENGTH) : "");

/** What the Tokenizer's `validCard` tells: undocumented keys, so anything may be missing. */
export function readPreview(card: unknown): Preview | null {
  if (!isRecord(card) || card["isValid"] !== true) return null;
  const bin = isRecord(card["bin"]) ? card["bin"] : {};
  const brandName = wordOf(bin["card_brand"]);
  const brand = brandName.toLowerCase().replace(/[^a-z]/g, "");
  return { brand, brandName, isFree: FREE.has(wordOf(bin["card_type"]).toLowerCase()) };
}
