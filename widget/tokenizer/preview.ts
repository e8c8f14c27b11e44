/** The browser's own guess at the card, as the Tokenizer tells it while it is typed. */
import type { Preview } from "../checkout/state.ts";

/** What the Tokenizer's `validCard` tells: undocumented keys, so anything may be missing. */
export function readPreview(value: unknown): Preview | null {
  const card = Object(value) as { isValid?: unknown; bin?: unknown };
  if (card.isValid !== true) return null;
  const bin = Object(card.bin) as Record<string, unknown>;
  const [brandName, type] = [bin.card_brand, bin.card_type].map((word) =>
    typeof word === "string" ? word.slice(0, 24) : "",
  );
  const brand = (brandName ?? "").toLowerCase().replace(/[^a-z]/g, "");
  return { brand, brandName: brandName ?? "", isFree: /^(debit|prepaid)$/i.test(type ?? "") };
}
