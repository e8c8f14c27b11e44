/** Lists in a shopper's language, by `Intl`. Money and percentages are `contract/format.ts`'s. */
import { isolate } from "./fill.ts";
import type { LocaleTexts } from "./schema.ts";

/** One formatter of a kind per language: making one costs far more than using it. */
const listFormats = new Map<string, Intl.ListFormat>();

function listFormat(locale: string, type: "conjunction" | "disjunction"): Intl.ListFormat {
  const key = `${locale} ${type}`;
  const known = listFormats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.ListFormat(locale, { type });
  listFormats.set(key, made);
  return made;
}

/**
 * In English `["Visa", "JCB"]` as a conjunction is "Visa and JCB"; `disjunction` says "or". In a right-to-left language
 * each item is isolated, so that the list itself runs as its sentence does.
 */
export function formatList(
  items: readonly string[],
  type: "conjunction" | "disjunction",
  { locale, dir }: Pick<LocaleTexts, "locale" | "dir">,
): string {
  return listFormat(locale, type).format(dir === "rtl" ? items.map(isolate) : items);
}
